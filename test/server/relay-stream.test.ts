import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import { FakeGemini, HeldStream, pause, post, readAll, readOne, until } from './fake-gemini.js';

const created = 'event: interaction.created\ndata: {"event_type":"interaction.created"}\n\n';
const hello =
  'event: step.delta\ndata: {"event_type":"step.delta","delta":{"type":"text","text":"Hé🙂"}}\n\n';
const done = 'event: interaction.completed\ndata: {"event_type":"interaction.completed"}\n\n';

interface Relay {
  readonly held: HeldStream;
  readonly gemini: FakeGemini;
  readonly visitor: AbortController;
  readonly response: Response;
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
}

async function open(options: Partial<ChatHandlerOptions> = {}): Promise<Relay> {
  const held = new HeldStream();
  const gemini = new FakeGemini(() => held.response);
  const visitor = new AbortController();
  const response = await gemini.handler(options)(post({ input: 'x', stream: true }, {}, visitor.signal));
  if (response.body === null) throw new Error('There is no stream');
  return { held, gemini, visitor, response, reader: response.body.getReader() };
}

function isStopped({ gemini }: Relay): boolean {
  return gemini.calls[0]?.request.signal.aborted === true;
}

describe('the stream of a reply', () => {
  it('asks Gemini for one and says that it must not be held back', async () => {
    const { gemini, response } = await open();
    expect(gemini.calls[0]?.request.headers.get('accept')).to.equal('text/event-stream');
    expect(gemini.sent).to.include({ stream: true });
    const headers = Object.fromEntries(response.headers);
    expect(headers).to.include({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
  });

  it('arrives to the byte, however the network cut it', async () => {
    const text = `${created}: from Gemini\n\n${hello.replaceAll('\n', '\r\n')}${done}event: done\ndata: [DONE]\n\n`;
    const bytes = new TextEncoder().encode(text);
    for (const size of [1, 3, 7, bytes.length]) {
      const gemini = new FakeGemini(() => {
        let at = 0;
        const body = new ReadableStream<Uint8Array>({
          pull(controller) {
            if (at >= bytes.length) controller.close();
            else controller.enqueue(bytes.slice(at, (at += size)));
          },
        });
        return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
      });
      const response = await gemini.handler()(post({ input: 'x', stream: true }));
      expect(await response.text()).to.equal(text);
    }
  });

  it('equals every recorded stream', async function () {
    const answer = await fetch('/shared/recordings/index.json');
    if (!answer.ok) {
      console.warn('Not run: the recorded streams are absent.');
      this.skip();
    }
    const index: { file: string }[] = await answer.json();
    const files = index.map(({ file }) => file).filter((file) => /^interactions\/.*\.sse$/.test(file));
    expect(files.length).to.be.above(5);
    for (const file of files) {
      const recording = await (await fetch(`/shared/recordings/${encodeURIComponent(file)}`)).arrayBuffer();
      const gemini = new FakeGemini(
        () => new Response(recording, { headers: { 'content-type': 'text/event-stream' } }),
      );
      const response = await gemini.handler()(post({ input: 'x', stream: true }));
      const relayed = new Uint8Array(await response.arrayBuffer());
      const original = new Uint8Array(recording);
      expect(relayed.length, file).to.equal(original.length);
      expect(
        relayed.every((byte, at) => byte === original[at]),
        file,
      ).to.equal(true);
    }
  });

  it('is passed on event by event, as they come', async () => {
    const { held, reader } = await open();
    held.push(created);
    expect(await readOne(reader)).to.equal(created);
    held.push(hello.slice(0, 30));
    const next = readOne(reader);
    held.push(hello.slice(30));
    expect(await next).to.equal(hello);
  });

  it('is not read ahead of a visitor who does not read', async () => {
    const { held, reader } = await open({ heartbeatSeconds: 0.01 });
    await pause(60);
    expect(held.pulls).to.equal(0);
    const first = readOne(reader);
    await until(() => held.pulls === 1);
    held.push(created);
    expect(await first).to.equal(created);
    await pause(60);
    expect(held.pulls).to.equal(1);
  });

  it('stops Gemini at once when the visitor leaves', async () => {
    const relay = await open();
    const reading = relay.reader.read().catch((error: unknown) => error);
    relay.visitor.abort(new Error('left'));
    await until(() => isStopped(relay) && relay.held.cancelled);
    expect(await reading).to.have.property('message', 'left');
  });

  it('stops Gemini at once when a visitor leaves who was not reading', async () => {
    const relay = await open();
    relay.visitor.abort();
    await until(() => isStopped(relay) && relay.held.cancelled);
  });

  it('stops Gemini at once when the stream is cancelled', async () => {
    const relay = await open();
    relay.held.push(created);
    await readOne(relay.reader);
    await relay.reader.cancel();
    await until(() => isStopped(relay) && relay.held.cancelled);
  });

  it('shows a sign of life while Gemini thinks', async () => {
    const { held, reader } = await open({ heartbeatSeconds: 0.02 });
    held.push(created);
    expect(await readOne(reader)).to.equal(created);
    expect(await readOne(reader)).to.equal(': heartbeat\n\n');
    expect(await readOne(reader)).to.equal(': heartbeat\n\n');
    held.push(hello.slice(0, 20));
    expect(await readOne(reader)).to.equal(': heartbeat\n\n');
    held.push(hello.slice(20) + done);
    expect(await readOne(reader)).to.equal(hello + done);
    held.close();
    expect(await readAll(reader)).to.equal('');
  });

  it('shows no sign of life inside a long event', async () => {
    const { held, reader } = await open({ heartbeatSeconds: 0.02 });
    const long = `data: {"image":"${'B'.repeat(100_000)}`;
    held.push(long);
    expect((await readOne(reader)) === long).to.equal(true);
    const next = readOne(reader);
    await pause(80);
    held.push('"}\n\n');
    expect(await next).to.equal('"}\n\n');
    expect(await readOne(reader)).to.equal(': heartbeat\n\n');
  });

  it('just ends, with what came, when Gemini falls silent', async () => {
    const relay = await open({ heartbeatSeconds: 0.02, idleSeconds: 0.05 });
    relay.held.push(created);
    const text = await readAll(relay.reader);
    expect(text.replaceAll(': heartbeat\n\n', '')).to.equal(created);
    expect(text).to.include(': heartbeat');
    expect(isStopped(relay)).to.equal(true);
  });

  it('does not take a slow visitor for a silent Gemini', async () => {
    const { held, reader } = await open({ idleSeconds: 0.05 });
    held.push(created);
    await readOne(reader);
    await pause(120);
    held.push(hello);
    expect(await readOne(reader)).to.equal(hello);
  });

  it('does not add up silences that words came between', async () => {
    const { held, reader } = await open({ heartbeatSeconds: 0.02, idleSeconds: 0.12 });
    const reading = readAll(reader);
    for (let count = 0; count < 6; count += 1) {
      await pause(45);
      held.push(hello);
    }
    held.push(done);
    held.close();
    expect((await reading).replaceAll(': heartbeat\n\n', '')).to.equal(hello.repeat(6) + done);
  });

  it('just ends, with the whole events that came, when Gemini breaks off', async () => {
    const { held, reader } = await open();
    held.push(created + hello.slice(0, 40));
    expect(await readOne(reader)).to.equal(created);
    held.fail(new Error('reset'));
    expect(await readAll(reader)).to.equal('');
  });

  it('completes a last event that lacks its blank line', async () => {
    const { held, reader } = await open();
    held.push(created + done.trimEnd());
    held.close();
    expect(await readAll(reader)).to.equal(created + done);
  });

  it('says so when the time of the reply is up, also to a visitor who was not reading', async () => {
    for (const reads of [true, false]) {
      const relay = await open({ streamSeconds: 0.05 });
      relay.held.push(created);
      expect(await readOne(relay.reader)).to.equal(created);
      if (!reads) await pause(100);
      const event = await readAll(relay.reader);
      expect(event).to.match(/^event: error\ndata: \{.*\}\n\n$/);
      expect(event).to.include('deadline_exceeded');
      expect(isStopped(relay)).to.equal(true);
    }
  });

  it('leaves nothing running after its end', async () => {
    const relay = await open({ streamSeconds: 0.05 });
    relay.held.push(done);
    relay.held.close();
    expect(await readAll(relay.reader)).to.equal(done);
    await pause(80);
    relay.visitor.abort();
    expect(await relay.reader.closed).to.equal(undefined);
  });
});

const secret = 'projects/348715329010';
const google = { code: 429, status: 'RESOURCE_EXHAUSTED', message: `Quota of ${secret}` };

const errors: readonly [string, string, string?][] = [
  [
    'as Gemini writes them',
    `event: error\ndata: {"event_type":"error","error":{"code":"rate_limit_exceeded","message":"${secret}"}}\n\n`,
  ],
  ['without a name', `data: {"error":${JSON.stringify(google)}}\n\n`],
  ['without a field', `{"error":${JSON.stringify(google)}}\n\n`],
  ['in a list over several lines', `${JSON.stringify([{ error: google }], null, 2)}\n\n`],
  ['at the very end', `[{"error":${JSON.stringify(google)}}]`],
  ['glued to the next event', `{"error":${JSON.stringify(google)}}\n${done}`, done],
  [
    'inside a message',
    `event: error\ndata: ${JSON.stringify({ error: { message: JSON.stringify({ error: google }) } })}\n\n`,
  ],
];

describe('errors inside a stream', () => {
  for (const [what, text, kept = ''] of errors) {
    it(`are put into our own words when they come ${what}`, async () => {
      const { held, reader } = await open();
      held.push(created + text);
      held.close();
      const relayed = await readAll(reader);
      expect(relayed).not.to.include(secret);
      expect(relayed.startsWith(created + kept)).to.equal(true);
      const event = relayed.slice((created + kept).length);
      expect(event).to.match(/^event: error\ndata: \{"event_type":"error".*\}\n\n$/);
      expect(event).to.include('rate_limit_exceeded');
    });
  }

  it('keep their number, so that the stream can be resumed', async () => {
    const { held, reader } = await open();
    held.push('data: {"event_type":"error","event_id":"e7","error":{"code":"api_error","message":"x"}}\n\n');
    expect(await readOne(reader)).to.include('"event_id":"e7"');
  });

  it('say nothing of what is too long for an error', async () => {
    const { held, reader } = await open();
    held.push(`event: error\ndata: {"error":{"message":"${secret.repeat(10_000)}`);
    held.push(`${secret}"}}\n\n${done}`);
    held.close();
    const text = await readAll(reader);
    expect(text).not.to.include(secret);
    expect(text).to.match(/^event: error\n/);
    expect(text.endsWith(done)).to.equal(true);
  });

  it('of steps and interactions lose their words and keep the rest', async () => {
    const { held, reader } = await open();
    const step = { type: 'model_output', error: { code: 13, message: secret } };
    const interaction = { id: 'v1_a', status: 'failed', errors: [{ code: 'api_error', message: secret }] };
    held.push(`event: step.start\ndata: ${JSON.stringify({ event_type: 'step.start', index: 2, step })}\n\n`);
    held.push(`data: ${JSON.stringify({ event_type: 'interaction.completed', interaction })}\n\n`);
    held.close();
    const text = await readAll(reader);
    expect(text).not.to.include(secret);
    expect(text)
      .to.include('"index":2')
      .and.to.include('"status":"failed"')
      .and.to.include('event: step.start');
  });

  it('are not seen in words of the model about errors', async () => {
    const { held, reader } = await open();
    const event = `event: step.delta\ndata: {"event_type":"step.delta", "delta":{"text":"event: error {\\"error\\":1}"}}\n\n`;
    held.push(`${event}event: error\ndata: {"event_type":"error","error":{}}\n\n`);
    held.close();
    expect(await readAll(reader)).to.equal(
      `${event}event: error\ndata: {"event_type":"error","error":{}}\n\n`,
    );
  });
});
