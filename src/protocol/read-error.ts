import { ChatError } from './chat-error.js';
import { classifyError } from './classify-error.js';
import { parseJson } from './parse-json.js';
import { readBodyText } from './read-body-text.js';
import { readRetryAfter } from './read-retry-after.js';
import { findWireError, type WireError } from './wire-error.js';

/** Bytes of an error's body that are read; what an error says stands at its beginning. */
const longestBody = 65_536;
const longestMessage = 300;

/** Messages of Google's repeat keys now and then; an error travels to logs. */
const keyLike = /AIza[\w-]{10,}|AQ\.[\w-]{10,}|auth_tokens\/[\w-]+|ya29\.[\w.-]{10,}/g;

function shorten(text: string): string {
  const line = text.replaceAll(keyLike, '[key]').replaceAll(/\s+/g, ' ').trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}

function describe(error: WireError, status: number | undefined, otherwise: string): string {
  const name = error.code ?? error.status;
  const head = [status === undefined ? '' : `HTTP ${status}`, name === undefined ? '' : String(name)];
  const text = shorten(error.message ?? otherwise);
  return shorten([head.filter(Boolean).join(' '), text].filter(Boolean).join(': '));
}

function toChatError(error: WireError, options: { status?: number; headers?: Headers; otherwise?: string }) {
  const { status, headers, otherwise = 'no further word' } = options;
  const code = classifyError(error, status);
  const retryAfter = readRetryAfter(error, headers);
  return new ChatError(code, {
    message: describe(error, status, otherwise),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    // A conflict passes: the same request can succeed a moment later.
    ...(status === 409 ? { retryable: true } : {}),
  });
}

/** The `ChatError` for an error that came as data: in a stream, in a step, or in a body. */
export function readWireError(error: unknown, status?: number): ChatError {
  return toChatError(findWireError(error) ?? {}, status === undefined ? {} : { status });
}

/** Whatever goes wrong in reading a body, the status still tells something. */
function readStart(body: ReadableStream<Uint8Array> | null): Promise<string> {
  return body ? readBodyText(body, longestBody).catch(() => '') : Promise.resolve('');
}

/** An error in an event stream stands behind `data:`. */
function unframe(text: string): string {
  return /^data: ?(?=[{[])(.*)$/m.exec(text)?.[1] ?? text;
}

/** The `ChatError` for an answer that is no success. Never holds more of its body than a short message. */
export async function readErrorResponse(response: Response): Promise<ChatError> {
  const { status, headers } = response;
  const text = (await readStart(response.body)).trim();
  if (text.startsWith('<')) {
    return toChatError({}, { status, headers, otherwise: 'a page of HTML instead of an answer' });
  }
  const value = parseJson(text) ?? parseJson(unframe(text)) ?? text;
  return toChatError(findWireError(value) ?? {}, { status, headers });
}
