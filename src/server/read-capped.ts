import { joinBytes } from './join-bytes.js';
import { untilAborted } from './until-aborted.js';

/** All bytes of a stream, or undefined as soon as they are more than allowed; the rest is then not read. */
export async function readCapped(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) return joinBytes(chunks);
      length += value.length;
      if (length > maxBytes) return undefined;
      chunks.push(value);
    }
  } finally {
    // Frees the connection where reading stopped early; a stream at its end ignores it.
    reader.cancel().catch(() => undefined);
  }
}
