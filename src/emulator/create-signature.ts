import { createRandom } from './create-random.js';

/** An opaque thought signature in the form of Gemini's (base64), the same for the same seed. */
export function createSignature(seed: string): string {
  const random = createRandom(seed);
  const length = 96 + Math.floor(random() * 160);
  let bytes = '';
  for (let index = 0; index < length; index += 1) bytes += String.fromCharCode(Math.floor(random() * 256));
  return btoa(bytes);
}
