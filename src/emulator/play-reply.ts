import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { Step } from '../protocol/step.js';
import type { ComposedReply } from './compose-reply.js';
import { cutSound } from './cut-sound.js';
import { cutText } from './cut-text.js';
import { GoogleError } from './google-error.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { StoredInteraction } from './interaction-store.js';
import { contentOf, fieldsOf, textField } from './read-step.js';

/** An event and how many beats pass before it. */
export interface TimedEvent {
  readonly event: InteractionEvent;
  readonly beats: number;
}

type Delta = Readonly<Record<string, unknown>>;

function cutArguments(value: unknown): string[] {
  const points = Array.from(JSON.stringify(value ?? {}));
  const pieces: string[] = [];
  for (let start = 0; start < points.length; start += 32) {
    pieces.push(points.slice(start, start + 32).join(''));
  }
  return pieces;
}

function* listContentDeltas(step: Step): Generator<Delta> {
  for (const content of contentOf(step)) {
    if (content['type'] !== 'text') {
      yield* cutSound(content);
      continue;
    }
    for (const text of cutText(textField(content, 'text'))) yield { text, type: 'text' };
    const annotations = content['annotations'];
    if (Array.isArray(annotations) && annotations.length > 0) {
      yield { annotations, type: 'text_annotation_delta' };
    }
  }
}

/** A summary comes a paragraph at a time; Gemini sends an empty signature after each, the real one last. */
function* listThoughtDeltas(step: Step): Generator<Delta> {
  const { summary, signature } = fieldsOf(step);
  for (const content of Array.isArray(summary) ? summary.filter(isWireObject) : []) {
    const text = content['type'] === 'text' ? textField(content, 'text') : undefined;
    const pieces = text?.match(/[^]+?(?:\n{3}|$)/g)?.map((piece) => ({ text: piece, type: 'text' }));
    for (const piece of pieces ?? [content]) {
      yield { content: piece, type: 'thought_summary' };
      yield { signature: '', type: 'thought_signature' };
    }
  }
  if (signature !== undefined) yield { signature, type: 'thought_signature' };
}

/** How a step begins on the wire: without the fields that its deltas bring. */
function startOf(step: Step, fieldsOfDeltas: readonly string[]): Delta {
  return Object.fromEntries(Object.entries(step).filter(([name]) => !fieldsOfDeltas.includes(name)));
}

/** A step of which one delta brings some fields, where it has them. */
function splitFields(step: Step, names: readonly string[]): { start: Delta; deltas: Iterable<Delta> } {
  const brought = Object.entries(step).filter(([name]) => names.includes(name));
  const deltas = brought.length > 0 ? [{ type: step.type, ...Object.fromEntries(brought) }] : [];
  return { start: startOf(step, names), deltas };
}

function splitStep(step: Step): { start: Delta; deltas: Iterable<Delta> } {
  const { type } = step;
  if (type === 'model_output') return { start: startOf(step, ['content']), deltas: listContentDeltas(step) };
  if (type === 'thought') {
    return { start: startOf(step, ['summary', 'signature']), deltas: listThoughtDeltas(step) };
  }
  const { arguments: callArguments, result } = fieldsOf(step);
  if (type === 'function_call') {
    const deltas = cutArguments(callArguments).map((piece) => ({
      arguments: piece,
      type: 'arguments_delta',
    }));
    return { start: { ...startOf(step, []), arguments: {} }, deltas };
  }
  if (/_(?:call|result)$/.test(type)) {
    const hasPayload = callArguments !== undefined || result !== undefined;
    return splitFields(step, hasPayload ? ['arguments', 'result'] : ['is_error', 'signature']);
  }
  return { start: startOf(step, []), deltas: [] };
}

function describeInteraction({ id, target }: StoredInteraction, status: string) {
  return { id, status, object: 'interaction', ...target };
}

/** The event that ends an interaction, as it is now. */
export function completeInteraction(interaction: StoredInteraction, status: string): InteractionEvent {
  const { id, usage, created, updated, request, target, environmentId, continuationToken } = interaction;
  const completed = {
    id,
    status,
    usage,
    created,
    updated,
    service_tier: request.service_tier ?? 'standard',
    object: 'interaction',
    ...target,
    ...(environmentId === undefined ? {} : { environment_id: environmentId }),
    ...(continuationToken === undefined ? {} : { continuation_token: continuationToken }),
  };
  return { interaction: completed, event_type: 'interaction.completed' };
}

/** The events of a reply in the order in which Gemini streams them, each with its beats. */
export function* playReply(interaction: StoredInteraction, reply: ComposedReply): Generator<TimedEvent> {
  const tempo = reply.tempo ?? 1;
  const { id } = interaction;
  const begin = describeInteraction(interaction, 'in_progress');
  yield { event: { interaction: begin, event_type: 'interaction.created' }, beats: 0 };
  const update = { interaction_id: id, status: 'in_progress', event_type: 'interaction.status_update' };
  yield { event: update, beats: 0 };
  let silence = reply.silence ?? 0;
  let duration = interaction.request.background === true ? (reply.duration ?? 0) : 0;
  for (const [index, step] of reply.steps.entries()) {
    const isLast = index === reply.steps.length - 1;
    const { start, deltas } = splitStep(step);
    const isSpoken = step.type === 'model_output';
    yield {
      event: { index, step: start, event_type: 'step.start' },
      beats: tempo + duration + (isSpoken ? silence : 0),
    };
    duration = 0;
    if (isSpoken) silence = 0;
    for (const delta of deltas) {
      yield { event: { index, delta, event_type: 'step.delta' }, beats: tempo };
    }
    if (isLast && reply.ending !== undefined) break;
    yield { event: { index, event_type: 'step.stop' }, beats: 0 };
  }
  if (reply.ending === 'drop') return;
  if (reply.ending instanceof GoogleError) {
    const { error } = reply.ending.toInteractionsBody();
    yield { event: { error, event_type: 'error' }, beats: tempo };
    return;
  }
  yield { event: completeInteraction(interaction, reply.status), beats: 0 };
}
