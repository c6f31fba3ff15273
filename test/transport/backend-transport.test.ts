import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { BackendTransport, type BackendTransportOptions } from '../../src/transport/backend-transport.js';
import { PlayedFarEnd, WrittenStream } from './far-end.js';

const request: InteractionRequest = { model: 'gemini-3.5-flash', input: 'Hello' };
const frame = (index: number) => `data: {"event_type":"step.stop","index":${index}}\n\n`;
const good = () => new Response(frame(0) + frame(1), { headers: { 'content-type': 'text/event-stream' } });

interface Sent {
  events: InteractionEvent[];
  error: unknown;
}

/** Sends one turn and reads all that comes. */
async function send(
  options: Partial<BackendTransportOptions>,
  signal = new AbortController().signal,
): Promise<Sent> {
  const events: InteractionEvent[] = [];
  const transport = new BackendTransport({ endpoint: 'https://chat.test/api', ...options });
  try {
    for await (const event of transport.send(request, signal)) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

function expectCode(error: unknown, code: string): void {
  expect(error).to.be.instanceOf(ChatError).with.property('code', code);
}

describe('sending a turn to the backend', () => {
  describe('the request', () => {
    const endpoints: [endpoint: string, url: string][] = [
      ['https://chat.test', 'https://chat.test/interactions'],
      ['https://chat.test/', 'https://chat.test/interactions'],
      ['https://chat.test/api/gemini', 'https://chat.test/api/gemini/interactions'],
      ['https://chat.test/api/gemini///', 'https://chat.test/api/gemini/interactions'],
      ['https://chat.test/api/?tenant=1#top', 'https://chat.test/api/interactions'],
      ['http://localhost:8080/a b', 'http://localhost:8080/a%20b/interactions'],
    ];
    for (const [endpoint, url] of endpoints) {
      it(`goes to ${url} for ${endpoint}`, async () => {
        const farEnd = new PlayedFarEnd(good);
        await send({ endpoint, fetch: farEnd.fetch });
        expect(farEnd.requests.map((sent) => sent.url)).to.deep.equal([url]);
      });
    }

    it('is one POST that asks for a stream', async () => {
      const farEnd = new PlayedFarEnd(good);
      const { events, error } = await send({ fetch: farEnd.fetch });
      expect(error).to.equal(undefined);
      expect(events.map(({ event_type: name }) => name)).to.deep.equal(['step.stop', 'step.stop']);
      const [sent] = farEnd.requests;
      expect(farEnd.requests.length).to.equal(1);
      expect(sent).to.include({ method: 'POST', credentials: 'same-origin' });
      expect(sent?.headers.get('accept')).to.equal('text/event-stream, application/json');
      expect(sent?.headers.get('content-type')).to.equal('application/json');
      expect(await sent?.json()).to.deep.equal({ ...request, stream: true });
    });

    it('carries cookies where that is wanted', async () => {
      const farEnd = new PlayedFarEnd(good);
      await send({ fetch: farEnd.fetch, credentials: 'include' });
      expect(farEnd.requests[0]?.credentials).to.equal('include');
    });

    it('is not sent when it was stopped before', async () => {
      const farEnd = new PlayedFarEnd(good);
      const reason = new Error('stop');
      const { error } = await send({ fetch: farEnd.fetch }, AbortSignal.abort(reason));
      expect(error).to.equal(reason);
      expect(farEnd.requests.length).to.equal(0);
    });

    it('refuses endpoints that are none', () => {
      for (const endpoint of ['', '/api', 'chat.test/api', 'https://', 'https://me:secret@chat.test']) {
        let caught: unknown;
        try {
          void new BackendTransport({ endpoint });
        } catch (error) {
          caught = error;
        }
        expectCode(caught, 'not-configured');
        expect(String(caught)).to.not.contain('secret');
      }
    });

    it('refuses what cannot be written as JSON', async () => {
      const loop: Record<string, unknown> = {};
      loop['self'] = loop;
      const transport = new BackendTransport({ endpoint: 'https://chat.test', fetch: async () => good() });
      let caught: unknown;
      const looped = { ...request, generation_config: loop };
      await transport
        .send(looped, new AbortController().signal)
        .next()
        .catch((error: unknown) => void (caught = error));
      expectCode(caught, 'invalid-request');
    });

    it('calls fetch as a function of its own', async () => {
      let hasOwner: boolean | undefined;
      await send({
        fetch: async function fetch(this: unknown) {
          hasOwner = this !== undefined;
          return good();
        },
      });
      expect(hasOwner).to.equal(false);
    });

    it('uses the fetch of the page as it is when the turn is sent', async () => {
      const original = globalThis.fetch;
      const transport = new BackendTransport({ endpoint: 'https://chat.test' });
      const farEnd = new PlayedFarEnd(good);
      const replacement: typeof fetch = (input, init) => farEnd.fetch(new Request(input, init));
      try {
        globalThis.fetch = replacement;
        const events = transport.send(request, new AbortController().signal);
        expect((await events.next()).done).to.equal(false);
        await events.return();
      } finally {
        globalThis.fetch = original;
      }
      expect(farEnd.requests.length).to.equal(1);
    });

    it('reaches a real server through the real fetch', async () => {
      const { error } = await send({ endpoint: `${location.origin}/no/such/backend` });
      expect(error).to.be.instanceOf(ChatError);
      expect(['not-found', 'invalid-request']).to.include(error instanceof ChatError ? error.code : '');
    });
  });

  describe('what can go wrong', () => {
    it('says which error the backend answered', async () => {
      const answer = () =>
        new Response('{"error":{"code":"quota_exceeded","message":"No more today"}}', { status: 429 });
      expectCode((await send({ fetch: new PlayedFarEnd(answer).fetch })).error, 'quota-exceeded');
    });

    it('refuses a page of HTML', async () => {
      const answer = () => new Response('<html></html>', { headers: { 'content-type': 'text/html' } });
      expectCode((await send({ fetch: new PlayedFarEnd(answer).fetch })).error, 'bad-response');
    });

    it('refuses an answer without a body', async () => {
      expectCode(
        (await send({ fetch: async () => new Response(null, { status: 204 }) })).error,
        'bad-response',
      );
    });

    it('says so when the network fails', async () => {
      const cause = new TypeError('Failed to fetch');
      const { error } = await send({ fetch: () => Promise.reject(cause) });
      expectCode(error, 'network');
      expect(error).to.have.property('cause', cause);
    });

    it('says so when an injected fetch throws', async () => {
      const { error } = await send({
        fetch: () => {
          throw new Error('broken');
        },
      });
      expectCode(error, 'network');
    });

    it('says so when the connection breaks in the middle, and gives what came before', async () => {
      const stream = new WrittenStream();
      const sent = send({ fetch: async () => stream.respond() });
      stream.write(frame(0) + frame(1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      stream.break(new TypeError('network error'));
      const { events, error } = await sent;
      expect(events.length).to.equal(2);
      expectCode(error, 'network');
    });

    it('says so when the device is offline', async () => {
      const own = Object.getOwnPropertyDescriptor(navigator, 'onLine');
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
      try {
        const { error } = await send({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
        expectCode(error, 'offline');
      } finally {
        if (own) Object.defineProperty(navigator, 'onLine', own);
        else Reflect.deleteProperty(navigator, 'onLine');
      }
    });

    it('ends quietly when the stream ends early', async () => {
      const answer = () => new Response(frame(0), { headers: { 'content-type': 'text/event-stream' } });
      const { events, error } = await send({ fetch: new PlayedFarEnd(answer).fetch });
      expect(events.length).to.equal(1);
      expect(error).to.equal(undefined);
    });
  });

  describe('silence', () => {
    it('gives up when no answer begins', async () => {
      let aborted = false;
      const { error } = await send({
        silenceMs: 30,
        fetch: ({ signal }) =>
          new Promise(() => signal.addEventListener('abort', () => void (aborted = true))),
      });
      expectCode(error, 'timeout');
      expect(aborted).to.equal(true);
    });

    it('gives up when an answer falls silent, and closes it', async () => {
      const stream = new WrittenStream();
      stream.write(frame(0));
      const { events, error } = await send({ silenceMs: 30, fetch: async () => stream.respond() });
      expect(events.length).to.equal(1);
      expectCode(error, 'timeout');
      expect(stream.cancelled).to.equal(true);
    });

    it('gives up when an error answer falls silent', async () => {
      const stream = new WrittenStream();
      stream.write('{"error":');
      const { error } = await send({
        silenceMs: 30,
        fetch: async () => new Response(stream.body, { status: 503 }),
      });
      expectCode(error, 'overloaded');
    });

    it('takes any byte for a sign of life', async () => {
      const stream = new WrittenStream();
      const beat = setInterval(() => stream.write(':'), 15);
      setTimeout(() => {
        clearInterval(beat);
        stream.write(`\n${frame(0)}`);
        stream.close();
      }, 250);
      const { events, error } = await send({ silenceMs: 100, fetch: async () => stream.respond() });
      expect(error).to.equal(undefined);
      expect(events.length).to.equal(1);
    });

    it('does not take a slow reader for a silent backend', async () => {
      const transport = new BackendTransport({
        endpoint: 'https://chat.test',
        silenceMs: 30,
        fetch: async () => good(),
      });
      let count = 0;
      for await (const event of transport.send(request, new AbortController().signal)) {
        expect(event.event_type).to.equal('step.stop');
        await new Promise((resolve) => setTimeout(resolve, 60));
        count += 1;
      }
      expect(count).to.equal(2);
    });

    it('waits for ever when told so', async () => {
      const stream = new WrittenStream();
      setTimeout(() => {
        stream.write(frame(0));
        stream.close();
      }, 50);
      expect((await send({ silenceMs: 0, fetch: async () => stream.respond() })).error).to.equal(undefined);
      expect((await send({ silenceMs: Infinity, fetch: async () => good() })).error).to.equal(undefined);
    });
  });

  describe('stopping', () => {
    it('throws the reason and closes the connection, before an answer', async () => {
      const controller = new AbortController();
      const reason = new Error('stop');
      let heard: unknown;
      const sent = send(
        {
          fetch: ({ signal }) =>
            new Promise(() => signal.addEventListener('abort', () => void (heard = signal.reason))),
        },
        controller.signal,
      );
      setTimeout(() => controller.abort(reason), 20);
      expect((await sent).error).to.equal(reason);
      expect(heard).to.equal(reason);
    });

    it('throws the reason and closes the connection, in the middle of an answer', async () => {
      const controller = new AbortController();
      const stream = new WrittenStream();
      stream.write(frame(0));
      const sent = send({ fetch: async () => stream.respond() }, controller.signal);
      setTimeout(() => controller.abort('enough'), 20);
      const { events, error } = await sent;
      expect(events.length).to.equal(1);
      expect(error).to.equal('enough');
      expect(stream.cancelled).to.equal(true);
    });

    it('throws the reason in the middle of a whole answer and of an error', async () => {
      for (const status of [200, 500]) {
        const controller = new AbortController();
        const reason = new Error('stop');
        const stream = new WrittenStream();
        stream.write('{"steps":');
        const headers = { 'content-type': 'application/json' };
        const sent = send(
          { fetch: async () => new Response(stream.body, { status, headers }) },
          controller.signal,
        );
        setTimeout(() => controller.abort(reason), 20);
        expect((await sent).error, String(status)).to.equal(reason);
        expect(stream.cancelled).to.equal(true);
      }
    });

    it('gives no event after it', async () => {
      const controller = new AbortController();
      const transport = new BackendTransport({ endpoint: 'https://chat.test', fetch: async () => good() });
      const seen: unknown[] = [];
      let caught: unknown;
      try {
        for await (const event of transport.send(request, controller.signal)) {
          seen.push(event);
          controller.abort('enough');
        }
      } catch (error) {
        caught = error;
      }
      expect(seen.length).to.equal(1);
      expect(caught).to.equal('enough');
    });

    it('closes the connection when the reader leaves', async () => {
      const stream = new WrittenStream();
      stream.write(frame(0));
      let aborted = false;
      const transport = new BackendTransport({
        endpoint: 'https://chat.test',
        fetch: async ({ signal }) => {
          signal.addEventListener('abort', () => void (aborted = true));
          return stream.respond();
        },
      });
      for await (const event of transport.send(request, new AbortController().signal)) {
        expect(event.event_type).to.equal('step.stop');
        break;
      }
      expect(stream.cancelled).to.equal(true);
      expect(aborted).to.equal(true);
    });

    it('leaves no listener on the signal behind', async () => {
      const { signal } = new AbortController();
      let listeners = 0;
      const add = signal.addEventListener.bind(signal);
      const remove = signal.removeEventListener.bind(signal);
      signal.addEventListener = (...given: Parameters<typeof add>) => {
        listeners += 1;
        add(...given);
      };
      signal.removeEventListener = (...given: Parameters<typeof remove>) => {
        listeners -= 1;
        remove(...given);
      };
      await send({ fetch: async () => good() }, signal);
      await send({ fetch: () => Promise.reject(new TypeError('no')) }, signal);
      expect(listeners).to.equal(0);
    });
  });
});
