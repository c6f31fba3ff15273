import { createRandom } from './create-random.js';

/** Bytes at the end that follow from those before them. */
const checkLength = 4;

function writeCheck(bytes: string): string {
  const random = createRandom(`signature ${bytes}`);
  return Array.from({ length: checkLength }, () => String.fromCharCode(Math.floor(random() * 256))).join('');
}

/** An opaque thought signature in the form of Gemini's (base64), the same for the same seed. */
export function createSignature(seed: string): string {
  const random = createRandom(seed);
  const length = 96 + Math.floor(random() * 160);
  let bytes = '';
  for (let index = 0; index < length; index += 1) bytes += String.fromCharCode(Math.floor(random() * 256));
  return btoa(bytes + writeCheck(bytes));
}

/** Whether a signature is one that `createSignature` made, to the letter; whatever emulator it was made by. */
export function isSignature(text: string): boolean {
  let bytes;
  try {
    bytes = atob(text);
  } catch {
    return false;
  }
  const body = bytes.slice(0, -checkLength);
  // Not all letters of base64 count, so that different texts may stand for the same bytes.
  return body !== '' && bytes === body + writeCheck(body) && btoa(bytes) === text;
}
