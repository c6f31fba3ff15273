import { expect } from 'chai';
import type { GeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import {
  address,
  askUnary,
  bodyOf,
  createRequest,
  createStill,
  foldAll,
  readEvents,
  textOfSteps,
} from './ask-emulator.js';

const key = { headers: { 'x-goog-api-key': 'any' } };
const day = 24 * 60 * 60 * 1000;

/** An emulator whose clock goes only when it is told to. */
function createWaiting(options: { pace?: number; retentionDays?: number } = {}) {
  const time = { now: Date.UTC(2026, 1, 3) };
  return { time, emulator: createStill({ ...options, clock: () => new Date(time.now) }) };
}

async function fetchJson(emulator: GeminiEmulator, url: string) {
  return (await emulator(url, key)).json();
}

/** Begins a stream, reads so many frames and leaves; gives the address of the interaction. */
async function leave(emulator: GeminiEmulator, more: WireObject = {}, frames = 1): Promise<string> {
  const response = await emulator(createRequest(bodyOf('long', { stream: true, ...more })));
  const reader = response.body?.getReader();
  let text = '';
  for (let count = 0; count < frames; count += 1) {
    text += new TextDecoder().decode((await reader?.read())?.value);
  }
  await reader?.cancel();
  const created: InteractionEvent & { interaction?: { id?: string } } = JSON.parse(
    /data: (.+)/.exec(text)?.[1] ?? '{}',
  );
  return `${address}/${created.interaction?.id ?? ''}`;
}

async function whole(): Promise<unknown> {
  return (await askUnary(createStill(), 'long')).body['steps'];
}

describe('an answer whose reader leaves', () => {
  it('goes on, and is finished by the time it would have been', async () => {
    const { time, emulator } = createWaiting({ pace: 60_000 });
    const url = await leave(emulator);
    const early = await fetchJson(emulator, url);
    expect(early).to.include({ status: 'in_progress' }).and.not.have.property('usage');
    expect(textOfSteps(early.steps)).to.equal('');
    time.now += 30 * day;
    const late = await fetchJson(emulator, url);
    expect(late.status).to.equal('completed');
    expect(late.steps.slice(1)).to.deep.equal(await whole());
    expect(late.usage.total_output_tokens).to.be.greaterThan(0);
    expect(late.updated).to.equal('2026-03-05T00:00:00Z');
  });

  it('takes as long without a reader as with one', async () => {
    const emulator = createStill({ pace: 2 });
    const url = await leave(emulator, { input: 'echo one two three' });
    expect((await fetchJson(emulator, url)).status).to.equal('in_progress');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const found = await fetchJson(emulator, url);
    expect(found.status).to.equal('completed');
    expect(textOfSteps(found.steps)).to.equal('one two three');
  });

  it('can be heard again from its beginning, and followed to its end', async () => {
    const emulator = createStill({ pace: 1 });
    const url = await leave(emulator, {}, 6);
    const events = await readEvents(await emulator(`${url}?stream=true`, key));
    expect(events[0]?.event_type).to.equal('interaction.created');
    const reply = foldAll(events);
    expect(reply.status).to.equal('completed');
    expect(reply.steps).to.deep.equal(await whole());
    for (const event of events) expect(event).not.to.have.property('event_id');
    const again = await readEvents(await emulator(`${url}?stream=true`, key));
    expect(foldAll(again).steps).to.deep.equal(reply.steps);
    expect(again.map((event) => event.event_type)).to.deep.equal(events.map((event) => event.event_type));
  });

  it('has no events to resume from', async () => {
    const emulator = createStill({ pace: 5 });
    const url = await leave(emulator);
    expect((await emulator(`${url}?stream=true&last_event_id=x.1`, key)).status).to.equal(400);
  });

  it('cannot be cancelled, since it does not run in the background', async () => {
    const { time, emulator } = createWaiting({ pace: 60_000 });
    const url = await leave(emulator);
    const refused = await emulator(`${url}/cancel`, { method: 'POST', ...key });
    expect(refused.status).to.equal(400);
    expect((await refused.json()).error.code).to.equal('invalid_request');
    time.now += day;
    expect((await fetchJson(emulator, url)).status).to.equal('completed');
  });

  it('can be followed by another turn only when it is done', async () => {
    const { time, emulator } = createWaiting({ pace: 60_000 });
    const id = (await leave(emulator)).split('/').at(-1);
    const next = { previous_interaction_id: id, background: true };
    const early = await askUnary(emulator, 'what did I say?', next);
    expect(early.status).to.equal(400);
    expect(early.body['error']).to.have.property('code', 'failed_precondition');
    time.now += day;
    expect((await askUnary(emulator, 'what did I say?', next)).status).to.equal(200);
  });

  it('goes on too where the whole of it was waited for', async () => {
    const { time, emulator } = createWaiting({ pace: 60_000 });
    const abort = new AbortController();
    const request = new Request(createRequest(bodyOf('long')), { signal: abort.signal });
    const pending = emulator(request).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 10));
    abort.abort();
    expect(await pending).to.have.property('name', 'AbortError');
    // The same seed and the same order of requests give the same id.
    const { body } = await askUnary(createStill(), 'long');
    const url = `${address}/${String(body['id'])}`;
    expect((await fetchJson(emulator, url)).status).to.equal('in_progress');
    time.now += day;
    expect((await fetchJson(emulator, url)).status).to.equal('completed');
  });

  it('is gone with its reader where an agent works, streamed or not', async () => {
    const emulator = createStill({ pace: 5 });
    const agent = { agent: 'antigravity', input: 'long' };
    const streamed = await leave(emulator, { model: undefined, ...agent });
    expect((await emulator(streamed, key)).status).to.equal(404);
    const abort = new AbortController();
    const second = createStill({ pace: 5 });
    const pending = second(new Request(createRequest(agent), { signal: abort.signal })).catch(
      () => undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await second(streamed, key)).status).to.equal(200);
    abort.abort();
    await pending;
    expect((await second(streamed, key)).status).to.equal(404);
  });

  it('leaves nothing behind where it is not stored', async () => {
    const emulator = createStill({ pace: 5 });
    const url = await leave(emulator, { store: false });
    expect(url).to.equal(`${address}/`);
    expect((await emulator(url, key)).status).to.equal(404);
  });

  it('is told to the end to its other readers when it is deleted', async () => {
    const emulator = createStill({ pace: 1 });
    const response = await emulator(createRequest(bodyOf('long', { stream: true })));
    const body = response.clone();
    const reader = body.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    const { interaction } = JSON.parse(/data: (.+)/.exec(first)?.[1] ?? '{}');
    const url = `${address}/${interaction.id}`;
    expect((await emulator(url, { method: 'DELETE', ...key })).status).to.equal(200);
    // It is over when both have left, so that nobody may wait for it here.
    void reader?.cancel();
    expect(foldAll(await readEvents(response)).status).to.equal('completed');
    expect((await emulator(url, key)).status).to.equal(404);
  });
});

describe('what is stored', () => {
  for (const [days, options] of [
    [55, {}],
    [1, { retentionDays: 1 }],
  ] as const) {
    it(`is forgotten after ${days} days of the clock`, async () => {
      const { time, emulator } = createWaiting(options);
      const { body } = await askUnary(emulator, 'My name is Maya');
      const ask = () => askUnary(emulator, 'What is my name?', { previous_interaction_id: body['id'] });
      time.now += days * day - 1;
      expect(textOfSteps((await ask()).body['steps'])).to.contain('Maya');
      time.now += 1;
      const stale = await ask();
      expect(stale.status).to.equal(404);
      expect(stale.body['error']).to.have.property('code', 'not_found');
      expect((await emulator(`${address}/${String(body['id'])}`, key)).status).to.equal(404);
    });
  }

  it('cannot be kept for no time', () => {
    for (const retentionDays of [0, -1, Number.NaN])
      expect(() => createStill({ retentionDays })).to.throw(RangeError);
  });
});
