/** A body of which the beginning was looked at, and which can still be read whole. */
export interface SniffedBody {
  /** What it begins with, without white space; empty where there is nothing else in it. */
  readonly start: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** White space before the first sign of life; no answer has reason for more. */
const longestBlank = 65_536;

/** Reads `body` as far as its first characters tell what it is. */
export async function sniffBody(body: ReadableStream<Uint8Array>): Promise<SniffedBody> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const seen: Uint8Array[] = [];
  let text = '';
  let ended = false;
  while (!ended && text.trimStart().length < 6 && text.length < longestBlank) {
    const { done, value } = await reader.read();
    ended = done;
    if (value) seen.push(value);
    text += decoder.decode(value, { stream: !done });
  }
  const rest = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const first = seen.shift();
        const { done, value } = first ? { done: false, value: first } : await reader.read();
        if (done) controller.close();
        else if (value) controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { start: text.trimStart().slice(0, 6), body: rest };
}
