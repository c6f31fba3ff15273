import { expect } from 'chai';
import { listObjects } from '../../src/emulator/list-objects.js';
import { contentOf, fieldsOf, textField } from '../../src/emulator/read-step.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { Step } from '../../src/protocol/step.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { isWireObject } from '../../src/protocol/wire-object.js';
import { address, bodyOf, createRequest, createStill, readEvents } from './ask-emulator.js';
import { sceneCases } from './scene-cases.js';

// All names that the wire is known to have, written out: a scene that is lost leaves one of them without any.
const stepTypes = [
  'code_execution_call',
  'code_execution_result',
  'file_search_call',
  'file_search_result',
  'function_call',
  'function_result',
  'google_maps_call',
  'google_maps_result',
  'google_search_call',
  'google_search_result',
  'mcp_server_tool_call',
  'mcp_server_tool_result',
  'model_output',
  'processing_call',
  'processing_result',
  'retrieval_call',
  'retrieval_result',
  'thought',
  'url_context_call',
  'url_context_result',
  'user_input',
];
const deltaTypes = [
  'arguments_delta',
  'audio',
  'code_execution_call',
  'code_execution_result',
  'document',
  'file_search_call',
  'file_search_result',
  'function_result',
  'google_maps_call',
  'google_maps_result',
  'google_search_call',
  'google_search_result',
  'image',
  'mcp_server_tool_call',
  'mcp_server_tool_result',
  'processing_call',
  'processing_result',
  'retrieval_call',
  'retrieval_result',
  'text',
  'text_annotation_delta',
  'thought_signature',
  'thought_summary',
  'url_context_call',
  'url_context_result',
  'video',
];
const contentTypes = ['audio', 'document', 'image', 'text', 'video'];
const annotationTypes = ['file_citation', 'place_citation', 'speech_metadata', 'url_citation', 'word_info'];
const eventTypes = [
  'error',
  'interaction.completed',
  'interaction.created',
  'interaction.status_update',
  'step.delta',
  'step.start',
  'step.stop',
];
const statuses = [
  'budget_exceeded',
  'cancelled',
  'completed',
  'failed',
  'in_progress',
  'incomplete',
  'requires_action',
  'requires_continuation',
];

/** The names that were met, by where they were. */
class Sightings {
  readonly #met = new Map<string, Set<string>>();

  note(place: string, name: unknown): void {
    if (typeof name !== 'string') return;
    const names = this.#met.get(place) ?? new Set();
    this.#met.set(place, names.add(name));
  }

  noteSteps(place: string, steps: readonly Step[]): void {
    for (const step of steps) {
      this.note(`${place} steps`, step.type);
      for (const content of [...contentOf(step), ...listObjects(fieldsOf(step)['summary'])]) {
        this.note(`${place} contents`, content['type']);
        for (const { type } of listObjects(content['annotations'])) this.note(`${place} annotations`, type);
      }
    }
  }

  noteEvent(event: InteractionEvent): void {
    const fields: WireObject = { ...event };
    const { event_type: type, step, delta, interaction, status } = fields;
    this.note('events', type);
    this.note('statuses', isWireObject(interaction) ? interaction['status'] : status);
    if (isWireObject(step)) this.note('streamed steps', step['type']);
    if (!isWireObject(delta)) return;
    this.note('deltas', delta['type']);
    for (const annotation of listObjects(delta['annotations'])) {
      this.note('streamed annotations', annotation['type']);
    }
  }

  /** Those of the names that were not met in a place. */
  findMissing(place: string, names: readonly string[]): string[] {
    return names.filter((name) => !this.#met.get(place)?.has(name));
  }
}

const agents: readonly WireObject[] = [
  { agent: 'antigravity', input: 'Count the ferns' },
  { agent: 'deep-research', input: 'Ferns', background: true },
];
const bodies: readonly WireObject[] = [
  ...sceneCases.map(({ prompt, more = {} }) => bodyOf(prompt, more)),
  ...['error mid-stream', 'blocked', 'status failed', 'status cancelled'].map((prompt) => bodyOf(prompt)),
  ...agents,
];
const thoughtful = { generation_config: { thinking_summaries: 'auto' } };

async function playAll(): Promise<Sightings> {
  const sightings = new Sightings();
  const emulator = createStill();
  const headers = { 'x-goog-api-key': 'any' };
  for (const body of bodies) {
    const more = 'agent' in body ? {} : thoughtful;
    const streamed = await emulator(createRequest({ ...body, ...more, stream: true }));
    for (const event of await readEvents(streamed)) sightings.noteEvent(event);
    const unary = await (await emulator(createRequest({ ...body, ...more }))).json();
    sightings.note('statuses', unary.status);
    sightings.noteSteps('unary', unary.steps ?? []);
    const found = await (await emulator(`${address}/${textField(unary, 'id')}`, { headers })).json();
    sightings.noteSteps('stored', found.steps ?? []);
  }
  return sightings;
}

describe('all scenes together', () => {
  let sightings = new Sightings();
  before(async function () {
    this.timeout(60_000);
    sightings = await playAll();
  });

  const table: readonly (readonly [place: string, count: number, names: readonly string[]])[] = [
    ['streamed steps', 21, stepTypes],
    ['unary steps', 21, stepTypes],
    ['stored steps', 21, stepTypes],
    ['deltas', 26, deltaTypes],
    ['unary contents', 5, contentTypes],
    ['streamed annotations', 5, annotationTypes],
    ['unary annotations', 5, annotationTypes],
    ['events', 7, eventTypes],
    ['statuses', 8, statuses],
  ];
  for (const [place, count, names] of table) {
    it(`have all ${count} ${place} that the wire is known to have`, () => {
      expect(new Set(names)).to.have.property('size', count);
      expect(sightings.findMissing(place, names)).to.deep.equal([]);
    });
  }
});
