/** Pieces one after the other; a text stands for its letters, a byte each. */
export function joinBytes(pieces: readonly (Uint8Array | readonly number[] | string)[]): Uint8Array {
  const parts = pieces.map((piece) =>
    typeof piece === 'string' ? Array.from(piece, (letter) => letter.charCodeAt(0)) : piece,
  );
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const part of parts) {
    joined.set(part, place);
    place += part.length;
  }
  return joined;
}
