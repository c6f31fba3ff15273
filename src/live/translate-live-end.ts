import type { WireObject } from '../protocol/wire-object.js';

/** Reasons by which a question was refused. */
const aboutQuestion = /INPUT|UNSAFE_PROMPT/;

/** What a filter found in an answer, in the words of the older API; the first that fits counts. */
const filters: readonly (readonly [fits: RegExp, finishReason: string])[] = [
  [/SAFETY|REJECTED|MINORS|CHILD/, 'SAFETY'],
  [/BLOCKLIST/, 'BLOCKLIST'],
  [/PROHIBITED|CELEBRITY|PROMINENT|IDENTIFIABLE/, 'PROHIBITED_CONTENT'],
  [/_OTHER$|REGENERATION/, 'OTHER'],
];

const usual: ReadonlySet<unknown> = new Set(['TURN_COMPLETE_REASON_UNSPECIFIED', 'NEED_MORE_INPUT']);

/** Why a turn ended, as a chunk of the older API would say it. */
export function translateLiveEnd(reason: unknown): WireObject {
  if (typeof reason !== 'string' || usual.has(reason)) return { finishReason: 'STOP' };
  if (aboutQuestion.test(reason)) {
    // Where something was said already, it is the answer that was stopped.
    return { promptFeedback: { blockReason: reason }, finishReason: 'PROHIBITED_CONTENT' };
  }
  return { finishReason: filters.find(([fits]) => fits.test(reason))?.[1] ?? reason };
}
