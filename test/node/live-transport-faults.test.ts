import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Fault } from '../../src/emulator.js';
import { isLiveAddress } from '../../src/emulator/live-caller.js';
import { converseLive } from './live-conversation.js';

const models = ['gemini-3.1-flash-live-preview', 'gemini-live-2.5-flash-preview'];
const story = 'Öne two thrée four fïve sıx — sëven 🙂 eight nine ten elëven twélve.';
const tell = { name: 'story', matches: () => true, reply: () => story };
const question = 'A story, please';
/** So many messages come before anything of the answer: of the setup, of the handle, of the answer's beginning. */
const messagesBefore = 3;

const closers = new Set<() => void>();
after(() => {
  for (const close of closers) close();
});

/** A conversation whose first socket has a fault, and its waits are short. */
async function openBroken(model: string, fault: Fault) {
  let isBroken = true;
  const visit = await converseLive({
    model,
    scenes: [tell],
    pace: 2,
    times: { openMs: 400, silenceMs: 400, waits: [20, 40] },
    faults({ url }) {
      if (!isBroken || !isLiveAddress(url)) return undefined;
      isBroken = false;
      return fault;
    },
  });
  closers.add(() => visit.transport.close?.());
  return visit;
}

function expectNoWordTwice(texts: readonly string[]): void {
  for (const text of texts) assert.ok(text === question || story.startsWith(text), text);
}

describe('an answer over real sockets', () => {
  for (const model of models) {
    for (const kind of ['reset', 'drop', 'cut'] as const) {
      it(`is whole and has no word twice, wherever its connection breaks (${kind}), with ${model}`, async () => {
        // From the setup on to the last message, which nobody needs who has the text.
        const places = Array.from({ length: 20 }, (_, index) => index);
        await Promise.all(
          places.map(async (after) => {
            const { conversation, texts, counts } = await openBroken(model, { kind, after });
            const reply = await conversation.send(question);
            const where = `${kind} after ${after}`;
            assert.deepEqual([reply.text, reply.status, reply.error], [story, 'complete', undefined], where);
            if (after <= 12) assert.equal(counts().connections, 2, where);
            expectNoWordTwice(texts);
            const next = await conversation.send('And another');
            assert.deepEqual([next.text, next.status], [story, 'complete'], where);
          }),
        );
      });
    }

    it(`is asked for again where its connection falls silent before it begins, with ${model}`, async () => {
      const silences: readonly Fault[] = [
        { kind: 'silence' },
        ...[0, 1, 2, messagesBefore].map((after) => ({ kind: 'stall', after }) as const),
      ];
      await Promise.all(
        silences.map(async (fault) => {
          const { conversation, counts } = await openBroken(model, fault);
          const reply = await conversation.send(question);
          assert.deepEqual([reply.text, reply.status], [story, 'complete'], JSON.stringify(fault));
          assert.equal(counts().connections, 2);
        }),
      );
    });

    it(`keeps what had come where its connection falls silent after that, with ${model}`, async () => {
      const { conversation, texts } = await openBroken(model, { kind: 'stall', after: messagesBefore + 6 });
      const reply = await conversation.send(question);
      assert.deepEqual([reply.error?.code, reply.error?.reason], ['timeout', 'live-silent']);
      assert.ok(reply.text !== '' && story.startsWith(reply.text), reply.text);
      const whole = await conversation.retry();
      assert.deepEqual([whole?.text, whole?.status], [story, 'complete']);
      expectNoWordTwice(texts);
      assert.equal(conversation.snapshot.messages.length, 2);
    });
  }
});
