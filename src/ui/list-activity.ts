import type { Message } from '../conversation/message.js';
import type { StepStrings } from '../i18n/english-steps.js';
import type { Step } from '../protocol/step.js';
import { describeStep } from './describe-step.js';
import { pairSteps, type StepPair } from './pair-steps.js';
import type { StepState, StepView } from './step-view.js';

/** More steps than anybody looks through; the last ones are those that count. */
const mostSteps = 300;

/** The steps of an answer for the reader, in order; calls of the page's functions have a place of their own. */
export function listActivity(message: Message, words: StepStrings): StepView[] {
  const shownElsewhere = new Set<unknown>(message.calls?.map(({ id }) => id));
  const pairs = pairSteps(message.steps).filter((pair) => !shownElsewhere.has(readCallId(pair)));
  const last = message.steps.findLastIndex(({ type }) => type === 'model_output');
  const saidAfter = new Set(message.steps.slice(0, Math.max(0, last)));
  return pairs.slice(-mostSteps).map((pair) => {
    const isPassed = pair.call !== undefined && saidAfter.has(pair.call);
    return describeOnce(pair, judgeMissing(message, isPassed), words);
  });
}

interface Described extends StepPair {
  readonly missing: StepState;
  readonly words: StepStrings;
  readonly view: StepView;
}

/** Steps stay as they are while a long answer streams on; to write their data anew each frame would cost much. */
const described = new WeakMap<Step, Described>();

function describeOnce(pair: StepPair, missing: StepState, words: StepStrings): StepView {
  const { call, result } = pair;
  const key = call ?? result;
  const known = key && described.get(key);
  if (
    known &&
    known.call === call &&
    known.result === result &&
    known.missing === missing &&
    known.words === words
  ) {
    return known.view;
  }
  const view = describeStep(pair, missing, words);
  if (key) described.set(key, { ...pair, missing, words, view });
  return view;
}

/** Steps in one line: the one that is under way, or what was done. */
export function summarizeActivity(views: readonly StepView[], words: StepStrings): string {
  const running = views.findLast(({ state }) => state === 'running');
  const only = running ?? (views.length === 1 ? views[0] : undefined);
  if (only) {
    const told = only.subject ? words.about(only.title, only.subject) : only.title;
    return only.state === 'unfinished' ? `${told} · ${words.notFinished}` : told;
  }
  const done = new Set(views.filter(({ state }) => state !== 'failed').map(({ title }) => title));
  const failed = views.filter(({ state }) => state === 'failed').length;
  return [words.stepCount(views.length), failed > 0 ? words.failedCount(failed) : '', ...done]
    .filter(Boolean)
    .join(' · ');
}

/** What it means that a call has no result: Gemini tells some results only by answering. */
function judgeMissing({ status }: Message, isPassed: boolean): StepState {
  if (isPassed || status === 'complete') return 'done';
  return status === 'pending' || status === 'streaming' ? 'running' : 'unfinished';
}

function readCallId({ call, result }: StepPair): unknown {
  if (call?.type === 'function_call' && 'id' in call) return call.id;
  return result?.type === 'function_result' && 'call_id' in result ? result.call_id : undefined;
}
