import { expect } from 'chai';
import type { GeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import type { Scene } from '../../src/emulator/scene.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import {
  address,
  askUnary,
  bodyOf,
  createRequest,
  createStill,
  readEvents,
  textOfSteps,
} from './ask-emulator.js';

const say = (text: string) => ({ type: 'model_output', content: [{ type: 'text', text }] });
const hops: Scene = {
  name: 'hops',
  matches: ({ prompt }) => prompt === 'hops',
  reply: () => ({ steps: [], hops: [[say('One, ')], [say('two, ')], [say('three.')]] }),
};
const create = () => createStill({ scenes: [hops] });

async function fold(
  emulator: GeminiEmulator,
  body: Record<string, unknown>,
  from: Reply = emptyReply,
): Promise<Reply> {
  const events = await readEvents(await emulator(createRequest({ ...body, stream: true })));
  return events.reduce(foldEvent, from);
}

describe('an answer in hops', () => {
  it('goes on from token to token where it is stored, without the question', async () => {
    const emulator = create();
    let reply = await fold(emulator, bodyOf('hops'));
    expect(reply.status).to.equal('requires_continuation');
    for (let hop = 1; hop < 3; hop += 1) {
      const { id, continuationToken } = reply;
      const body = {
        model: 'gemini-3.5-flash',
        previous_interaction_id: id,
        continuation_token: continuationToken,
      };
      reply = await fold(emulator, body, reply);
    }
    expect(reply.status).to.equal('completed');
    expect(textOfSteps(reply.steps)).to.equal('One, two, three.');
    const next = await askUnary(emulator, 'what did I say?', { previous_interaction_id: reply.id });
    expect(textOfSteps(next.body['steps'])).to.contain('hops');
  });

  it('goes on with the question where nothing is stored', async () => {
    const emulator = create();
    const first = await askUnary(emulator, 'hops', { store: false });
    expect(first.body).to.include({ status: 'requires_continuation' });
    const token = first.body['continuation_token'];
    const second = await askUnary(emulator, 'hops', { store: false, continuation_token: token });
    expect(textOfSteps(second.body['steps'])).to.equal('two, ');
    const other = await askUnary(emulator, 'bops', { store: false, continuation_token: token });
    expect(other.status).to.equal(400);
  });

  it('takes a token again, as after a lost connection', async () => {
    const emulator = create();
    const { body } = await askUnary(emulator, 'hops');
    const again = {
      model: 'gemini-3.5-flash',
      previous_interaction_id: body['id'],
      continuation_token: body['continuation_token'],
    };
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const answer = await (await emulator(createRequest(again))).json();
      expect(textOfSteps(answer.steps)).to.equal('two, ');
    }
  });

  it('refuses the token of another interaction', async () => {
    const emulator = create();
    const first = await askUnary(emulator, 'hops');
    const second = await askUnary(emulator, 'hops');
    const response = await emulator(
      createRequest({
        model: 'gemini-3.5-flash',
        previous_interaction_id: second.body['id'],
        continuation_token: first.body['continuation_token'],
      }),
    );
    expect(response.status).to.equal(400);
    expect((await response.json()).error.message).to.contain('continuation_token');
  });

  it('comes in one where it runs in the background', async () => {
    const emulator = create();
    const { body } = await askUnary(emulator, 'hops', { background: true });
    const url = `${address}/${String(body['id'])}`;
    const found = await (await emulator(url, { headers: { 'x-goog-api-key': 'any' } })).json();
    expect(found.status).to.equal('completed');
    expect(textOfSteps(found.steps)).to.equal('One, two, three.');
  });

  it('may have its first hop in its steps', async () => {
    const emulator = createStill({
      scenes: [
        { name: 'a', matches: () => true, reply: () => ({ steps: [say('One, ')], hops: [[say('two.')]] }) },
      ],
    });
    const first = await fold(emulator, bodyOf('go'));
    expect(textOfSteps(first.steps)).to.equal('One, ');
    expect(first.status).to.equal('requires_continuation');
  });
});
