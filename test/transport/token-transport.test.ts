import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply } from '../../src/protocol/reply.js';
import { createGeminiEmulator } from '../../src/emulator.js';
import { script } from '../support/emulated-site.js';
import { installEmulatedSocket } from '../support/emulated-socket.js';
import { until } from '../support/mount-chat.js';
import { goDirectly } from './token-far-end.js';

const { signal } = new AbortController();
const apiBase = 'https://gemini.test';

/** A page whose credentials are, one after the other, keys or ephemeral tokens; the last kind stays. */
function open(...kinds: readonly ('key' | 'token')[]) {
  const state = { isRefusing: false };
  const emulator = createGeminiEmulator({
    scenes: [script('Good day.')],
    faults: ({ method, url }) =>
      state.isRefusing && method === 'POST' && url.endsWith('/interactions')
        ? { kind: 'status', status: 401 }
        : undefined,
  });
  const sockets = installEmulatedSocket(emulator);
  const given: string[] = [];
  const page = goDirectly({
    apiBase,
    async getToken() {
      const kind = kinds[Math.min(given.length, kinds.length - 1)];
      const token = kind === 'token' ? await mint(emulator) : `key-${given.length + 1}`;
      given.push(token);
      return { token };
    },
    answer: emulator,
  });
  const send = async (): Promise<string> => {
    let reply = emptyReply;
    for await (const event of page.transport.send({ input: 'Hello' }, signal))
      reply = foldEvent(reply, event);
    return readText(reply.steps);
  };
  const shown = () => sockets.all.map(({ url }) => new URL(url).searchParams.get('access_token'));
  return { ...page, state, sockets, given, shown, send };
}

async function mint(emulator: ReturnType<typeof createGeminiEmulator>): Promise<string> {
  const response = await emulator(`${apiBase}/v1alpha/auth_tokens`, {
    method: 'POST',
    headers: { 'x-goog-api-key': 'server', 'content-type': 'application/json' },
    body: JSON.stringify({ uses: 1 }),
  });
  const { name } = await response.json();
  return name;
}

async function fail(work: Promise<unknown>): Promise<ChatError> {
  const error = await work.catch((reason: unknown) => reason);
  if (error instanceof ChatError) return error;
  throw new Error('It did not fail with a ChatError.');
}

describe('going to Google with a credential', () => {
  it('takes the way that a key is for', async () => {
    const { send, sent, sockets } = open('key');
    expect(await send()).to.equal('Good day.');
    expect(sent).to.have.length(1);
    expect(sockets.all).to.have.length(0);
  });

  it('takes the way that an ephemeral token is for, with the first that it was given', async () => {
    const { send, sent, given, shown } = open('token');
    expect(await send()).to.equal('Good day.');
    expect(sent).to.have.length(0);
    expect(shown()).to.deep.equal(given);
    expect(given).to.have.length(1);
  });

  it('brings another token for each session', async () => {
    const { transport, send, sockets, given, shown } = open('token');
    await send();
    transport.close();
    await until(() => sockets.open().length === 0, 'it is closed');
    expect(await send()).to.equal('Good day.');
    expect(shown()).to.deep.equal(given);
    expect(new Set(given).size).to.equal(2);
  });

  it('can hear where there are sessions, for as long as there is sound', async () => {
    const { transport, sockets, given, shown } = open('token');
    const heard: string[] = [];
    const talk = {
      request: () => ({ input: [] }),
      sound: hum(),
      onListening: () => heard.push('listening'),
    };
    for await (const turn of transport.talk(talk, signal)) heard.push(typeof turn);
    expect(heard[0]).to.equal('listening');
    expect(shown()).to.deep.equal(given);
    transport.close();
    await until(() => sockets.open().length === 0, 'it is closed');
  });

  it('has no files and no answers to be asked for where there are sessions only', async () => {
    const { transport, sent, sockets } = open('token');
    for (const path of ['/config', '/upload/files', '/files/abc', '/interactions/v1_a/cancel']) {
      expect((await transport.call(path, { method: 'POST' }, signal)).status, path).to.equal(404);
    }
    expect([sent.length, sockets.all.length]).to.deep.equal([0, 0]);
  });

  it('takes the other way from the next turn on where a key comes in place of a token', async () => {
    const { transport, send, sent, sockets, given } = open('token', 'key');
    await send();
    transport.close();
    await until(() => sockets.open().length === 0, 'it is closed');
    const error = await fail(send());
    expect([error.code, error.reason, error.retryable]).to.deep.equal([
      'unauthorized',
      'token-used-up',
      true,
    ]);
    expect(await send()).to.equal('Good day.');
    expect(sent.map(({ headers }) => headers.get('x-goog-api-key'))).to.deep.equal(['key-2']);
    expect(given).to.have.length(2);
  });

  it('takes the other way from the next turn on where a token comes in place of a key', async () => {
    const { send, sent, state, given, shown } = open('key', 'token');
    await send();
    state.isRefusing = true;
    expect((await fail(send())).reason).to.equal('token-used-up');
    expect(await send()).to.equal('Good day.');
    expect(shown()).to.deep.equal([given[1]]);
    expect(sent.some(({ headers }) => headers.get('x-goog-api-key')?.startsWith('auth_tokens/'))).to.equal(
      false,
    );
  });
});

async function* hum(): AsyncGenerator<Uint8Array, void> {
  yield new Uint8Array(3200);
}
