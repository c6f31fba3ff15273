import { expect } from 'chai';
import type { Fault } from '../../src/emulator/fault.js';
import { readFault } from '../../src/emulator/read-fault.js';
import {
  address,
  bodyOf,
  createRequest,
  createStill,
  foldAll,
  readEvents,
  textOfSteps,
} from './ask-emulator.js';

const asked = bodyOf('emoji', { stream: true });

function send(fault: string, body: unknown = asked): Promise<Response> {
  return createStill()(createRequest(body, { 'x-emulator-fault': fault }));
}

async function readBytes(
  response: Response,
): Promise<{ bytes: number[]; sizes: number[]; failure: unknown }> {
  const bytes: number[] = [];
  const sizes: number[] = [];
  const reader = response.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      bytes.push(...next.value);
      sizes.push(next.value.length);
    }
  } catch (failure) {
    return { bytes, sizes, failure };
  }
  return { bytes, sizes, failure: undefined };
}

function countFrames(bytes: readonly number[]): number {
  return new TextDecoder().decode(new Uint8Array(bytes)).split('\n\n').length - 1;
}

function timeOut(milliseconds: number): Promise<'nothing'> {
  return new Promise((resolve) => setTimeout(() => resolve('nothing'), milliseconds));
}

describe('a fault', () => {
  it('reads from a few words', () => {
    const table: readonly (readonly [string, Fault])[] = [
      ['status:503', { kind: 'status', status: 503 }],
      ['status:429;retry-after=7', { kind: 'status', status: 429, retryAfter: 7 }],
      ['status:502; body=html', { kind: 'status', status: 502, body: 'html' }],
      [
        'status:503;body=google;retry-after=Wed, 21 Oct 2026 07:28:00 GMT',
        { kind: 'status', status: 503, body: 'google', retryAfter: 'Wed, 21 Oct 2026 07:28:00 GMT' },
      ],
      ['drop', { kind: 'drop', after: 0 }],
      ['drop:3', { kind: 'drop', after: 3 }],
      ['reset:2', { kind: 'reset', after: 2 }],
      ['cut', { kind: 'cut', after: 0 }],
      ['garbage:1', { kind: 'garbage', after: 1 }],
      ['stall:5', { kind: 'stall', after: 5 }],
      ['silence', { kind: 'silence' }],
      ['chunks', { kind: 'chunks', size: 1 }],
      ['chunks:3', { kind: 'chunks', size: 3 }],
    ];
    for (const [text, fault] of table) expect(readFault(text), text).to.deep.equal(fault);
  });

  for (const text of [
    'explode',
    'status',
    'status:99',
    'status:503;body=xml',
    'drop:x',
    'chunks:0',
    'drop:3;body=html',
  ]) {
    it(`is refused as unknown when it says “${text}”`, async () => {
      const response = await send(text);
      expect(response.status).to.equal(400);
      expect((await response.json()).error.message).to.contain(text);
    });
  }

  it('answers with a status in the shape of the Interactions API', async () => {
    const response = await send('status:429;retry-after=7');
    expect(response.status).to.equal(429);
    expect(response.headers.get('retry-after')).to.equal('7');
    expect((await response.json()).error.code).to.equal('rate_limit_exceeded');
  });

  it('answers with a status in the shape of the older APIs', async () => {
    const { error } = await (await send('status:429;body=google;retry-after=7')).json();
    expect(error).to.include({ code: 429, status: 'RESOURCE_EXHAUSTED' });
    expect(error.details[0].retryDelay).to.equal('7s');
  });

  it('answers with the page of a proxy, even a friendly one', async () => {
    for (const status of [200, 502]) {
      const response = await send(`status:${status};body=html`);
      expect(response.status).to.equal(status);
      expect(response.headers.get('content-type')).to.contain('text/html');
      expect(await response.text()).to.contain('<h1>');
    }
  });

  it('answers with nothing but a status', async () => {
    const response = await send('status:500;body=empty');
    expect(response.status).to.equal(500);
    expect(await response.text()).to.equal('');
  });

  for (const after of [0, 1, 5]) {
    it(`drops the stream after ${after} events`, async () => {
      const { bytes, failure } = await readBytes(await send(`drop:${after}`));
      expect(countFrames(bytes)).to.equal(after);
      expect(failure).to.equal(undefined);
    });
  }

  it('breaks the connection after some events', async () => {
    const { bytes, failure } = await readBytes(await send('reset:4'));
    expect(countFrames(bytes)).to.equal(4);
    expect(failure).to.be.instanceOf(TypeError);
  });

  it('finishes the interaction of a stream that broke, so that it can be fetched', async () => {
    const emulator = createStill();
    const response = await emulator(createRequest(asked, { 'x-emulator-fault': 'drop:4' }));
    const { id } = foldAll(await readEvents(response));
    await timeOut(20);
    const found = await emulator(`${address}/${id}`, { headers: { 'x-goog-api-key': 'any' } });
    const { status, steps } = await found.json();
    expect(status).to.equal('completed');
    expect(textOfSteps(steps)).to.contain('吾輩は猫である');
  });

  it('ends the body inside a character', async () => {
    const { bytes } = await readBytes(await send('cut:6'));
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes))).to.throw(TypeError);
  });

  it('ends the body inside an event where all is ASCII', async () => {
    const { bytes } = await readBytes(await send('cut', bodyOf('echo plain', { stream: true })));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
    expect(text.endsWith('\n\n')).to.equal(false);
  });

  it('puts garbage between the events and still tells all of them', async () => {
    const clean = foldAll(await readEvents(await createStill()(createRequest(asked))));
    const reply = foldAll(await readEvents(await send('garbage:5')));
    expect(reply.steps).to.deep.equal(clean.steps);
    expect(reply.done).to.equal(true);
  });

  for (const size of [1, 3]) {
    it(`sends everything in chunks of ${size} bytes`, async () => {
      const clean = await (await createStill()(createRequest(asked))).text();
      const { bytes, sizes } = await readBytes(await send(`chunks:${size}`));
      expect(new TextDecoder().decode(new Uint8Array(bytes))).to.equal(clean);
      expect(Math.max(...sizes)).to.equal(size);
    });
  }

  it('stalls after some events until the reader goes away', async () => {
    const response = await send('stall:3');
    const reader = response.body?.getReader();
    for (let count = 0; count < 3; count += 1) expect((await reader?.read())?.done).to.equal(false);
    const pending = reader?.read();
    expect(await Promise.race([pending, timeOut(60)])).to.equal('nothing');
    await reader?.cancel();
    expect((await pending)?.done).to.equal(true);
  });

  it('is silent until the request is aborted', async () => {
    const abort = new AbortController();
    const request = new Request(createRequest(asked, { 'x-emulator-fault': 'silence' }), {
      signal: abort.signal,
    });
    const pending = createStill()(request).catch((error: unknown) => error);
    expect(await Promise.race([pending, timeOut(60)])).to.equal('nothing');
    abort.abort(new Error('enough'));
    expect(await pending).to.be.instanceOf(Error);
  });

  it('reaches a whole answer too', async () => {
    const { bytes } = await readBytes(await send('drop:2', bodyOf('hello')));
    expect(bytes).to.have.length(128);
  });

  it('comes from the address or from a function as well', async () => {
    const byAddress = await createStill()(createRequest(asked, {}, `${address}?fault=status:503`));
    expect(byAddress.status).to.equal(503);
    const emulator = createStill({
      faults: async (request) =>
        (await request.text()).includes('hello') ? { kind: 'status', status: 418 } : undefined,
    });
    expect((await emulator(createRequest(bodyOf('hello')))).status).to.equal(418);
    expect((await emulator(createRequest(bodyOf('echo a')))).status).to.equal(200);
  });
});
