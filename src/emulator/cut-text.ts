import { createRandom } from './create-random.js';

/** Words longer than this (in code points) are cut too: Chinese or Japanese has no spaces to cut at. */
const longestWord = 12;

function cutWord(word: string): string[] {
  const points = Array.from(word);
  if (points.length <= longestWord) return [word];
  const pieces: string[] = [];
  for (let start = 0; start < points.length; start += longestWord / 2) {
    pieces.push(points.slice(start, start + longestWord / 2).join(''));
  }
  return pieces;
}

/**
 * Cuts a text into pieces of one to three words, as a model emits them; the same text is cut in the same
 * places. Never inside a code point. The pieces joined are the text.
 */
export function cutText(text: string): string[] {
  const words = (text.match(/\s*\S+\s?|\s+/gu) ?? []).flatMap(cutWord);
  const random = createRandom(text);
  const pieces: string[] = [];
  for (let start = 0; start < words.length;) {
    const count = 1 + Math.floor(random() * 3);
    pieces.push(words.slice(start, start + count).join(''));
    start += count;
  }
  return pieces;
}
