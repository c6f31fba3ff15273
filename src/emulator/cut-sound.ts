import type { WireObject } from '../protocol/wire-object.js';

/** Base64 letters in a piece: whole groups of four, and about a third of a second of speech. */
const pieceLetters = 20_480;

/**
 * Bare samples in the pieces in which they stream, each with their rate; any other content as one piece, since half
 * a file is none.
 */
export function cutSound(content: WireObject): WireObject[] {
  const { type, mime_type: mimeType, data, sample_rate: rate, ...more } = content;
  const isSamples = type === 'audio' && /^audio\/(?:l16|pcm)\b/i.test(String(mimeType));
  if (!isSamples || typeof data !== 'string') return [content];
  const pieces: WireObject[] = [];
  for (let start = 0; start < data.length; start += pieceLetters) {
    const part = data.slice(start, start + pieceLetters);
    pieces.push({ ...more, type, mime_type: mimeType, ...(rate === undefined ? {} : { rate }), data: part });
  }
  return pieces.length > 0 ? pieces : [content];
}
