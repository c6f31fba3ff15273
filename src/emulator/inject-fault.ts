import { answerStatus } from './answer-status.js';
import type { Fault } from './fault.js';
import type { ErrorShape } from './find-route.js';

type Bytes = Uint8Array<ArrayBuffer>;
type Chunks = AsyncGenerator<Bytes, void, undefined>;

/** A unary body has no events; faults count these pieces of it. */
const pieceSize = 64;

/** Frames that no client may choke on: broken JSON, bare texts, unknown events, bytes that are not UTF-8. */
const garbage: Bytes = (() => {
  const frames = [
    ': a comment\n\n',
    'event: step.delta\ndata: {"index":0,"delta":{"type":"text","te\n\n',
    'data: "only a text"\n\n',
    'data: null\n\n',
    'data:\n\n',
    'event: step.delta\ndata: {"index":0,"delta":{},"event_type":"step.delta"}\n\n',
    'event: weather.report\ndata: {"event_type":"weather.report","sun":true}\n\n',
    'retry: soon\nfoo: bar\ndata: [1,2]\n\n',
  ];
  const text = new TextEncoder().encode(frames.join(''));
  return new Uint8Array([...text, 0x3a, 0xff, 0xfe, 0xc3, 0x0a, 0x0a]);
})();

function splitBytes(bytes: Bytes, size: number): Bytes[] {
  const pieces: Bytes[] = [];
  for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.slice(start, start + size));
  return pieces;
}

async function drain(reader: ReadableStreamDefaultReader<Bytes>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // It was aborted; there is nobody left to tell.
  }
}

async function* readChunks(body: ReadableStream<Bytes>, isStream: boolean, signal: AbortSignal): Chunks {
  const reader = body.getReader();
  const leave = () => reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', () => void leave(), { once: true });
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (isStream) yield next.value;
      else yield* splitBytes(next.value, pieceSize);
    }
  } finally {
    // Where a fault ends the answer early, Google's side goes on regardless: the interaction gets finished.
    void drain(reader);
  }
}

/** Where to cut a chunk so that a character loses its end; `undefined` where all characters are one byte. */
function findCut(chunk: Bytes): number | undefined {
  const lead = chunk.findIndex((byte) => byte >= 0xc0);
  return lead === -1 ? undefined : lead + 1;
}

async function* cutCharacter(chunks: Chunks, after: number): Chunks {
  let held: Bytes | undefined;
  let count = 0;
  for await (const chunk of chunks) {
    if (held) yield held;
    held = undefined;
    const cut = count >= after ? findCut(chunk) : undefined;
    count += 1;
    if (cut !== undefined) {
      yield chunk.slice(0, cut);
      return;
    }
    held = chunk;
  }
  if (held) yield held.slice(0, held.length / 2);
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

async function* breakChunks(chunks: Chunks, fault: Fault, signal: AbortSignal): Chunks {
  if (fault.kind === 'status' || fault.kind === 'silence') return;
  if (fault.kind === 'chunks') {
    for await (const chunk of chunks) yield* splitBytes(chunk, fault.size ?? 1);
    return;
  }
  const after = fault.after ?? 0;
  if (fault.kind === 'cut') {
    yield* cutCharacter(chunks, after);
    return;
  }
  let count = 0;
  for await (const chunk of chunks) {
    if (count === after) {
      if (fault.kind === 'drop') return;
      if (fault.kind === 'reset') throw new TypeError('The connection was lost.');
      if (fault.kind === 'stall') await never(signal);
      if (fault.kind === 'garbage') yield garbage;
    }
    count += 1;
    yield chunk;
  }
}

/** Pulls from a generator at the reader's speed; `stop` ends it when the reader goes away. */
function streamChunks(chunks: Chunks, stop: AbortController, signal: AbortSignal): ReadableStream<Bytes> {
  return new ReadableStream<Bytes>(
    {
      start(controller) {
        const abort = () => {
          controller.error(signal.reason);
          stop.abort(signal.reason);
        };
        if (signal.aborted) abort();
        else signal.addEventListener('abort', abort, { once: true, signal: stop.signal });
      },
      async pull(controller) {
        const next = await chunks.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: (reason) => stop.abort(reason),
    },
    { highWaterMark: 0 },
  );
}

/** The request that a fault befalls. */
export interface FaultyRequest {
  readonly signal: AbortSignal;
  /** The shape that its errors usually have. */
  readonly errors: ErrorShape;
  readonly answer: () => Promise<Response>;
}

/** Answers a request with a fault: in place of the answer, or somewhere in its body. */
export async function injectFault(
  fault: Fault,
  { signal, errors, answer }: FaultyRequest,
): Promise<Response> {
  if (fault.kind === 'status') return answerStatus({ body: errors, ...fault });
  if (fault.kind === 'silence') return never(signal);
  const response = await answer();
  if (!response.body) {
    // Nothing to break but the connection: the request was carried out, and nobody learns of it.
    if (fault.kind === 'reset') throw new TypeError('The connection was lost.');
    return fault.kind === 'stall' ? never(signal) : response;
  }
  const isStream = response.headers.get('content-type') === 'text/event-stream';
  const stop = new AbortController();
  const chunks = breakChunks(readChunks(response.body, isStream, stop.signal), fault, stop.signal);
  return new Response(streamChunks(chunks, stop, signal), response);
}
