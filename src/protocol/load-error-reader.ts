import { ChatError } from './chat-error.js';

/** Reading errors takes many words for what most visitors never meet: it is loaded when one comes. */
const loadErrorReader = () => import('./read-error.js');

/** The `ChatError` for an answer that is no success. */
export async function readFailure(response: Response): Promise<ChatError> {
  try {
    const { readErrorResponse } = await loadErrorReader();
    return await readErrorResponse(response);
  } catch (cause) {
    const code = response.status >= 500 ? 'server-error' : 'invalid-request';
    return new ChatError(code, { message: `HTTP ${response.status}`, cause });
  }
}

/** The `ChatError` for an error that came as data: in a stream, or in a step. */
export async function readReportedError(error: unknown): Promise<ChatError> {
  try {
    const { readWireError } = await loadErrorReader();
    return readWireError(error);
  } catch (cause) {
    return new ChatError('server-error', { cause });
  }
}
