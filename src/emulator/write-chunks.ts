import type { WireObject } from '../protocol/wire-object.js';

type Frames = AsyncGenerator<string, void, undefined>;

/** Chunks as an event stream: the older API names no events and does not say when it is done. */
export async function* writeServerSent(chunks: AsyncIterable<WireObject>): Frames {
  for await (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}

/** Chunks as one JSON array that grows; an answer that breaks off leaves it open. */
export async function* writeArray(chunks: AsyncIterable<WireObject>, breaksOff: boolean): Frames {
  let before = '[';
  for await (const chunk of chunks) {
    yield `${before}${JSON.stringify(chunk)}`;
    before = ',\r\n';
  }
  if (!breaksOff) yield ']';
}
