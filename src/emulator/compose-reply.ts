import type { Step } from '../protocol/step.js';
import { composeText } from './compose-text.js';
import { createSignature } from './create-signature.js';
import { findOpenCalls } from './find-open-calls.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { countTextTokens } from './measure-usage.js';
import { readGenerationConfig } from './read-generation-config.js';
import { fieldsOf, textField, textOf } from './read-step.js';
import type { SceneReply, SceneTurn } from './scene.js';

/** A reply with nothing left to decide: the steps exactly as a unary answer holds them. */
export interface ComposedReply extends Omit<SceneReply, 'hops'> {
  readonly status: string;
  /** What comes after this hop. */
  readonly next?: ComposedReply;
}

const generalThoughts: readonly string[] = [
  '**Reading the question**\n\nI look at what was asked, and at what was said before it.',
  '**Choosing an answer**\n\nI pick the scene that fits these words, and write it down.',
];

/** Summaries are sent when asked for; a thinking level without `none` counts as asking. */
function wantsThoughts(turn: SceneTurn): boolean {
  const config = readGenerationConfig(turn.request);
  if (config['thinking_summaries'] !== undefined) return config['thinking_summaries'] === 'auto';
  return config['thinking_level'] !== undefined && config['thinking_level'] !== 'minimal';
}

/** A thought as the wire has it: paragraphs end in blank lines, and all of them are one text. */
export function createThought(paragraphs: readonly string[]): Step {
  const text = paragraphs.map((paragraph) => `${paragraph}\n\n\n`).join('');
  return {
    type: 'thought',
    ...(text ? { summary: [{ type: 'text', text }] } : {}),
    signature: createSignature(text),
  };
}

/** The wire has no border between two texts of one step, so they are one; citations move along. */
function joinTexts(contents: readonly WireObject[]): WireObject[] {
  const joined: Record<string, unknown>[] = [];
  for (const content of contents) {
    if (content['type'] === 'text' && textField(content, 'text') === '') continue;
    const last = joined.at(-1);
    if (content['type'] !== 'text' || last?.['type'] !== 'text') {
      joined.push({ ...content });
      continue;
    }
    const before = textField(last, 'text');
    const offset = new TextEncoder().encode(before).length;
    const moved = listAnnotations(content).map((annotation) => moveAnnotation(annotation, offset));
    const annotations = [...listAnnotations(last), ...moved];
    last['text'] = before + textField(content, 'text');
    if (annotations.length > 0) last['annotations'] = annotations;
  }
  return joined;
}

/** Where a step keeps what streams in piece by piece. */
const listNames: ReadonlyMap<string, string> = new Map([
  ['model_output', 'content'],
  ['thought', 'summary'],
]);

/** A scene's step as the wire can carry it: texts joined, lists that would be empty left out, thoughts signed. */
function normalizeStep(step: Step): Step {
  const list = listNames.get(step.type);
  if (list === undefined) return step;
  const { [list]: contents, ...rest } = fieldsOf(step);
  const joined = joinTexts(Array.isArray(contents) ? contents.filter(isWireObject) : []);
  return {
    ...rest,
    type: step.type,
    ...(joined.length > 0 ? { [list]: joined } : {}),
    ...(step.type === 'thought' && !rest['signature']
      ? { signature: createSignature(JSON.stringify(joined)) }
      : {}),
  };
}

function listAnnotations(content: WireObject): WireObject[] {
  const annotations = content['annotations'];
  return Array.isArray(annotations) ? annotations.filter(isWireObject) : [];
}

function moveAnnotation(annotation: WireObject, offset: number) {
  const moved: Record<string, unknown> = { ...annotation };
  for (const end of ['start_index', 'end_index']) {
    const index = moved[end];
    if (typeof index === 'number') moved[end] = index + offset;
  }
  return moved;
}

/** The longest beginning of a text that fits into a number of tokens and ends after a whole word. */
function cutToTokens(text: string, tokens: number): string {
  let kept = '';
  for (const word of text.match(/\s*\S+/gu) ?? []) {
    if (countTextTokens(kept + word) > tokens) break;
    kept += word;
  }
  return kept;
}

/** Ends the reply where `max_output_tokens` ends it. */
function limitOutput(steps: readonly Step[], turn: SceneTurn): { steps: Step[]; cut: boolean } {
  const limit = readGenerationConfig(turn.request)['max_output_tokens'];
  let left = typeof limit === 'number' ? limit : Infinity;
  const kept: Step[] = [];
  for (const step of steps) {
    const text = step.type === 'model_output' ? textOf(step) : '';
    const tokens = countTextTokens(text);
    if (tokens > left) {
      kept.push(normalizeStep(composeText(cutToTokens(text, left))));
      return { steps: kept, cut: true };
    }
    left -= tokens;
    kept.push(step);
  }
  return { steps: kept, cut: false };
}

/** Makes a scene's reply complete: thought and signature, limits of the request, hops, final status. */
export function composeReply(scripted: SceneReply | string, turn: SceneTurn): ComposedReply {
  const { hops = [], ...reply }: SceneReply =
    typeof scripted === 'string'
      ? { steps: [{ type: 'model_output', content: [{ type: 'text', text: scripted }] }] }
      : scripted;
  const { background, agent } = turn.request;
  const groups = reply.steps.length > 0 || hops.length === 0 ? [reply.steps, ...hops] : hops;
  // Where the server works by itself, or an agent does, nobody has to ask for the next hop.
  const planned = background === true || agent ? [groups.flat()] : groups;
  return composeHops({ ...reply, steps: [] }, planned, turn);
}

function composeHops(
  reply: SceneReply,
  [group = [], ...others]: readonly (readonly Step[])[],
  turn: SceneTurn,
  isFirst = true,
): ComposedReply {
  const { steps, cut } = limitOutput(group.map(normalizeStep), turn);
  const first = steps.find(({ type }) => type !== 'user_input');
  if (isFirst && first?.type !== 'thought' && (steps.length > 0 || others.length > 0)) {
    const thought = createThought(wantsThoughts(turn) ? (reply.thoughts ?? generalThoughts) : []);
    steps.splice(first ? steps.indexOf(first) : 0, 0, thought);
  }
  if (others.length > 0 && !cut) {
    const { ending: _, silence = 0, ...rest } = reply;
    const next = composeHops({ ...reply, silence: 0 }, others, turn, false);
    return { ...rest, silence, steps, status: 'requires_continuation', next };
  }
  const usual = findOpenCalls(steps).length > 0 ? 'requires_action' : 'completed';
  return { ...reply, steps, status: cut ? 'incomplete' : (reply.status ?? usual) };
}
