import { refuse } from './answer-error.js';
import { readCapped } from './read-capped.js';

export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly bodySeconds: number;
}

/** The text of a JSON request, bounded in bytes and in time while it is read. */
export async function readBody(request: Request, limits: BodyLimits): Promise<string> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    throw refuse(415, 'unsupported_media_type', 'Send the request as application/json.');
  }
  // A small compressed body can hold a huge one.
  if ((request.headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw refuse(415, 'unsupported_media_type', 'Send the request without compression.');
  }
  const tooLarge = `The request is larger than the ${limits.maxBodyBytes} bytes allowed here.`;
  if (Number(request.headers.get('content-length')) > limits.maxBodyBytes) {
    throw refuse(413, 'request_too_large', tooLarge);
  }
  if (request.body === null) throw refuse(400, 'invalid_request', 'The request has no body.');
  const bytes = await readInTime(request, request.body, limits);
  if (bytes === undefined) throw refuse(413, 'request_too_large', tooLarge);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse(400, 'invalid_request', 'The request is not valid UTF-8.');
  }
}

/** The bytes of a body, bounded in number and in time; undefined where they are too many. */
export async function readInTime(
  request: Request,
  body: ReadableStream<Uint8Array>,
  limits: BodyLimits,
): Promise<Uint8Array | undefined> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), limits.bodySeconds * 1000);
  try {
    return await readCapped(body, limits.maxBodyBytes, AbortSignal.any([request.signal, clock.signal]));
  } catch (error) {
    if (clock.signal.aborted) {
      throw refuse(408, 'request_timeout', 'The request took too long to arrive.');
    }
    if (request.signal.aborted) throw error;
    throw refuse(400, 'invalid_request', 'The request broke off.');
  } finally {
    clearTimeout(timer);
  }
}
