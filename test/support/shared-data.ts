/** A file of recorded traffic or of a public corpus; `undefined` where that data is not beside the checkout. */
export async function readShared(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = await fetch(`/shared/${path.split('/').map(encodeURIComponent).join('/')}`);
  if (!response.ok) return undefined;
  return new Uint8Array(await response.arrayBuffer());
}

/** The bytes in pieces: of a fixed size, or of sizes that a seed makes look random but repeats. */
export function cut(
  bytes: Uint8Array<ArrayBuffer>,
  size: number | 'random',
  seed = 7,
): Uint8Array<ArrayBuffer>[] {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let state = seed;
  for (let start = 0; start < bytes.length;) {
    state = (state * 48_271) % 2_147_483_647;
    const length = size === 'random' ? 1 + (state % 997) : size;
    pieces.push(bytes.subarray(start, start + length));
    start += length;
  }
  return pieces;
}

/** A body that gives one piece a pull. */
export function bodyOf(pieces: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      const piece = pieces[next];
      next += 1;
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
}
