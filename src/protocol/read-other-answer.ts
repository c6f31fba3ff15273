import { ChatError } from './chat-error.js';
import type { InteractionEvent } from './interaction-event.js';
import { interpretFrame } from './interpret-frame.js';
import { parseJson } from './parse-json.js';
import { readBodyText } from './read-body-text.js';
import { sniffBody } from './sniff-body.js';

export { interpretFrame } from './interpret-frame.js';

/** An answer that was looked at: a stream that can be read as one, or the events of a whole. */
export type OtherAnswer =
  | { readonly kind: 'stream'; readonly body: ReadableStream<Uint8Array> }
  | { readonly kind: 'events'; readonly events: readonly InteractionEvent[] };

/** Types that a backend sends when it does not say what it sends. */
const silentTypes: ReadonlySet<string> = new Set(['', 'text/plain', 'application/octet-stream']);

/** The media type says what a body should be, its first characters what it is. */
function decideKind(type: string, start: string): 'stream' | 'json' | 'neither' {
  const isStream = /^(data|event|id|retry)?:/.test(start);
  if (type === 'application/json' || type.endsWith('+json')) return isStream ? 'stream' : 'json';
  if (!silentTypes.has(type)) return 'neither';
  if (isStream) return 'stream';
  return /^[{[]/.test(start) ? 'json' : 'neither';
}

/** Reads an answer that does not call itself an event stream: one that is, a whole interaction, or none. */
export async function readOtherAnswer(
  whole: ReadableStream<Uint8Array>,
  type: string,
  status: number,
): Promise<OtherAnswer> {
  const { start, body } = await sniffBody(whole);
  const kind = decideKind(type, start);
  if (kind === 'stream') return { kind, body };
  if (kind === 'json') {
    const events = interpretFrame(parseJson(await readBodyText(body)));
    if (events.length > 0) return { kind: 'events', events };
    throw new ChatError('bad-response', { message: 'The answer is JSON, but no interaction.' });
  }
  body.cancel().catch(() => undefined);
  const what = start === '' ? 'an empty body' : `a body of type ${type.slice(0, 60) || 'unknown'}`;
  throw new ChatError('bad-response', { message: `HTTP ${status} with ${what}.` });
}
