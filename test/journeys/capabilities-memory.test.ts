import { expect } from 'chai';
import type { Fault } from '../../src/emulator.js';
import type { Step } from '../../src/protocol/step.js';
import type { PageFunction } from '../../src/tools/page-function.js';
import { among } from '../support/beyond-live.js';
import { openSite, say, script } from '../support/emulated-site.js';
import { part } from '../support/mount-chat.js';
import { direct, forgetfulWays, liveWays, openChat, stateful, streamedWays } from '../support/ways.js';

/** Those on which the server can be told by an id what was said. */
const rememberingWays = [stateful, direct];

describe('a conversation', () => {
  for (const way of rememberingWays) {
    it(`goes on by the id of the last reply where the server keeps it, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.')] });
      const replies = [await chat.send('First'), await chat.send('Second'), await chat.send('Third')];
      expect(site.turns().map(({ previous_interaction_id: id, input }) => [id, input])).to.deep.equal([
        [undefined, [{ type: 'text', text: 'First' }]],
        [replies[0]?.interactionId, [{ type: 'text', text: 'Second' }]],
        [replies[1]?.interactionId, [{ type: 'text', text: 'Third' }]],
      ]);
    });

    it(`is said once again in full where the server has forgotten it, and I notice nothing, ${way.name}`, async () => {
      let isForgetful = false;
      const faults = (request: Request) => {
        const isOnce = isForgetful && request.url.includes('/interactions');
        isForgetful = false;
        return isOnce ? ({ kind: 'status', status: 404 } as const) : undefined;
      };
      const { chat, site } = await openChat(way, { faults, scenes: [script('One.', 'Two.', 'Three.')] });
      const first = await chat.send('First');
      isForgetful = true;
      const errors: string[] = [];
      chat.addEventListener('chat-error', ({ error }) => errors.push(error.code));
      const second = await chat.send('Second');
      expect(second).to.include({ text: 'Two.', status: 'complete' });
      expect(errors).to.deep.equal([]);
      expect(part(chat, 'notice')).to.equal(undefined);
      const [, stale, whole] = site.turns();
      expect(stale).to.include({ previous_interaction_id: first.interactionId });
      expect(whole).to.not.have.property('previous_interaction_id');
      expect(whole?.['input']).to.deep.equal([
        { type: 'user_input', content: [{ type: 'text', text: 'First' }] },
        ...first.steps,
        { type: 'user_input', content: [{ type: 'text', text: 'Second' }] },
      ]);
      await chat.send('Third');
      expect(site.turns().at(-1)).to.include({ previous_interaction_id: second.interactionId });
      expect(site.turns()).to.have.length(4);
    });

    it(`says that it was not found, once, where even the whole of it is, ${way.name}`, async () => {
      let isLost = false;
      const faults = () => (isLost ? ({ kind: 'status', status: 404 } as const) : undefined);
      const { chat, site } = await openChat(way, { faults, scenes: [script('One.')] });
      await chat.send('First');
      isLost = true;
      expect((await chat.send('Second')).error).to.include({ code: 'not-found' });
      expect(site.turns()).to.have.length(3);
    });
  }

  for (const way of forgetfulWays) {
    it(`is said in full in each turn where nothing is kept, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.')] });
      for (const word of ['First', 'Second', 'Third']) await chat.send(word);
      const bodies = site.turns().map((turn) => JSON.stringify(turn));
      const said = ['First', 'One.', 'Second', 'Two.', 'Third'];
      for (const [index, body] of bodies.entries()) {
        const places = said.slice(0, 2 * index + 1).map((words) => body.indexOf(`"${words}"`));
        expect(places)
          .to.deep.equal(places.toSorted((one, other) => one - other))
          .and.to.not.include(-1);
      }
      for (const body of bodies) expect(body).to.not.contain('previous_interaction_id');
      const signatures = chat.messages.flatMap(({ steps }) => [
        ...JSON.stringify(steps).matchAll(/"signature":"([^"]+)"/g),
      ]);
      expect(signatures.length, 'what was signed').to.be.greaterThan(1);
      for (const [, signature = ''] of signatures.slice(0, -1)) expect(bodies[2]).to.contain(signature);
    });
  }

  for (const way of rememberingWays) {
    it(`keeps on where a page switches the memory of the server off and on, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.', 'Four.')] });
      const first = await chat.send('First');
      chat.stateless = true;
      await chat.send('Second');
      chat.stateless = false;
      const third = await chat.send('Third');
      await chat.send('Fourth');
      const [, second, next, last] = site.turns();
      expect(second).to.include({ store: false }).and.to.not.have.property('previous_interaction_id');
      expect(next).to.include({ previous_interaction_id: first.interactionId });
      expect(JSON.stringify(next?.['input'])).to.contain('Two.');
      expect(last).to.include({ previous_interaction_id: third.interactionId });
    });

    it(`moves from one API to the other with all that was said, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, {
        scenes: [script([say('One.')], [say('Two.')], [say('Three.')])],
      });
      await chat.send('First');
      chat.api = 'generate-content';
      expect(await chat.send('Second')).to.include({ text: 'Two.', status: 'complete' });
      chat.api = 'interactions';
      expect(await chat.send('Third')).to.include({ text: 'Three.', status: 'complete' });
      const [, second, third] = site.turns();
      expect(JSON.stringify(second?.['contents'])).to.contain('First').and.to.contain('One.');
      expect(JSON.stringify(third)).to.contain('Two.');
    });
  }

  for (const way of liveWays) {
    it(`is remembered by its session, to which only what is new is said, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.')] });
      for (const word of ['First', 'Second', 'Third']) await chat.send(word);
      expect(site.live.all).to.have.length(1);
      const turns = site.turns().map((turn) => JSON.stringify(turn));
      expect(turns).to.have.length(3);
      expect(turns[2])
        .to.contain('Third')
        .and.to.not.match(/First|One|Second|Two/);
      for (const words of ['First', 'One.', 'Second', 'Two.', 'Third']) expect(site.told()).to.contain(words);
    });

    it(`is said in full to a new session where nobody knows the old one any more, ${way.name}`, async () => {
      const scenes = [script('One.', 'Two.', 'Three.')];
      const { chat, site } = await openChat(
        way,
        { scenes },
        { fetch: (input, init) => current.fetch(input, init) },
      );
      let current = site;
      for (const word of ['First', 'Second']) await chat.send(word);
      for (const socket of site.live.open()) socket.drop();
      // What was there in its place has forgotten everything.
      current = openSite({ scenes, liveModel: way.model ?? '' });
      expect(await chat.send('Third')).to.include({ text: 'Three.', status: 'complete' });
      const told = current.told();
      for (const words of ['First', 'One.', 'Second', 'Two.', 'Third']) {
        expect(told.split(words), `${words} once`).to.have.length(2);
      }
    });
  }

  for (const way of liveWays) {
    it(`moves to a backend and back with all that was said, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('One.', 'Two.', 'Three.')] });
      const { model = '' } = way;
      await chat.send('First');
      Object.assign(chat, { endpoint: '/api/gemini', model: '' });
      expect(await chat.send('Second')).to.include({ text: 'Two.', status: 'complete' });
      for (const words of ['First', 'One.', 'Second']) expect(site.told()).to.contain(words);
      Object.assign(chat, { endpoint: '', model });
      expect(await chat.send('Third')).to.include({ text: 'Three.', status: 'complete' });
      for (const words of ['First', 'One.', 'Second', 'Two.', 'Third']) expect(site.told()).to.contain(words);
    });
  }
});

const weather: PageFunction = { name: 'get_weather', execute: () => 'Sunny' };
const call: Step = {
  type: 'function_call',
  id: 'call-1',
  name: 'get_weather',
  arguments: {},
  signature: 'c2ln',
};

/** A fault for one turn, by its number from 0. */
function failTurn(number: number, fault: Fault) {
  let turns = -1;
  return ({ method, url }: Request): Fault | undefined => {
    if (method !== 'POST' || !/interactions$|Content$/.test(new URL(url).pathname)) return undefined;
    turns += 1;
    return turns === number ? fault : undefined;
  };
}

describe('a turn of several requests', () => {
  for (const way of rememberingWays) {
    it(`is said in full where the server forgets it between a call and its result, ${way.name}`, async () => {
      const faults = failTurn(1, { kind: 'status', status: 404 });
      const { chat, site } = await openChat(
        way,
        { faults, scenes: [script([call], 'Sunny it is.')] },
        { functions: [weather] },
      );
      const reply = await chat.send('Weather?');
      expect(reply).to.include({ text: 'Sunny it is.', status: 'complete' });
      const [, stale, whole] = site.turns();
      expect(stale).to.have.property('previous_interaction_id');
      expect(whole).to.not.have.property('previous_interaction_id');
      const types = (Array.isArray(whole?.['input']) ? whole['input'] : []).map(({ type }: Step) => type);
      expect(types).to.deep.equal(['user_input', 'thought', 'function_call', 'function_result']);
      expect(
        reply.calls?.map(({ state }) => state),
        'nothing ran twice',
      ).to.deep.equal(['done']);
    });
  }

  for (const way of among(streamedWays, 'statuses of requests')) {
    it(`runs no function twice where the request after it fails for a moment, ${way.name}`, async () => {
      let ran = 0;
      const counted: PageFunction = { ...weather, execute: () => (ran += 1) };
      const faults = failTurn(1, { kind: 'status', status: 503 });
      const { chat, site } = await openChat(
        way,
        { faults, scenes: [script([call], 'Sunny it is.')] },
        { functions: [counted] },
      );
      expect(await chat.send('Weather?')).to.include({ text: 'Sunny it is.', status: 'complete' });
      expect(ran).to.equal(1);
      expect(site.turns()[2]).to.deep.equal(site.turns()[1]);
    });

    it(`goes on with a long answer where one of its hops fails for a moment, ${way.name}`, async () => {
      const hops = [[say('One, ')], [say('two, ')], [say('three.')]];
      const scene = { name: 'hops', matches: () => true, reply: () => ({ steps: [], hops }) };
      const faults = failTurn(1, { kind: 'status', status: 503 });
      const { chat } = await openChat(way, { faults, scenes: [scene] });
      expect(await chat.send('Go')).to.include({ text: 'One, two, three.', status: 'complete' });
    });

    it(`keeps what had come where a later request fails for good, and the next is answered, ${way.name}`, async () => {
      const faults = failTurn(1, { kind: 'status', status: 400 });
      const { chat } = await openChat(
        way,
        { faults, scenes: [script([say('Let me see. '), call], 'Fine.')] },
        { functions: [weather] },
      );
      const reply = await chat.send('Weather?');
      expect(reply).to.include({ text: 'Let me see. ', status: 'error' });
      expect(reply.error).to.include({ code: 'invalid-request' });
      expect(await chat.send('Never mind')).to.include({ text: 'Fine.', status: 'complete' });
    });
  }

  for (const way of rememberingWays) {
    it(`calls functions of an answer that is made in the background, ${way.name}`, async () => {
      const { chat, site } = await openChat(
        way,
        { pace: 2, scenes: [script([call], 'Sunny it is.')] },
        { functions: [weather], background: true },
      );
      expect(await chat.send('Weather?')).to.include({ text: 'Sunny it is.', status: 'complete' });
      for (const turn of site.turns()) expect(turn).to.include({ background: true });
    });
  }
});
