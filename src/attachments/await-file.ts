import { ChatError } from '../protocol/chat-error.js';
import { parseJson } from '../protocol/parse-json.js';
import { readErrorResponse } from '../protocol/read-error.js';
import type { UploadOptions } from './upload-options.js';
import { readUploadedFile, type UploadedFile } from './uploaded-file.js';

const firstWait = 1000;
const longestWait = 5000;
/** Long videos take minutes; after this nobody waits any more. */
const patience = 600_000;
/** Questions in a row that may go unanswered. */
const mostFailures = 3;

/** Waits until Gemini has looked through a file; resolves to what became of it, be it a failure. */
export async function awaitFile(
  uploaded: UploadedFile,
  { call, signal, wait }: Pick<UploadOptions, 'call' | 'signal' | 'wait'>,
): Promise<UploadedFile> {
  let file = uploaded;
  let delay = firstWait;
  let failures = 0;
  for (let waited = 0; file.state === 'processing'; waited += delay) {
    if (waited > patience) throw new ChatError('timeout', { message: 'The file is not ready in time.' });
    await wait(delay, signal);
    delay = Math.min(longestWait, delay * 1.5);
    try {
      const response = await call(uploaded.path, {}, signal);
      if (!response.ok) throw await readErrorResponse(response);
      file = readUploadedFile(parseJson(await response.text()));
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      failures += 1;
      if (failures > mostFailures || !(error instanceof ChatError && error.retryable)) throw error;
    }
  }
  return file;
}
