import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { GenerateContentTransport } from '../../src/transport/generate-content-transport.js';
import { loadGenerateContent } from '../../src/transport/load-generate-content.js';
import { PlayedFarEnd, WrittenStream } from './far-end.js';

const frame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const said = { candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: 'STOP' }] };
const good = () => new Response(frame(said), { headers: { 'content-type': 'text/event-stream' } });

interface Sent {
  readonly events: readonly InteractionEvent[];
  readonly error: unknown;
}

function createTransport(farEnd: PlayedFarEnd): GenerateContentTransport {
  return new GenerateContentTransport(
    new BackendTransport({ endpoint: 'https://chat.test/api', fetch: farEnd.fetch }),
  );
}

async function send(
  transport: GenerateContentTransport,
  request: InteractionRequest,
  signal = new AbortController().signal,
): Promise<Sent> {
  const events: InteractionEvent[] = [];
  try {
    for await (const event of transport.send(request, signal)) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

/** A far end that names its model, and the addresses that were asked. */
function playConfig(config: () => Response | Promise<Response>): PlayedFarEnd {
  return new PlayedFarEnd(({ url }) => (url.endsWith('/config') ? config() : good()));
}

function listPaths({ requests }: PlayedFarEnd): string[] {
  return requests.map(({ url }) => url.replace('https://chat.test/api', ''));
}

const usual = '/models/gemini-3.5-flash:streamGenerateContent?alt=sse';

/** What `/config` answers, and the address that is asked then. */
const configs: readonly (readonly [
  name: string,
  config: () => Response | Promise<Response>,
  path: string,
])[] = [
  [
    'its default model',
    () => Response.json({ defaultModel: 'gemini-x' }),
    usual.replace('gemini-3.5-flash', 'gemini-x'),
  ],
  ['no model', () => Response.json({}), usual],
  ['another thing', () => Response.json([1]), usual],
  ['no JSON', () => new Response('<p>'), usual],
  ['that there is none', () => new Response('no', { status: 404 }), usual],
  ['nothing', () => Promise.reject(new TypeError('Failed to fetch')), usual],
];

describe('sending a turn by generateContent', () => {
  it('is one POST to the address of its model', async () => {
    const farEnd = new PlayedFarEnd(good);
    const { events, error } = await send(createTransport(farEnd), {
      model: 'models/gemini-x',
      input: 'Hello',
    });
    expect(error).to.equal(undefined);
    expect(events.at(-1)?.event_type).to.equal('interaction.completed');
    expect(listPaths(farEnd)).to.deep.equal(['/models/gemini-x:streamGenerateContent?alt=sse']);
    const [sent] = farEnd.requests;
    expect(sent?.method).to.equal('POST');
    expect(sent?.headers.get('content-type')).to.equal('application/json');
    expect(await sent?.json()).to.deep.equal({ contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] });
  });

  for (const [name, config, path] of configs) {
    it(`finds a model where the backend answers ${name}`, async () => {
      const farEnd = playConfig(config);
      const { error } = await send(createTransport(farEnd), { input: 'Hello' });
      expect(error).to.equal(undefined);
      expect(listPaths(farEnd)).to.deep.equal(['/config', path]);
    });
  }

  it('asks for the default model once, also where each turn has a transport of its own', async () => {
    const farEnd = playConfig(() => Response.json({ defaultModel: 'gemini-x' }));
    const inner = new BackendTransport({ endpoint: 'https://chat.test/api', fetch: farEnd.fetch });
    await send(new GenerateContentTransport(inner), { input: 'One' });
    await send(new GenerateContentTransport(inner), { input: 'Two' });
    expect(listPaths(farEnd).filter((path) => path === '/config').length).to.equal(1);
  });

  for (const model of ['../interactions', 'a/b', 'gemini?x=1', 'a:generateContent', '..', 'a b', '%2e%2e']) {
    it(`does not go astray for a model called ${model}`, async () => {
      const farEnd = new PlayedFarEnd(good);
      const { error } = await send(createTransport(farEnd), { model, input: 'Hello' });
      expect(error).to.be.instanceOf(ChatError).with.property('code', 'invalid-request');
      expect(farEnd.requests).to.deep.equal([]);
    });
  }

  it('says what it cannot ask for, and asks nothing', async () => {
    const farEnd = new PlayedFarEnd(good);
    const { error } = await send(createTransport(farEnd), { model: 'm', input: 'Hello', background: true });
    expect(error).to.be.instanceOf(ChatError).with.property('message').that.contains('background');
    expect(farEnd.requests).to.deep.equal([]);
  });

  it('says that a request with a circle in it cannot be written', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const tool = { type: 'function' as const, name: 'turn', parameters: circle };
    const request: InteractionRequest = { model: 'm', input: 'Hello', tools: [tool] };
    const { error } = await send(createTransport(new PlayedFarEnd(good)), request);
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'invalid-request');
  });

  it('says why it was refused', async () => {
    const body = { error: { code: 429, message: 'Slowly', status: 'RESOURCE_EXHAUSTED' } };
    const farEnd = new PlayedFarEnd(() =>
      Response.json(body, { status: 429, headers: { 'retry-after': '7' } }),
    );
    const { error, events } = await send(createTransport(farEnd), { model: 'm', input: 'Hello' });
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'rate-limited');
    expect(error).to.have.property('retryAfter', 7);
    expect(events).to.deep.equal([]);
  });

  it('tells each word when it comes, and hangs up when it is stopped', async () => {
    const stream = new WrittenStream();
    const farEnd = new PlayedFarEnd(() => stream.respond());
    const stop = new AbortController();
    const events = createTransport(farEnd).send({ model: 'm', input: 'Hello' }, stop.signal);
    stream.write(frame({ candidates: [{ content: { parts: [{ text: 'Hi' }] } }] }));
    expect((await events.next()).value).to.have.property('event_type', 'interaction.created');
    expect((await events.next()).value).to.have.property('event_type', 'step.start');
    expect((await events.next()).value).to.have.property('event_type', 'step.delta');
    const next = events.next();
    stop.abort(new Error('Enough'));
    const error = await next.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.equal(stop.signal.reason);
    expect(farEnd.requests[0]?.signal.aborted).to.equal(true);
  });

  it('hangs up when its reader leaves', async () => {
    const stream = new WrittenStream();
    const farEnd = new PlayedFarEnd(() => stream.respond());
    const events = createTransport(farEnd).send({ model: 'm', input: 'Hello' }, new AbortController().signal);
    stream.write(frame(said));
    await events.next();
    await events.return();
    expect(farEnd.requests[0]?.signal.aborted).to.equal(true);
  });

  it('throws the reason when it is stopped before, and while the model is asked for', async () => {
    const reason = new Error('Enough');
    const farEnd = new PlayedFarEnd(good);
    const before = await send(
      createTransport(farEnd),
      { model: 'm', input: 'Hello' },
      AbortSignal.abort(reason),
    );
    expect(before.error).to.equal(reason);
    expect(farEnd.requests).to.deep.equal([]);
    const stop = new AbortController();
    const silent = new PlayedFarEnd(() => {
      queueMicrotask(() => stop.abort(reason));
      return new Promise<Response>(() => {});
    });
    const during = await send(createTransport(silent), { input: 'Hello' }, stop.signal);
    expect(during.error).to.equal(reason);
    expect(listPaths(silent)).to.deep.equal(['/config']);
  });

  it('tells of a connection that breaks', async () => {
    const stream = new WrittenStream();
    const sent = send(createTransport(new PlayedFarEnd(() => stream.respond())), {
      model: 'm',
      input: 'Hello',
    });
    stream.write(frame({ candidates: [{ content: { parts: [{ text: 'Hi' }] } }] }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    stream.break(new TypeError('Connection reset'));
    const { events, error } = await sent;
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'network');
    expect(events.length).to.be.greaterThan(1);
  });

  it('passes other calls on', async () => {
    const farEnd = new PlayedFarEnd(() => Response.json({ file: 1 }));
    const response = await createTransport(farEnd).call('/files/a', {}, new AbortController().signal);
    expect(await response.json()).to.deep.equal({ file: 1 });
    expect(listPaths(farEnd)).to.deep.equal(['/files/a']);
  });

  it('is loaded by its loader', async () => {
    const loaded = await loadGenerateContent();
    expect(loaded.GenerateContentTransport).to.equal(GenerateContentTransport);
  });
});
