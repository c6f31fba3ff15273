import type { Message } from '../conversation/message.js';
import { completeJson } from './complete-json.js';

/**
 * An answer's data and how much of it there is: `arriving`, `whole`, `cut` off before its end, or `broken`, which
 * is no JSON at all.
 */
export interface AnswerData {
  readonly state: 'arriving' | 'whole' | 'cut' | 'broken';
  /** Nothing while not even the beginning can be read. */
  readonly value?: unknown;
}

const unfinished: ReadonlySet<Message['status']> = new Set(['queued', 'pending', 'streaming']);
/** What is read again with every piece that arrives; the rest shows when all is there. */
const longestBeginning = 200_000;

/** Reads the data of a message, whole or as far as it came. */
export function readData({ text, status, data }: Message): AnswerData {
  if (unfinished.has(status)) return { state: 'arriving', value: readBeginning(text) };
  const value = data ?? parse(text);
  if (value !== undefined) return { state: 'whole', value };
  const beginning = readBeginning(text);
  // An answer that ended as it should is not cut, whatever can be made of it.
  return status !== 'complete' && beginning !== undefined
    ? { state: 'cut', value: beginning }
    : { state: 'broken' };
}

/** Nothing as long as there is not even one entry to show. */
function readBeginning(text: string): unknown {
  const value = parse(completeJson(text.slice(0, longestBeginning)));
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty ? undefined : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
