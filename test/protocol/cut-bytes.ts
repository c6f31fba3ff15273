/** How a body is cut into pieces: by a fixed length, or at places drawn from a seed. */
export type Cut = number | { seed: number };

function* drawLengths(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield 1 + ((state >>> 24) % 97);
  }
}

/** `bytes` in pieces. */
export function cutBytes(bytes: Uint8Array, cut: Cut): Uint8Array[] {
  const lengths = typeof cut === 'number' ? undefined : drawLengths(cut.seed);
  const pieces: Uint8Array[] = [];
  let start = 0;
  while (start < bytes.length) {
    const length = typeof cut === 'number' ? cut : (lengths?.next().value ?? 1);
    pieces.push(bytes.slice(start, start + length));
    start += length;
  }
  return pieces;
}

/** A body that arrives in these pieces; `onCancel` hears of a reader who leaves. */
export function toBody(pieces: readonly Uint8Array[], onCancel?: () => void): ReadableStream<Uint8Array> {
  const waiting = [...pieces];
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = waiting.shift();
        if (piece) controller.enqueue(piece);
        else controller.close();
      },
      cancel: () => onCancel?.(),
    },
    { highWaterMark: 0 },
  );
}

/** Text as a body in pieces. */
export function textBody(text: string, cut: Cut = 1_000_000): ReadableStream<Uint8Array> {
  return toBody(cutBytes(new TextEncoder().encode(text), cut));
}

/** An answer with this body, cut, and of this media type; null sends none. */
export function cutResponse(
  bytes: Uint8Array | string,
  cut: Cut,
  type: string | null = 'text/event-stream',
): Response {
  const whole = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  const headers: Record<string, string> = type === null ? {} : { 'content-type': type };
  return new Response(toBody(cutBytes(whole, cut)), { headers });
}

/** All that an iterable gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The error that collecting ends with; fails where it ends without one. */
export async function collectError(items: AsyncIterable<unknown>): Promise<unknown> {
  try {
    await collect(items);
  } catch (error) {
    return error;
  }
  throw new Error('It ended without an error.');
}
