import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import type { RequestRecord } from '../../src/server/request-record.js';
import {
  FakeGemini,
  HeldStream,
  makeRequest,
  pause,
  post,
  postTo,
  readAll,
  readOne,
  until,
} from './fake-gemini.js';

const usage = { total_tokens: 700 };
const created = write({ event_type: 'interaction.created', interaction: { id: 'v1_run' } });
const completed = write({ event_type: 'interaction.completed', interaction: { id: 'v1_run', usage } });
const whole = { id: 'v1_run', object: 'interaction', status: 'completed', usage };
const classic = { candidates: [], usageMetadata: { totalTokenCount: 700 } };
const contents = [{ parts: [{ text: 'x' }] }];

function write(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** A site of which everybody together may use so many tokens a day. */
function openSite(
  answer: (request: Request) => Response,
  tokensPerDay: number,
  rest: Partial<ChatHandlerOptions> = {},
) {
  const records: RequestRecord[] = [];
  const gemini = new FakeGemini(answer);
  const handler = gemini.handler({
    limits: { visitor: {}, address: {}, site: { tokensPerDay } },
    log: (record) => records.push({ ...record }),
    ...rest,
  });
  return { gemini, handler, records };
}

async function isUsedUp(handler: ChatHandler): Promise<boolean> {
  const response = await handler(post({ input: 'x', stream: true, store: false }));
  await response.body?.cancel();
  return response.status === 429;
}

function stream(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } });
}

describe('what an answer cost', () => {
  const calls: readonly [what: string, () => Request, () => Response][] = [
    ['of an interaction', () => post({ input: 'x' }), () => Response.json(whole)],
    [
      'of an interaction that streams',
      () => post({ input: 'x', stream: true }),
      () => stream(created + completed),
    ],
    [
      'of generateContent',
      () => postTo('/api/models/gemini-3.5-flash:generateContent', { contents }),
      () => Response.json(classic),
    ],
    [
      'of generateContent as events',
      () => postTo('/api/models/gemini-3.5-flash:streamGenerateContent?alt=sse', { contents }),
      () => stream(write(classic)),
    ],
    [
      'of generateContent as one array',
      () => postTo('/api/models/gemini-3.5-flash:streamGenerateContent', { contents }),
      () => Response.json([classic]),
    ],
  ];
  for (const [what, ask, answer] of calls) {
    it(`counts once, when it is over: ${what}`, async () => {
      const { handler, records } = openSite(answer, 1300);
      for (let count = 0; count < 2; count += 1) {
        const response = await handler(ask());
        expect(response.status).to.equal(200);
        await response.text();
      }
      expect((await handler(ask())).status).to.equal(429);
      await until(() => records.length === 3);
      expect(records[0]).to.include({ model: 'gemini-3.5-flash', upstreamStatus: 200 });
      // What ends an array is estimated, as it may be the beginning of more.
      expect(records[0]?.tokens).to.be.above(699).and.below(702);
      expect(records[0]?.firstByteMs).to.be.a('number');
      expect(records[2]).not.to.have.any.keys('tokens', 'upstreamStatus');
    });
  }

  it('is not counted again for one who comes back', async () => {
    const { handler, gemini, records } = openSite(() => stream(created + completed), 1300);
    const text = await (await handler(post({ input: 'x', stream: true }))).text();
    for (let count = 0; count < 5; count += 1) {
      const path = `/interactions/${/"id":"(v1_run.*?)"/.exec(text)?.[1]}?stream=true`;
      expect((await handler(makeRequest('GET', path))).status).to.equal(200);
    }
    expect(gemini.calls.length).to.equal(1);
    expect(records.filter(({ tokens }) => tokens !== undefined).length).to.equal(1);
    expect(await isUsedUp(handler)).to.equal(false);
  });

  it('is nothing where Gemini refused', async () => {
    const { handler } = openSite(
      () => Response.json({ error: { code: 'invalid_request' } }, { status: 400 }),
      10,
    );
    for (let count = 0; count < 20; count += 1) {
      expect((await handler(post({ input: 'x'.repeat(100) }))).status).to.equal(400);
    }
  });

  it('is estimated for one who leaves before Gemini says it', async () => {
    const held = new HeldStream();
    const { handler, records } = openSite(() => held.response, 200);
    const response = await handler(post({ input: 'x', stream: true, store: false }));
    const reader = response.body?.getReader();
    held.push(write({ event_type: 'step.delta', delta: { text: 'x'.repeat(4000) } }));
    await reader?.read();
    await reader?.cancel();
    expect(await isUsedUp(handler)).to.equal(true);
    expect(records[0]).to.include({ end: 'client-left', events: 1 });
    expect(records[0]?.tokens).to.be.above(900);
  });

  it('of a run in the background is counted when somebody asks for it, once', async () => {
    const id = 'v1_run';
    const { handler } = openSite((request) => {
      const { background = false } = request.method === 'POST' ? { background: true } : {};
      return Response.json(background ? { id, object: 'interaction', status: 'in_progress' } : whole);
    }, 1300);
    const begun: { id: string } = await (await handler(post({ input: 'x', background: true }))).json();
    for (let count = 0; count < 5; count += 1) {
      await (await handler(makeRequest('GET', `/interactions/${begun.id}`))).text();
    }
    expect(await isUsedUp(handler)).to.equal(false);
    const other = openSite(
      (request) => Response.json(request.method === 'POST' ? { ...whole, usage: undefined } : whole),
      600,
    );
    const run: { id: string } = await (await other.handler(post({ input: 'x', background: true }))).json();
    expect(await isUsedUp(other.handler)).to.equal(false);
    await (await other.handler(makeRequest('GET', `/interactions/${run.id}`))).text();
    expect(await isUsedUp(other.handler)).to.equal(true);
  });
});

describe('a place among the answers that are made at the same time', () => {
  async function open() {
    const streams: HeldStream[] = [];
    const gemini = new FakeGemini(() => {
      const held = new HeldStream();
      streams.push(held);
      return held.response;
    });
    const site = { concurrentStreams: 1 };
    const handler = gemini.handler({ limits: { visitor: {}, address: {}, site }, log: false });
    const ask = () => handler(post({ input: 'x', stream: true }));
    const response = await ask();
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    streams[0]?.push(created);
    const [, id = ''] = /"id":"(.*?)"/.exec(await readOne(reader)) ?? [];
    return { ask, handler, streams, reader, id };
  }

  it('is taken while Gemini works, also when its reader has left', async () => {
    const { ask, reader, streams } = await open();
    expect((await ask()).status).to.equal(429);
    await reader.cancel();
    await pause(20);
    expect((await ask()).status).to.equal(429);
    streams[0]?.push(completed);
    streams[0]?.close();
    await pause(20);
    expect((await ask()).status).to.equal(200);
  });

  it('is free as soon as the answer is over or cancelled, before all of it is read', async () => {
    const { ask, handler, id, reader } = await open();
    await handler(makeRequest('POST', `/interactions/${id}/cancel`));
    expect((await ask()).status).to.equal(200);
    expect(await readAll(reader)).to.include('"cancelled"');
  });
});

describe('the record of a stream', () => {
  it('says how it ended', async () => {
    const ends: readonly [string, (held: HeldStream) => void, Partial<ChatHandlerOptions>][] = [
      ['broken', (held) => held.fail(new Error('reset')), {}],
      ['time-up', () => undefined, { streamSeconds: 0.5 }],
    ];
    for (const [end, act, options] of ends) {
      const held = new HeldStream();
      const { handler, records } = openSite(() => held.response, 1_000_000, options);
      const response = await handler(post({ input: 'x', stream: true }));
      const reader = response.body?.getReader();
      if (!reader) throw new Error('There is no stream');
      held.push(created);
      await readOne(reader);
      act(held);
      await readAll(reader);
      await until(() => records.length === 1);
      expect(records[0]).to.include({ end, upstreamStatus: 200 });
    }
  });
});
