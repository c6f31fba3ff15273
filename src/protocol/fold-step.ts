import { foldDelta, guessStepType, readDeltaKind } from './fold-delta.js';
import { parseJson } from './parse-json.js';
import type { Reply, StepProgress } from './reply.js';
import type { Step } from './step.js';
import { isWireObject, type WireObject } from './wire-object.js';

interface Slot {
  readonly position: number;
  readonly step?: Step;
  readonly progress?: StepProgress;
}

/** Where the hop's step of this number stands, or belongs. Looks from the end: the last step is the open one. */
function findSlot(reply: Reply, index: number): Slot {
  let position = reply.steps.length;
  while (position > reply.firstStepOfHop) {
    const progress = reply.progress[position - 1];
    const step = reply.steps[position - 1];
    if (!progress || !step || progress.index < index) break;
    position -= 1;
    if (progress.index === index) return { position, step, progress };
  }
  return { position };
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function lastIndex(reply: Reply): number {
  if (reply.steps.length === reply.firstStepOfHop) return -1;
  return reply.progress.at(-1)?.index ?? -1;
}

function put(reply: Reply, slot: Slot, step: Step, progress: StepProgress): Reply {
  const replaced = slot.step ? 1 : 0;
  const after = slot.position + replaced;
  const steps =
    step === slot.step
      ? reply.steps
      : [...reply.steps.slice(0, slot.position), step, ...reply.steps.slice(after)];
  const list =
    progress === slot.progress
      ? reply.progress
      : [...reply.progress.slice(0, slot.position), progress, ...reply.progress.slice(after)];
  return steps === reply.steps && list === reply.progress ? reply : { ...reply, steps, progress: list };
}

/** A start that came after its first deltas: what they brought follows what the start holds. */
function joinEarly(start: Step, early: Step): Step {
  const before: WireObject = start;
  const joined: Record<string, unknown> = {};
  for (const [key, late] of Object.entries(early)) {
    const first = before[key];
    if (Array.isArray(late) && Array.isArray(first)) joined[key] = [...first, ...late];
    else if (first === undefined || first === '') joined[key] = late;
  }
  return { ...start, ...joined };
}

/** Opens a step; what its start already holds is kept. */
export function startStep(reply: Reply, index: unknown, step: unknown): Reply {
  if (!isWireObject(step)) return reply;
  const { type } = step;
  const start: Step = typeof type === 'string' ? { ...step, type } : { ...step, type: guessStepType(step) };
  const slot = findSlot(reply, isIndex(index) ? index : lastIndex(reply) + 1);
  const { progress } = slot;
  if (slot.step && progress?.state === 'early') {
    return put(reply, slot, joinEarly(start, slot.step), { ...progress, state: 'open' });
  }
  const number = progress?.index ?? (isIndex(index) ? index : lastIndex(reply) + 1);
  return put(reply, slot, start, { index: number, state: 'open' });
}

function readArgumentText(delta: WireObject): string | undefined {
  const text = delta['arguments'];
  if (typeof text !== 'string') return undefined;
  const kind = readDeltaKind(delta);
  return kind === 'arguments_delta' || kind.endsWith('_call') ? text : undefined;
}

/** Adds one delta to the step of that number; opens the step where its start has not come. */
export function changeStep(reply: Reply, index: unknown, delta: unknown): Reply {
  if (!isWireObject(delta) || Object.keys(delta).length === 0) return reply;
  const number = isIndex(index) ? index : Math.max(0, lastIndex(reply));
  const slot = findSlot(reply, number);
  const step: Step = slot.step ?? { type: guessStepType(delta) };
  const progress: StepProgress = slot.progress ?? { index: number, state: 'early' };
  const text = readArgumentText(delta);
  if (text === undefined) return put(reply, slot, foldDelta(step, delta), progress);
  const { arguments: _, type: __, ...rest } = delta;
  const state = progress.state === 'early' ? 'early' : 'open';
  const argumentText = progress.state === 'malformed' ? text : (progress.argumentText ?? '') + text;
  const next = Object.keys(rest).length === 0 ? step : foldDelta(step, { ...rest, type: 'function_call' });
  return put(reply, slot, next, { index: number, state, argumentText });
}

function close(reply: Reply, slot: Slot): Reply {
  const { step, progress } = slot;
  if (!step || !progress || progress.state === 'closed' || progress.state === 'malformed') return reply;
  const { index, argumentText = '' } = progress;
  if (argumentText.trim() === '') return put(reply, slot, step, { index, state: 'closed' });
  const value = parseJson(argumentText);
  if (!isWireObject(value)) return put(reply, slot, step, { index, state: 'malformed', argumentText });
  return put(reply, slot, { ...step, arguments: value }, { index, state: 'closed' });
}

/** Ends a step: arguments that came as text become data, or are marked as malformed. */
export function stopStep(reply: Reply, index: unknown): Reply {
  return close(reply, findSlot(reply, isIndex(index) ? index : lastIndex(reply)));
}

/** Ends the steps of this hop whose stop has not come. */
export function stopSteps(reply: Reply): Reply {
  let next = reply;
  for (let position = reply.firstStepOfHop; position < reply.steps.length; position += 1) {
    const step = reply.steps[position];
    const progress = reply.progress[position];
    if (step && progress) next = close(next, { position, step, progress });
  }
  return next;
}
