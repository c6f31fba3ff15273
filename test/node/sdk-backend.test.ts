import assert from 'node:assert/strict';
import { createGeminiEmulator } from '../../src/emulator.js';
import { createChatHandler } from '../../src/server.js';
import { serveHandler } from './serve-handler.js';
import { collect, listNamed, model, readText, type SdkCall } from './sdk-call.js';
import { readSome } from './sdk-stored-calls.js';
import { testSdkCalls } from './test-sdk-calls.js';

/** A backend before an emulator, both behind sockets of their own. */
async function serveBackend(pace: number): Promise<string> {
  const baseUrl = await serveHandler(createGeminiEmulator({ pace }));
  const handler = createChatHandler({
    apiKey: 'key-of-the-site',
    baseUrl,
    agents: ['deep-research-preview-04-2026'],
    log: false,
    // All calls of the table come from one address, and within seconds.
    limits: { visitor: {}, address: {}, site: {} },
  });
  return serveHandler(handler);
}

/** What Gemini itself offers only for runs in the background. */
const resumeCall: SdkCall = {
  name: 'interactions.create, streamed, left and resumed by last_event_id',
  async run({ slow }) {
    const input = 'echo one two three four five six seven eight nine ten';
    const told = await readSome(await slow.interactions.create({ model, input, stream: true }), 8);
    const [{ id } = { id: '' }] = listNamed(told, 'interaction.created');
    const last = told.at(-1)?.event_id;
    assert.ok(last);
    const rest = await slow.interactions.get(id, { stream: true, last_event_id: last });
    const events = [...told, ...(await collect(rest))];
    assert.equal(`echo ${readText(events)}`, input);
    assert.equal(events.at(-1)?.event_type, 'interaction.completed');
  },
};

testSdkCalls('backend', async () => ({ url: await serveBackend(0), slowUrl: await serveBackend(20) }), [
  resumeCall,
]);
