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

/** The events of a stream, each with its line breaks. */
function listEvents(text: string): string[] {
  return text.split(/(?<=\r\n\r\n|\n\n|\r\r)(?!\n)/);
}

function readData(event = ''): unknown {
  const data = /^data: ?(.*)$/m.exec(event)?.[1];
  return data === undefined ? undefined : JSON.parse(data);
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
      const relayed = listEvents(await response.text());
      const original = listEvents(new TextDecoder().decode(recording));
      expect(relayed.length, file).to.equal(original.length);
      const isNumbered = original[0]?.includes('"id":"v1_') || original[0]?.includes('"id": "v1_');
      for (const [index, event] of relayed.entries()) {
        const bare = event
          .replace(/^id: ~[\da-f]{8}\.\d+\n/m, '')
          .replace(/"event_id":"~[\da-f]{8}\.\d+",/, '');
        if (!event.includes('[DONE]')) expect(bare !== event, file).to.equal(isNumbered);
        // Where an id was sealed, the event was written anew.
        if (bare === original[index]) continue;
        expect(readData(bare.replace(/(v1_\w+)~[\w~-]+/, '$1')), file).to.deep.equal(
          readData(original[index]),
        );
        expect(event, file).to.match(/"interaction(?:_id)?":.*v1_\w+~/);
      }
    }
  });

  it('is numbered, where it can be resumed, and else the same to the byte', async () => {
    const named =
      'event: interaction.created\r\ndata: {"event_type":"interaction.created","interaction":{"id":"v1_a"}}\r\n\r\n';
    const events = [
      'data: {"index": 0, "delta": {"big": 12345678901234567890}}\r\n\r\n',
      ': a comment\n\n',
      'event: step.stop\rdata:{}\r\r',
      'event: step.stop\ndata: {"event_type":"step.stop","event_id":"own"}\n\n',
      'id: theirs\ndata: {"event_type":"step.stop"}\n\n',
      'data: {"event_type":"step.delta","delta":{"text":"\\"event_id\\":\\"x\\""}}\n\n',
      'event: done\ndata: [DONE]\n\n',
    ];
    const gemini = new FakeGemini(
      () => new Response(named + events.join(''), { headers: { 'content-type': 'text/event-stream' } }),
    );
    const response = await gemini.handler()(post({ input: 'x', stream: true }));
    const [first = '', ...relayed] = listEvents(await response.text());
    const [, mark] = /\nid: (~\w+)\.1\r?\ndata: \{"event_id":"~\w+\.1","event_type"/.exec(first) ?? [];
    expect(mark).to.match(/^~[\da-f]{8}$/);
    expect(relayed).to.deep.equal([
      `id: ${mark}.2\r\ndata: {"event_id":"${mark}.2","index": 0, "delta": {"big": 12345678901234567890}}\r\n\r\n`,
      ': a comment\n\n',
      `event: step.stop\rid: ${mark}.4\rdata:{"event_id":"${mark}.4"}\r\r`,
      'event: step.stop\ndata: {"event_type":"step.stop","event_id":"own"}\n\n',
      'id: theirs\ndata: {"event_type":"step.stop"}\n\n',
      `id: ${mark}.5\ndata: {"event_id":"${mark}.5","event_type":"step.delta","delta":{"text":"\\"event_id\\":\\"x\\""}}\n\n`,
      'event: done\ndata: [DONE]\n\n',
    ]);
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
    const long = `data: {"index":1,"delta":{"type":"image","data":"${'B'.repeat(100_000)}`;
    held.push(long);
    expect((await readOne(reader)) === long).to.equal(true);
    const next = readOne(reader);
    await pause(80);
    held.push('"}}\n\n');
    expect(await next).to.equal('"}}\n\n');
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
      const relay = await open({ streamSeconds: 0.3 });
      relay.held.push(created);
      expect(await readOne(relay.reader)).to.equal(created);
      if (!reads) await pause(400);
      const event = await readAll(relay.reader);
      expect(event).to.match(/^event: error\ndata: \{.*\}\n\n$/);
      expect(event).to.include('deadline_exceeded');
      expect(isStopped(relay)).to.equal(true);
    }
  });

  it('leaves nothing running after its end', async () => {
    const relay = await open({ streamSeconds: 0.3 });
    relay.held.push(done);
    relay.held.close();
    expect(await readAll(relay.reader)).to.equal(done);
    await pause(400);
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

describe('ids in a long event', () => {
  const interaction = { steps: [{ type: 'thought', signature: 'A'.repeat(300_000) }], id: 'v1_secret' };
  const event = `data: ${JSON.stringify({ event_type: 'interaction.completed', interaction })}\n\n`;

  it('are sealed as in any other', async () => {
    const { held, reader } = await open();
    for (let at = 0; at < event.length; at += 50_000) held.push(event.slice(at, at + 50_000));
    held.close();
    const text = await readAll(reader);
    expect(text.includes('"v1_secret"')).to.equal(false);
    expect(text).to.match(/"id":"v1_secret~[\w~-]+"/);
    expect(readData(text)).to.have.nested.property('interaction.steps[0].signature').with.length(300_000);
  });

  it('are not passed on where it is too long for that', async () => {
    const { held, reader } = await open();
    held.push(event.slice(0, 100));
    for (let count = 0; count < 90; count += 1) held.push('A'.repeat(100_000));
    held.push(`${event.slice(100)}${done}`);
    held.close();
    const text = await readAll(reader);
    expect(text.includes('v1_secret')).to.equal(false);
    expect(text).to.match(/^event: error\ndata: .*"bad_gateway"/);
    expect(text.endsWith(done)).to.equal(true);
  });
});
