import { ChatError } from '../protocol/chat-error.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** A file in Gemini's store. */
export interface UploadedFile {
  /** Its path below the far end: `/files/…`. */
  readonly path: string;
  readonly uri: string;
  readonly state: 'processing' | 'active' | 'failed';
}

const states: Readonly<Record<string, UploadedFile['state']>> = { ACTIVE: 'active', FAILED: 'failed' };

/** Reads what the far end says of a file; throws a `ChatError` where that is no file. */
export function readUploadedFile(answer: unknown): UploadedFile {
  const file = isWireObject(answer) && isWireObject(answer['file']) ? answer['file'] : answer;
  if (!isWireObject(file)) throw notAFile();
  const { name, uri, state } = file;
  if (typeof uri !== 'string' || typeof name !== 'string' || !/^files\/[\w.~-]+$/.test(name))
    throw notAFile();
  return { path: `/${name}`, uri, state: readState({ state }) };
}

function readState({ state }: WireObject): UploadedFile['state'] {
  // Where nothing is said of it, nothing is to be waited for.
  if (state === undefined) return 'active';
  return (typeof state === 'string' && Object.hasOwn(states, state) && states[state]) || 'processing';
}

function notAFile(): ChatError {
  return new ChatError('bad-response', { message: 'The upload ended without a file.' });
}
