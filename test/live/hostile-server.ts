import { foldEvent } from '../../src/protocol/fold-event.js';
import { emptyReply } from '../../src/protocol/reply.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, type FakeLiveSocket, installFakeLive, readAsked } from '../support/fake-live-socket.js';
import { hearConsole } from '../support/watch-secrets.js';
import { type LiveClient, rest, words } from './live-client.js';

/** Says what it is told to when it is asked, each frame as it is. */
export function saying(...frames: readonly (WireObject | string)[]): FakeLiveSocket[] {
  return installFakeLive(
    accepting((message, socket) => {
      if (readAsked(message)) socket.say(...frames);
    }),
  );
}

/** Many frames at once, as a fast server's. */
export function pour(socket: FakeLiveSocket, count: number, write: (index: number) => WireObject): void {
  for (let index = 0; index < count; index += 1) {
    socket.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(write(index)) }));
  }
}

/** What came of a question, and what nobody has caught. */
export async function askIn(client: LiveClient): Promise<{ said: string; error: unknown; loose: string }> {
  const loose = hearConsole();
  let reply = emptyReply;
  let error: unknown;
  try {
    for await (const event of client.transport.send({ input: 'Hi' }, new AbortController().signal)) {
      reply = foldEvent(reply, event);
    }
  } catch (reason) {
    error = reason;
  }
  await rest();
  const unexpected = loose.filter(([first]) => !String(first).startsWith('Warning: Ephemeral token'));
  return { said: words(reply), error: error ?? reply.error, loose: unexpected.map(String).join('\n') };
}
