import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FakeGemini, makeRequest, pause, post, readAll, readOne, until } from '../server/fake-gemini.js';
import { created, done, readEvents, readText, say, write } from '../server/resumable-reply.js';
import { begin, type Machines, obstacle, readUntil, running, tell, two } from './machines.js';

const sites: readonly [what: string, machines: Machines, skip: string | false][] = [
  ['at one machine', (gemini, options) => [gemini.handler(options)], false],
  ['at another machine, over Redis', two, obstacle],
];

for (const [what, machines, skip] of sites) {
  describe(`a reply that is resumed ${what}`, { skip }, () => {
    it('goes on where it was, and is told to its end', async () => {
      const { held, reader, visitor, resume, gemini } = await begin(machines);
      held.push(say('One '));
      const [one] = readEvents(await readOne(reader));
      held.push(say('twö '));
      await readOne(reader);
      visitor.abort();
      held.push(say('three '));
      const back = await resume(one?.event_id ?? '');
      assert.equal(readText(await readUntil(back, 'three')), 'twö three ');
      held.push(say('four.') + done);
      held.close();
      const rest = await readAll(back);
      assert.equal(readText(rest), 'four.');
      assert.equal(readEvents(rest).at(-1)?.event_type, 'interaction.completed');
      assert.equal(gemini.calls.length, 1);
    });

    it('equals, from whichever event, the one that was not cut', async () => {
      const { held, reader, resume } = await begin(machines);
      for (const word of ['Hé🙂', ' wie', ' geht', ' es?']) held.push(say(word));
      held.push(done);
      held.close();
      const whole = await readAll(reader);
      await pause(50);
      const events = readEvents(whole);
      assert.equal(events.length, 5);
      for (const event of events) {
        const rest = await readAll(await resume(event.event_id));
        assert.ok(whole.endsWith(rest));
        assert.equal(readEvents(rest).length, events.length - events.indexOf(event) - 1);
      }
    });

    it('has long events whole, wherever they were cut', async () => {
      const { held, reader, resume, first } = await begin(machines);
      const image = write({ index: 0, delta: { type: 'image', name: 'é🙂'.repeat(30_000), data: 'B' } });
      const bytes = new TextEncoder().encode(image);
      for (let at = 0; at < bytes.length; at += 70_001) held.pushBytes(bytes.slice(at, at + 70_001));
      held.push(done);
      held.close();
      const whole = await readAll(reader);
      await pause(100);
      assert.ok((await readAll(await resume(first))) === whole);
    });

    it('goes on as long as it is read there, and no longer', async () => {
      const { reader, resume, first, isStopped, ask } = await begin(machines, { resumeSeconds: 1 });
      const back = await resume(first);
      const reading = back.read();
      await pause(700);
      await reader.cancel();
      await pause(1500);
      assert.equal(isStopped(), false);
      await back.cancel();
      await reading;
      await pause(500);
      assert.equal(isStopped(), false);
      await until(isStopped);
      await pause(50);
      const answer = await ask('GET', `?stream=true&last_event_id=${first}`);
      assert.equal(answer.status, 404);
    });

    it('is stopped within a second, and says so to all who read it', async () => {
      const { held, reader, resume, first, ask, id, isStopped } = await begin(machines);
      const back = await resume(first);
      held.push(say('One '));
      await readUntil(back, 'One');
      const answer = await ask('POST', '/cancel');
      assert.deepEqual(await answer.json(), { id, object: 'interaction', status: 'cancelled' });
      const began = performance.now();
      await until(isStopped);
      assert.ok(performance.now() - began < 1000);
      for (const each of [reader, back]) {
        const last = readEvents(await readAll(each)).at(-1);
        assert.equal(last?.event_type, 'interaction.completed');
        assert.equal(last?.interaction?.status, 'cancelled');
        assert.match(last?.event_id ?? '', /^~/);
      }
    });

    it('is forgotten, and stopped, when it is deleted', async () => {
      const { ask, first, isStopped } = await begin(machines);
      await pause(50);
      assert.equal((await ask('DELETE')).status, 200);
      await until(isStopped);
      await pause(50);
      assert.equal((await ask('GET', `?stream=true&last_event_id=${first}`)).status, 404);
    });

    it('is not found at an event that nobody told, without asking Gemini', async () => {
      const { ask, gemini } = await begin(machines);
      assert.equal((await ask('GET', '?stream=true&last_event_id=~0a1b2c3d.7')).status, 404);
      assert.equal(gemini.calls.length, 1);
    });

    it('comes whole, and no faster than it is read, to one who is the only reader', async () => {
      const event = say('x'.repeat(1000));
      let sent = 0;
      const source = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const text = tell(sent === 0 ? created : sent > 300 ? done : event);
            controller.enqueue(new TextEncoder().encode(text));
            sent += 1;
            if (sent === 302) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const gemini = new FakeGemini(
        () => new Response(source, { headers: { 'content-type': 'text/event-stream' } }),
      );
      const handlers = machines(gemini, { log: false, maxResumeBytes: 150_000 });
      running.push(...handlers);
      const { body } = (await handlers[0]?.(post({ input: 'x', stream: true }))) ?? {};
      const reader = body?.getReader();
      if (!reader) throw new Error('There is no stream');
      const [first] = readEvents(await readOne(reader));
      const path = `/interactions/${first?.interaction?.id}?stream=true&last_event_id=${first?.event_id}`;
      const response = await handlers.at(-1)?.(makeRequest('GET', path));
      const back = response?.body?.getReader();
      if (!back) throw new Error('There is no stream');
      const begin = await readOne(back);
      await reader.cancel();
      await pause(1000);
      assert.ok(sent > 40 && sent < 220, String(sent));
      assert.equal(readText(begin + (await readAll(back))).length, 300_000);
    });

    it('is read by eight at most', async () => {
      const { ask, resume, first } = await begin(machines);
      // At one machine the first reader is one of them.
      for (let count = 0; count < (machines === two ? 8 : 7); count += 1) void (await resume(first)).read();
      await pause(200);
      assert.equal((await ask('GET', `?stream=true&last_event_id=${first}`)).status, 429);
    });
  });
}
