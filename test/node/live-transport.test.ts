import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, Scene } from '../../src/emulator.js';
import { isLiveAddress } from '../../src/emulator/live-caller.js';
import { converseLive, type LiveSite } from './live-conversation.js';

// That Google's own client holds the same sessions with the same emulator is shown in live-sdk.test.ts and
// live-sdk-tokens.test.ts, for each of its releases.

const models = ['gemini-3.1-flash-live-preview', 'gemini-live-2.5-flash-preview'];
const story = 'One two three four five six seven eight nine ten eleven twelve thirteen fourteen.';
const numbers = ['red', 'green', 'blue', 'white', 'black', 'brown'];

/** Answers with what was just said, in some words. */
const echo = {
  name: 'echo',
  matches: () => true,
  reply: ({ prompt }: { readonly prompt: string }) =>
    `You said ${/\w+$/.exec(prompt)?.[0]}, and I heard it well.`,
};
const tell = { name: 'story', matches: () => true, reply: () => story };

let calls = 0;

/** Asks the page for the weather where it has not been told of it yet, in whatever words. */
const forecast: Scene = {
  name: 'forecast',
  matches: () => true,
  reply({ prompt }) {
    const city = [...prompt.matchAll(/weather in (\w+)/g)].at(-1)?.[1];
    if (city === undefined || prompt.includes(`Snow in ${city}`)) return 'Snow it is.';
    calls += 1;
    return {
      steps: [{ type: 'function_call', id: `call-${calls}`, name: 'get_weather', arguments: { city } }],
    };
  },
};

const closers = new Set<() => void>();
after(() => {
  for (const close of closers) close();
});

async function open(site: LiveSite) {
  const visit = await converseLive(site);
  closers.add(() => visit.transport.close?.());
  return visit;
}

async function until(condition: () => boolean, milliseconds = 3000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    assert.ok(performance.now() < end, `in vain: ${condition.toString()}`);
    await pause(5);
  }
}

/** How often each of some words is in a text. */
function count(text: string, words: readonly string[]): number[] {
  return words.map((word) => text.split(word).length - 1);
}

function faultOnce(fault: Fault): (request: Request) => Fault | undefined {
  let isDone = false;
  return ({ url }) => {
    if (isDone || !isLiveAddress(url)) return undefined;
    isDone = true;
    return fault;
  };
}

for (const model of models) {
  describe(`a conversation over real sockets with ${model}`, () => {
    it('goes on over several connections, and loses no turn of it', async () => {
      const connection = { connectionSeconds: 1, noticeSeconds: 0.6 };
      const { conversation, turns, known, counts } = await open({
        model,
        connection,
        pace: 25,
        scenes: [echo],
      });
      for (const number of numbers) {
        const reply = await conversation.send(`The word is ${number}`);
        assert.deepEqual(
          [reply.text, reply.status],
          [`You said ${number}, and I heard it well.`, 'complete'],
        );
      }
      const { connections, tokens } = counts();
      assert.ok(connections >= 3, `${connections} connections`);
      assert.equal(tokens, connections, 'a token for each');
      assert.equal(turns.length, numbers.length, 'nothing was asked twice');
      const said = numbers.flatMap((number) => [`The word is ${number}`, `You said ${number}`]).slice(0, -1);
      assert.deepEqual(
        count(known(), said),
        said.map(() => 1),
      );
      // It was the server that remembered: only the question came with each turn.
      assert.deepEqual(
        turns.map(({ prompt }) => prompt),
        numbers.map((number) => `The word is ${number}`),
      );
    });

    it('goes on when its token ends in the middle of it', async () => {
      const { conversation, known, counts } = await open({ model, tokenSeconds: 1, scenes: [echo] });
      await conversation.send('The word is red');
      await until(() => counts().open === 0);
      const reply = await conversation.send('The word is blue');
      assert.deepEqual([reply.text, reply.status], ['You said blue, and I heard it well.', 'complete']);
      assert.deepEqual(counts().tokens, 2);
      assert.deepEqual(count(known(), ['is red', 'said red', 'is blue']), [1, 1, 1]);
    });

    it('tells an answer once whose connection breaks in the middle', async () => {
      const faults = faultOnce({ kind: 'reset', after: 9 });
      const { conversation, turns, texts, counts } = await open({ model, pace: 5, scenes: [tell], faults });
      const reply = await conversation.send('A story, please');
      assert.deepEqual([reply.text, reply.status], [story, 'complete']);
      assert.deepEqual([counts().connections, turns.length], [2, 2]);
      for (const text of texts) assert.ok(story.startsWith(text) || text === 'A story, please', text);
      assert.ok(texts.some((text) => text !== story && story.startsWith(text) && text !== ''));
    });

    const harmless: readonly (readonly [name: string, fault: Fault])[] = [
      ['in small pieces', { kind: 'chunks', size: 100 }],
      ['with frames between that nobody can read', { kind: 'garbage', after: 6 }],
    ];
    for (const [name, fault] of harmless) {
      it(`reads what comes ${name}`, async () => {
        const { conversation, counts } = await open({ model, scenes: [tell], faults: faultOnce(fault) });
        assert.equal((await conversation.send('A story, please')).text, story);
        assert.equal(counts().connections, 1);
      });
    }

    it('stops when I stop it, at the other end as well, and goes on', async () => {
      const { conversation, known, counts } = await open({ model, pace: 40, scenes: [tell] });
      const answering = conversation.send('A story, please');
      await until(() => conversation.snapshot.messages.at(-1)?.text.startsWith('One') === true);
      const begun = performance.now();
      conversation.stop();
      const stopped = await answering;
      assert.ok(performance.now() - begun < 100);
      assert.equal(stopped.status, 'stopped');
      assert.ok(stopped.text !== '' && story.startsWith(stopped.text));
      await until(() => counts().open === 0, 1000);
      assert.equal((await conversation.send('Go on')).text, story);
      assert.deepEqual(count(known(), ['A story, please', 'Go on']), [1, 1]);
      assert.ok(known().includes(stopped.text.trim()));
    });

    it('has its functions called and answered over connections that end', async () => {
      const connection = { connectionSeconds: 1, noticeSeconds: 0.6 };
      const ran: string[] = [];
      const execute = async ({ city }: { readonly city?: unknown }) => {
        ran.push(String(city));
        await pause(250);
        return `Snow in ${String(city)}`;
      };
      const parameters = { type: 'object', properties: { city: { type: 'string' } } };
      const functions = [{ name: 'get_weather', description: 'The weather', parameters, execute }];
      const { conversation, counts } = await open({
        model,
        connection,
        pace: 10,
        scenes: [forecast],
        settings: { functions },
      });
      for (const city of ['Oslo', 'Rome', 'Cairo', 'Lima']) {
        const reply = await conversation.send(`What is the weather in ${city}?`);
        assert.deepEqual([reply.text, reply.status], ['Snow it is.', 'complete']);
        assert.deepEqual(
          reply.calls?.map(({ state }) => state),
          ['done'],
        );
      }
      assert.deepEqual(ran, ['Oslo', 'Rome', 'Cairo', 'Lima']);
      assert.ok(counts().connections > 1);
    });

    it('says that no connection is let in, and answers when it is', async () => {
      let isDown = true;
      const faults = ({ url }: Request): Fault | undefined =>
        isDown && isLiveAddress(url) ? { kind: 'status', status: 503 } : undefined;
      const { conversation, known } = await open({ model, scenes: [echo], faults });
      const failed = await conversation.send('The word is red');
      assert.deepEqual([failed.error?.code, failed.error?.reason], ['network', 'live-unreachable']);
      isDown = false;
      const reply = await conversation.retry();
      assert.equal(reply?.text, 'You said red, and I heard it well.');
      assert.deepEqual(count(known(), ['The word is red']), [1]);
    });

    it('keeps no connection when the chat has left', async () => {
      const { conversation, transport, counts } = await open({ model, scenes: [echo] });
      await conversation.send('The word is red');
      assert.equal(counts().open, 1);
      transport.close?.();
      await until(() => counts().open === 0);
      assert.equal((await conversation.send('The word is blue')).status, 'complete');
    });

    it('says that there is no server where there is none, and goes on when there is', async () => {
      const { conversation, known, stopServer, counts } = await open({ model, scenes: [echo] });
      await conversation.send('The word is red');
      const startServer = await stopServer();
      await until(() => counts().open === 0);
      const failed = await conversation.send('The word is blue');
      assert.deepEqual([failed.error?.code, failed.error?.reason], ['network', 'live-unreachable']);
      await startServer();
      assert.equal((await conversation.retry())?.text, 'You said blue, and I heard it well.');
      assert.deepEqual(count(known(), ['is red', 'said red', 'is blue']), [1, 1, 1]);
    });
  });
}
