import { uploadFile } from '../../src/attachments/upload-file.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply } from '../../src/protocol/reply.js';
import { TokenTransport } from '../../src/transport/token-transport.js';

/** How the page reaches Gemini. */
export interface PageWay {
  readonly api: string;
  readonly apiBase: string;
  readonly tokenEndpoint: string;
}

const { signal } = new AbortController();

function open({ tokenEndpoint, ...way }: PageWay): TokenTransport {
  return new TokenTransport({ ...way, tokenEndpoint: new URL(tokenEndpoint, location.href).href });
}

/** Sends a turn: what was answered, or what the error says. */
export async function sendTurn(way: PageWay): Promise<{ text: string; failure: unknown[] }> {
  let reply = emptyReply;
  try {
    for await (const event of open(way).send({ input: 'Hello there' }, signal)) {
      reply = foldEvent(reply, event);
    }
    return { text: readText(reply.steps), failure: [] };
  } catch (error) {
    const failure =
      error instanceof ChatError ? [error.code, error.reason, error.retryAfter ?? 0] : [String(error)];
    return { text: readText(reply.steps), failure };
  }
}

/** Sends a file of so many bytes in pieces, and asks for it; then deletes it, and stops an answer that nobody knows. */
export async function sendFile(way: PageWay, bytes: number): Promise<{ size: unknown; statuses: number[] }> {
  const transport = open(way);
  const uploaded = await uploadFile(
    new Blob([new Uint8Array(bytes)]),
    { name: 'a.txt', mimeType: 'text/plain' },
    {
      call: (path, init, stop) => transport.call(path, init, stop),
      signal,
      onProgress: () => undefined,
      wait: async () => undefined,
    },
  );
  if (!uploaded) throw new Error('There is no store for files.');
  const found = await transport.call(uploaded.path, {}, signal);
  const deleted = await transport.call(uploaded.path, { method: 'DELETE' }, signal);
  const cancelled = await transport.call('/interactions/v1_unknown/cancel', { method: 'POST' }, signal);
  const { sizeBytes } = await found.json();
  return { size: sizeBytes, statuses: [found.status, deleted.status, cancelled.status] };
}
