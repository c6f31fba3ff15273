import { expect } from 'chai';
import type { GeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import type { Scene } from '../../src/emulator/scene.js';
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
const research: Scene = {
  name: 'research',
  matches: ({ prompt }) => prompt === 'research',
  reply: () => ({
    steps: [
      { type: 'google_search_call', id: 's1', arguments: { queries: ['tea'] } },
      { type: 'model_output', content: [{ type: 'text', text: 'Tea is a drink made of leaves.' }] },
    ],
    duration: 20,
  }),
};

async function start(emulator: GeminiEmulator, more: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await askUnary(emulator, 'research', { background: true, ...more });
  expect(status).to.equal(200);
  expect(body).to.include({ status: 'in_progress', object: 'interaction' });
  expect(body).not.to.have.property('usage');
  return `${address}/${String(body['id'])}`;
}

async function fetchJson(emulator: GeminiEmulator, url: string) {
  return (await emulator(url, key)).json();
}

describe('work in the background', () => {
  it('is answered at once, and done when it is asked for again', async () => {
    const emulator = createStill({ scenes: [research] });
    const url = await start(emulator);
    const found = await fetchJson(emulator, url);
    expect(found).to.include({ status: 'completed', background: true });
    expect(textOfSteps(found.steps)).to.equal('Tea is a drink made of leaves.');
    expect(found.usage.total_output_tokens).to.be.greaterThan(0);
  });

  it('takes its time, whether or not anybody listens', async () => {
    const emulator = createStill({ scenes: [research], pace: 4 });
    const url = await start(emulator);
    const early = await fetchJson(emulator, url);
    expect(early.status).to.equal('in_progress');
    expect(textOfSteps(early.steps)).to.equal('');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await fetchJson(emulator, url)).status).to.equal('in_progress');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await fetchJson(emulator, url)).status).to.equal('completed');
  });

  it('is hurried by a clock that is set ahead', async () => {
    let now = Date.UTC(2026, 1, 3);
    const emulator = createStill({ scenes: [research], pace: 60_000, clock: () => new Date(now) });
    const url = await start(emulator);
    expect((await fetchJson(emulator, url)).status).to.equal('in_progress');
    now += 3_600_000;
    const found = await fetchJson(emulator, url);
    expect(found.status).to.equal('completed');
    expect(found.updated).to.equal('2026-02-03T01:00:00Z');
  });

  it('gives its events ids, and goes on for those who come back with one', async () => {
    const emulator = createStill({ scenes: [research], pace: 2 });
    const response = await emulator(createRequest(bodyOf('research', { background: true, stream: true })));
    const all = await readEvents(response);
    const ids = all.map((event) => String(event.event_id));
    expect(new Set(ids).size).to.equal(all.length);
    const { id } = foldAll(all);
    for (const index of [0, 4, all.length - 2]) {
      const url = `${address}/${id}?stream=true&last_event_id=${encodeURIComponent(ids[index] ?? '')}`;
      expect(await readEvents(await emulator(url, key))).to.deep.equal(all.slice(index + 1));
    }
    expect(await readEvents(await emulator(`${address}/${id}?stream=true`, key))).to.deep.equal(all);
  });

  it('goes on when its listener leaves, and tells the rest later without a gap', async () => {
    const emulator = createStill({ scenes: [research], pace: 4 });
    const request = createRequest(bodyOf('research', { background: true, stream: true }));
    const reader = (await emulator(request)).body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    const created = JSON.parse(first.split('data: ')[1] ?? '{}');
    const url = `${address}/${created.interaction.id}?stream=true&last_event_id=${created.event_id}`;
    const rest = await readEvents(await emulator(url, key));
    const reply = foldAll([created, ...rest]);
    expect(reply.status).to.equal('completed');
    expect(textOfSteps(reply.steps)).to.equal('Tea is a drink made of leaves.');
  });

  it('refuses a place to resume from that it never told', async () => {
    const emulator = createStill({ scenes: [research] });
    const first = await start(emulator);
    const other = await readEvents(await emulator(`${await start(emulator)}?stream=true`, key));
    for (const cursor of ['7', String(other[2]?.event_id)]) {
      const response = await emulator(`${first}?stream=true&last_event_id=${cursor}`, key);
      expect(response.status).to.equal(400);
      expect((await response.json()).error.message).to.contain(cursor);
    }
  });

  it('stops when it is cancelled, and tells its listeners', async () => {
    const emulator = createStill({ scenes: [research], pace: 50 });
    const url = await start(emulator);
    const listening = emulator(`${url}?stream=true`, key).then(readEvents);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const cancelled = await emulator(`${url}/cancel`, { method: 'POST', ...key });
    expect(cancelled.status).to.equal(200);
    expect((await cancelled.json()).status).to.equal('cancelled');
    const events = await listening;
    expect(events.at(-1)).to.have.nested.property('interaction.status', 'cancelled');
    expect(foldAll(events).done).to.equal(true);
    expect((await fetchJson(emulator, url)).status).to.equal('cancelled');
  });

  it('cannot be cancelled when it does not run', async () => {
    const emulator = createStill({ scenes: [research] });
    const done = await start(emulator);
    await fetchJson(emulator, done);
    const { body } = await askUnary(emulator, 'hello');
    for (const url of [done, `${address}/${String(body['id'])}`]) {
      expect((await emulator(`${url}/cancel`, { method: 'POST', ...key })).status).to.equal(400);
    }
    expect((await emulator(`${address}/v1_x/cancel`, { method: 'POST', ...key })).status).to.equal(404);
  });

  it('is forgotten when it is deleted', async () => {
    const emulator = createStill({ scenes: [research], pace: 20 });
    const url = await start(emulator);
    expect((await emulator(url, { method: 'DELETE', ...key })).status).to.equal(200);
    expect((await emulator(url, key)).status).to.equal(404);
  });

  it('can be followed by another turn only when it is done', async () => {
    const emulator = createStill({ scenes: [research], pace: 30 });
    const id = (await start(emulator)).split('/').at(-1);
    const early = await askUnary(emulator, 'hello', { previous_interaction_id: id });
    expect(early.status).to.equal(400);
    expect(early.body['error']).to.have.property('code', 'failed_precondition');
  });

  it('keeps the error that it ended with', async () => {
    const emulator = createStill();
    const { body } = await askUnary(emulator, 'error mid-stream', { background: true });
    const found = await fetchJson(emulator, `${address}/${String(body['id'])}`);
    expect(found.status).to.equal('failed');
    expect(found.errors[0].code).to.equal('service_unavailable');
  });
});

describe('an agent', () => {
  it('works where it is told to, and says where that was', async () => {
    const ask = async (environment: unknown) => {
      const body = { agent: 'antigravity-preview-09-2026', input: 'hello', environment };
      return (await createStill()(createRequest(body))).json();
    };
    expect(await ask('env_mine')).to.include({
      agent: 'antigravity-preview-09-2026',
      environment_id: 'env_mine',
    });
    expect(await ask({ type: 'remote', environment_id: 'env_2' })).to.include({ environment_id: 'env_2' });
    expect((await ask('remote')).environment_id).to.match(/^env_\w{10,}$/);
  });

  it('numbers its events, and can be heard again from any of them', async () => {
    const emulator = createStill();
    const body = { agent: 'antigravity', input: 'echo a b c', stream: true };
    const all = await readEvents(await emulator(createRequest(body)));
    const { id } = foldAll(all);
    const url = `${address}/${id}?stream=true&last_event_id=${String(all[3]?.event_id)}`;
    expect(await readEvents(await emulator(url, key))).to.deep.equal(all.slice(4));
    expect((await emulator(`${address}/${id}?stream=true&last_event_id=x`, key)).status).to.equal(400);
  });

  it('is gone with its listener', async () => {
    const emulator = createStill({ pace: 5 });
    const response = await emulator(createRequest({ agent: 'antigravity', input: 'long', stream: true }));
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();
    const { interaction } = JSON.parse(first.split('data: ')[1] ?? '{}');
    expect((await emulator(`${address}/${interaction.id}`, key)).status).to.equal(404);
  });

  it('researches in the background', async () => {
    const emulator = createStill();
    const body = {
      agent: 'deep-research-preview-04-2026',
      agent_config: { type: 'deep-research', thinking_summaries: 'auto' },
      input: 'hello',
      background: true,
    };
    const begun = await (await emulator(createRequest(body))).json();
    expect(begun.status).to.equal('in_progress');
    const found = await fetchJson(emulator, `${address}/${begun.id}`);
    expect(found.status).to.equal('completed');
    expect(found.agent_config.type).to.equal('deep-research');
  });
});

describe('the record of an interaction', () => {
  it('says how it was asked', async () => {
    const emulator = createStill();
    const asked = {
      service_tier: 'flex',
      system_instruction: 'Be brief.',
      response_format: { type: 'text', mime_type: 'application/json' },
      safety_settings: [{ type: 'harassment', threshold: 'off' }],
      labels: null,
    };
    const { body } = await askUnary(emulator, 'hello', asked);
    expect(body['service_tier']).to.equal('flex');
    const { labels: _, ...told } = asked;
    const found = await fetchJson(emulator, `${address}/${String(body['id'])}`);
    expect(found).to.deep.include(told);
    expect(found).not.to.have.property('labels');
  });
});
