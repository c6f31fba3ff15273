import { ChatError } from '../protocol/chat-error.js';
import { parseJson } from '../protocol/parse-json.js';
import { readErrorResponse } from '../protocol/read-error.js';
import type { UploadOptions } from './upload-options.js';

/** What every piece but the last must be a multiple of. */
const granule = 262_144;
const firstPiece = 4 * granule;
const largestPiece = 32 * granule;
/** A piece that takes longer runs into the limits of those in between, and shows the reader no progress. */
const tooLong = 12_000;
const quick = 4000;
const waitBeforeRetry = 1000;

/** The next size: as much as goes in some seconds. */
function adapt(size: number, milliseconds: number): number {
  if (milliseconds > tooLong) return Math.max(granule, size / 2);
  return milliseconds < quick ? Math.min(largestPiece, size * 2) : size;
}

/**
 * Sends a file piece by piece to the address that was given out for it. A piece that does not get there is tried
 * once more, from where the far end says that it is. Resolves to what the far end says at the end.
 */
export async function sendPieces(file: Blob, address: string, options: UploadOptions): Promise<unknown> {
  const { call, signal, onProgress, wait } = options;
  let offset = 0;
  let size = firstPiece;
  let isRetry = false;

  const command = async (name: string, from?: number, body?: Blob): Promise<Response> => {
    const headers = {
      'X-Goog-Upload-Command': name,
      ...(from === undefined ? {} : { 'X-Goog-Upload-Offset': String(from) }),
    };
    const response = await call(address, { method: 'POST', headers, ...(body && { body }) }, signal);
    if (!response.ok) throw await readErrorResponse(response);
    return response;
  };

  for (;;) {
    const end = Math.min(offset + size, file.size);
    const isLast = end === file.size;
    const began = performance.now();
    try {
      const response = await command(isLast ? 'upload, finalize' : 'upload', offset, file.slice(offset, end));
      const answer = await response.text();
      offset = end;
      onProgress(offset / file.size);
      if (isLast) return parseJson(answer);
      size = adapt(size, performance.now() - began);
      isRetry = false;
    } catch (error) {
      signal.throwIfAborted();
      if (isRetry || !(error instanceof ChatError && error.retryable)) throw error;
      isRetry = true;
      await wait(waitBeforeRetry, signal);
      const { headers } = await command('query');
      // All of it had come; only the answer was lost.
      if (headers.get('x-goog-upload-status') === 'final')
        return parseJson(await (await command('finalize')).text());
      offset = readOffset(headers, file.size);
      size = Math.max(granule, size / 4);
    }
  }
}

/** How much of the file has come. */
function readOffset(headers: Headers, size: number): number {
  const text = headers.get('x-goog-upload-size-received') ?? '';
  const received = /^\d+$/.test(text) ? Number(text) : undefined;
  if (received !== undefined && received <= size) return received;
  throw new ChatError('bad-response', { message: 'The far end does not say how much of the file has come.' });
}
