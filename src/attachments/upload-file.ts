import { ChatError } from '../protocol/chat-error.js';
import { readErrorResponse } from '../protocol/read-error.js';
import { sendPieces } from './send-pieces.js';
import type { UploadOptions } from './upload-options.js';
import { readUploadedFile, type UploadedFile } from './uploaded-file.js';

/**
 * Sends a file ahead of the message that it belongs to. Resolves as soon as all of it is there, which may be
 * before it can be used. Resolves to undefined where the far end has no store for files; throws a `ChatError`
 * where the file does not get there; when `signal` aborts, throws the signal's reason.
 */
export async function uploadFile(
  file: Blob,
  { name, mimeType }: { readonly name: string; readonly mimeType: string },
  options: UploadOptions,
): Promise<UploadedFile | undefined> {
  const { call, signal } = options;
  const size = String(file.size);
  const response = await call(
    '/upload/files',
    {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Goog-Upload-Protocol': 'resumable',
        'X-Goog-Upload-Command': 'start',
        'X-Goog-Upload-Header-Content-Length': size,
        'X-Goog-Upload-Header-Content-Type': mimeType,
      },
      body: JSON.stringify({ file: { displayName: name, mimeType, sizeBytes: size } }),
    },
    signal,
  );
  if (hasNoStore(response)) {
    response.body?.cancel().catch(() => undefined);
    return undefined;
  }
  if (!response.ok) throw await readErrorResponse(response);
  const address = response.headers.get('x-goog-upload-url');
  if (!address) {
    throw new ChatError('bad-response', { message: 'The far end gave no address to upload to.' });
  }
  return readUploadedFile(await sendPieces(file, address, options));
}

/** Many a backend knows nothing but messages. */
function hasNoStore({ status }: Response): boolean {
  return status === 404 || status === 405 || status === 501;
}
