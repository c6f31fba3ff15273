/**
 * The places in a text that offsets into its UTF-8 bytes name, in the order of the offsets. One inside a character
 * is taken as the end of it, with the marks that belong to it; one outside the text as its nearest end.
 */
export function findByteIndexes(text: string, offsets: readonly number[]): number[] {
  const order = offsets
    .map((_, index) => index)
    .sort((one, other) => (offsets[one] ?? 0) - (offsets[other] ?? 0));
  const indexes = offsets.map(() => text.length);
  let bytes = 0;
  let position = 0;
  for (const index of order) {
    const offset = offsets[index] ?? 0;
    while (bytes < offset && position < text.length) {
      const code = text.codePointAt(position) ?? 0;
      bytes += countBytes(code);
      position += code > 0xffff ? 2 : 1;
    }
    indexes[index] = skipMarks(text, position);
  }
  return indexes;
}

function countBytes(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

const marks = /(?:[\p{M}\uFE0F]|\u200D\P{Z})*/uy;

/** A letter and its accents, or an emoji of several parts, are one sign to a reader. */
function skipMarks(text: string, position: number): number {
  if (position === 0) return 0;
  marks.lastIndex = position;
  marks.exec(text);
  return Math.max(position, marks.lastIndex);
}
