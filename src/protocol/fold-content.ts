import { cutBase64, joinBase64, type CutBase64 } from './join-base64.js';
import type { Step } from './step.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** Thoughts keep what they say in `summary`, every other step in `content`. */
function listName(step: Step): 'content' | 'summary' {
  return step.type === 'thought' ? 'summary' : 'content';
}

function readList(step: Step): readonly unknown[] {
  const fields: WireObject = step;
  const list = fields[listName(step)];
  if (Array.isArray(list)) return list;
  return typeof list === 'string' && list !== '' ? [{ type: 'text', text: list }] : [];
}

function withList(step: Step, list: readonly unknown[]): Step {
  return { ...step, [listName(step)]: list };
}

function replaceAt(list: readonly unknown[], position: number, item: unknown): readonly unknown[] {
  return [...list.slice(0, position), item, ...list.slice(position + 1)];
}

function isText(content: unknown): content is WireObject {
  return isWireObject(content) && content['type'] === 'text';
}

/** The step with one more block of content at its end. */
export function appendContent(step: Step, content: WireObject): Step {
  return withList(step, [...readList(step), content]);
}

/** The step with `text` said after what it says already. */
export function appendText(step: Step, text: string): Step {
  if (text === '') return step;
  const list = readList(step);
  const last = list.at(-1);
  if (!isText(last)) return appendContent(step, { type: 'text', text });
  const before = typeof last['text'] === 'string' ? last['text'] : '';
  return withList(step, replaceAt(list, list.length - 1, { ...last, text: before + text }));
}

/** The step with citations added to the last text it holds. */
export function appendAnnotations(step: Step, annotations: readonly unknown[]): Step {
  if (annotations.length === 0) return step;
  const list = readList(step);
  const position = list.findLastIndex(isText);
  const last = list[position];
  if (!isText(last)) return appendContent(step, { type: 'text', text: '', annotations });
  const before: readonly unknown[] = Array.isArray(last['annotations']) ? last['annotations'] : [];
  return withList(step, replaceAt(list, position, { ...last, annotations: [...before, ...annotations] }));
}

function agrees(one: unknown, other: unknown): boolean {
  return one === undefined || other === undefined || one === other;
}

/** How the data of a sound was joined, so that the next piece need not look into megabytes; only a cache. */
const cutOf = new WeakMap<WireObject, CutBase64>();

/** The joined sound when `next` continues `last`, else undefined. */
function joinAudio(last: unknown, next: WireObject): WireObject | undefined {
  if (!isWireObject(last) || last['type'] !== 'audio') return undefined;
  const { data: before } = last;
  const { data: after } = next;
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  const isSameKind = ['mime_type', 'sample_rate', 'channels'].every((key) => agrees(last[key], next[key]));
  if (!isSameKind || last['uri'] !== undefined || next['uri'] !== undefined) return undefined;
  try {
    const cut = joinBase64(cutOf.get(last) ?? cutBase64(before), after);
    const joined = { ...next, ...last, data: cut.whole + cut.rest };
    cutOf.set(joined, cut);
    return joined;
  } catch {
    return undefined;
  }
}

/** The step with a piece of sound: it continues the sound before it, or begins another. */
export function appendAudio(step: Step, delta: WireObject): Step {
  const { rate, ...piece } = delta;
  const next = rate === undefined || 'sample_rate' in piece ? piece : { ...piece, sample_rate: rate };
  const list = readList(step);
  const joined = joinAudio(list.at(-1), next);
  return joined ? withList(step, replaceAt(list, list.length - 1, joined)) : appendContent(step, next);
}
