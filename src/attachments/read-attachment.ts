import type { Content } from '../protocol/step.js';
import { decodeText } from './decode-text.js';
import { writeFileText } from './file-text.js';
import { toMedia } from './to-media.js';

/**
 * A file as a piece of content that holds all of it; undefined where it is called a text and is none. Throws
 * what the browser throws where the file cannot be read; when `signal` aborts, throws the signal's reason.
 */
export async function readAttachment(
  file: Blob,
  { name, mimeType }: { readonly name: string; readonly mimeType: string },
  signal: AbortSignal,
): Promise<Content | undefined> {
  signal.throwIfAborted();
  if (mimeType !== 'text/plain') return toMedia(mimeType, { data: await readBase64(file, signal) });
  const bytes = await file.arrayBuffer();
  signal.throwIfAborted();
  const text = decodeText(bytes);
  return text === undefined ? undefined : { type: 'text', text: writeFileText({ name, text }) };
}

/** By the browser's own encoder, which does not hold up the page. */
function readBase64(file: Blob, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    const stop = () => {
      reader.abort();
      reject(signal.reason);
    };
    reader.addEventListener('load', () => {
      const address = typeof reader.result === 'string' ? reader.result : '';
      resolve(address.slice(address.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error));
    reader.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    signal.addEventListener('abort', stop);
    reader.readAsDataURL(file);
  });
}
