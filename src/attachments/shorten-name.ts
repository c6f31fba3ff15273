const mostStart = 56;
const mostEnd = 20;

/** Nothing to see: they break lines, or turn the order of letters around to hide what a file is. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

function cut(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** The letters that stand within a length, without half of one. */
function keep(letters: readonly string[], most: number): string[] {
  let length = 0;
  return letters.filter((letter) => (length += letter.length) <= most);
}

/** A file's name as it is shown and sent: not longer than one can read, with its beginning and its end. */
export function shortenName(name: string): string {
  const plain = name.replaceAll(hidden, '').trim() || 'file';
  if (plain.length <= mostStart + mostEnd) return plain;
  // A letter that was cut off at the far edge of what is looked at does not fit in anyway.
  const start = keep(cut(plain.slice(0, mostStart * 2)), mostStart);
  const end = keep(cut(plain.slice(-mostEnd * 2)).toReversed(), mostEnd).toReversed();
  return `${start.join('')}…${end.join('')}`;
}
