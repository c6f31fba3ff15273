import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import {
  FakeGemini,
  HeldStream,
  makeRequest,
  pause,
  post,
  readAll,
  readError,
  readOne,
  until,
} from './fake-gemini.js';
import { created, done, openReply, readEvents, readText, say, write } from './resumable-reply.js';

describe('a reply whose reader lost the connection', () => {
  it('goes on without them, and tells what they missed when they come back', async () => {
    const { held, reader, visitor, gemini, resume, isStopped } = await openReply();
    held.push(say('One '));
    const [one] = readEvents(await readOne(reader));
    held.push(say('two '));
    await readOne(reader);
    visitor.abort();
    await reader.read().catch(() => undefined);
    held.push(say('three '));
    await pause(20);
    expect(isStopped()).to.equal(false);
    const back = await resume(one?.event_id);
    expect(readText(await readOne(back))).to.equal('two three ');
    held.push(say('four.') + done);
    held.close();
    const rest = await readAll(back);
    expect(readText(rest)).to.equal('four.');
    expect(readEvents(rest).at(-1)).to.deep.include({ event_type: 'interaction.completed' });
    expect(gemini.calls.length).to.equal(1);
    expect(isStopped()).to.equal(true);
  });

  it('is told from the start to one who knows nothing of it', async () => {
    const { held, reader, resume, id } = await openReply();
    held.push(say('One '));
    await readOne(reader);
    await reader.cancel();
    const back = await resume();
    const text = await readOne(back);
    expect(readText(text)).to.equal('One ');
    expect(readEvents(text)[0]?.interaction?.id).to.equal(id);
  });

  it('equals, from whichever event it is resumed, the one that was not cut', async () => {
    const { held, reader, resume } = await openReply();
    const words = ['Hé🙂', ' wie', ' geht', ' es?'];
    for (const word of words) held.push(say(word));
    held.push(done);
    held.close();
    const whole = await readAll(reader);
    const events = readEvents(whole);
    expect(events.length).to.equal(5);
    for (const [index, event] of events.entries()) {
      const rest = await readAll(await resume(event.event_id));
      expect(rest).to.equal(whole.slice(whole.length - rest.length));
      expect(readEvents(rest)).to.deep.equal(events.slice(index + 1));
    }
  });

  it('is read by several at once, each at their own pace', async () => {
    const { held, reader, first, resume } = await openReply();
    const second = await resume(first);
    const third = await resume(first);
    held.push(say('One '));
    expect(readText(await readOne(reader))).to.equal('One ');
    expect(readText(await readOne(second))).to.equal('One ');
    held.push(say('two.') + done);
    held.close();
    for (const each of [reader, second]) expect(readText(await readAll(each))).to.equal('two.');
    expect(readText(await readAll(third))).to.equal('One two.');
  });

  it('is read by no more than eight at once', async () => {
    const { first, ask, resume } = await openReply();
    for (let count = 1; count < 8; count += 1) await resume(first);
    const answer = await ask('GET', `?stream=true&last_event_id=${first}`);
    expect(answer.status).to.equal(429);
    expect(answer.headers.get('retry-after')).to.equal('5');
  });

  it('is stopped at Gemini when nobody comes back in time', async () => {
    const { reader, resume, first, isStopped, ask } = await openReply({ resumeSeconds: 0.7 });
    await reader.cancel();
    await pause(250);
    expect(isStopped()).to.equal(false);
    // Somebody does, and leaves again: the time begins anew.
    const back = await resume(first);
    await pause(600);
    expect(isStopped()).to.equal(false);
    await back.cancel();
    await pause(250);
    expect(isStopped()).to.equal(false);
    await until(isStopped);
    const answer = await ask('GET', `?stream=true&last_event_id=${first}`);
    expect(answer.status).to.equal(404);
    expect((await readError(answer)).code).to.equal('not_found');
  });

  it('is kept for a while after its end', async () => {
    const { held, reader, resume, first, ask } = await openReply({ resumeSeconds: 0.7 });
    held.push(say('One.') + done);
    held.close();
    await readAll(reader);
    await pause(100);
    expect(readText(await readAll(await resume(first)))).to.equal('One.');
    await pause(1200);
    expect((await ask('GET', `?stream=true&last_event_id=${first}`)).status).to.equal(404);
  });

  it('is asked of Gemini where Gemini broke off, and was told to the end by nobody', async () => {
    const { held, reader, first, ask, gemini } = await openReply();
    const theirs = { event_type: 'step.delta', index: 0, event_id: 'evt_1', delta: { text: 'One ' } };
    held.push(write(theirs));
    await readOne(reader);
    held.close();
    expect(await readAll(reader)).to.equal('');
    expect((await ask('GET', `?stream=true&last_event_id=${first}`)).status).to.equal(404);
    expect((await ask('GET', '?stream=true&last_event_id=evt_1')).status).to.equal(200);
    expect(gemini.calls.length).to.equal(2);
  });

  it('is stopped at once, and not numbered, where the site keeps none', async () => {
    const held = new HeldStream();
    const gemini = new FakeGemini(() => held.response);
    const response = await gemini.handler({ resumeSeconds: 0 })(post({ input: 'x', stream: true }));
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    held.push(created);
    expect(readEvents(await readOne(reader))[0]).not.to.have.property('event_id');
    await reader.cancel();
    await until(() => gemini.calls[0]?.request.signal.aborted === true);
  });

  it('is stopped at once where Gemini keeps nothing of it', async () => {
    const held = new HeldStream();
    const gemini = new FakeGemini(() => held.response);
    const response = await gemini.handler()(post({ input: 'x', stream: true, store: false }));
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    const event = write({
      event_type: 'interaction.created',
      interaction: { id: '', status: 'in_progress' },
    });
    held.push(event);
    expect(await readOne(reader)).to.equal(event);
    await reader.cancel();
    await until(() => gemini.calls[0]?.request.signal.aborted === true && held.cancelled);
  });

  it('is nobody else’s to read or to stop', async () => {
    const held = new HeldStream();
    const gemini = new FakeGemini(() => held.response);
    const handler = gemini.handler({ identify: (request) => request.headers.get('x-user') ?? undefined });
    const response = await handler(post({ input: 'x', stream: true }, { 'x-user': 'anna' }));
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    held.push(created);
    const id = readEvents(await readOne(reader))[0]?.interaction?.id ?? '';
    const ask = (method: string, rest: string, user: string): Promise<Response> =>
      handler(makeRequest(method, `/api/chat/interactions/${id}${rest}`, { 'x-user': user }));
    expect((await ask('GET', '?stream=true', 'bert')).status).to.equal(404);
    expect((await ask('POST', '/cancel', 'bert')).status).to.equal(404);
    expect((await ask('DELETE', '', 'bert')).status).to.equal(404);
    expect((await ask('GET', '?stream=true', 'anna')).status).to.equal(200);
    expect(gemini.calls.length).to.equal(1);
  });

  it('asks Gemini where an event is of Gemini’s own numbering, and not where it is of ours', async () => {
    const { ask, gemini } = await openReply();
    for (const cursor of ['~00000000.7', '~0a1b2c3d.1']) {
      expect((await ask('GET', `?stream=true&last_event_id=${cursor}`)).status).to.equal(404);
    }
    expect(gemini.calls.length).to.equal(1);
    expect((await ask('GET', '?stream=true&last_event_id=evt_7')).status).to.equal(200);
    expect(gemini.calls[1]?.request.url).to.match(/\/v1_run\?stream=true&last_event_id=evt_7$/);
  });

  it('is resumed from Gemini’s own event ids, where it has such', async () => {
    const { held, reader, resume, gemini } = await openReply();
    const theirs = { event_type: 'step.delta', index: 0, event_id: 'evt+1', delta: { text: 'One ' } };
    held.push(write(theirs) + say('two.'));
    expect(readText(await readOne(reader))).to.equal('One two.');
    expect(readText(await readOne(await resume('evt%2B1')))).to.equal('two.');
    expect(gemini.calls.length).to.equal(1);
  });

  it('is numbered also where an event is too long to be held, at the beginning of it', async () => {
    const { held, reader, resume, first } = await openReply();
    const data = 'B'.repeat(300_000);
    const image = write({ index: 0, delta: { type: 'image', data } });
    held.push(image.slice(0, 100_000));
    const begin = await readOne(reader);
    expect(begin.slice(0, 80)).to.match(/^id: (~\w+\.\d+)\ndata: \{"event_id":"\1","index":0,/);
    held.push(image.slice(100_000) + say('after'));
    let text = begin;
    while (!text.endsWith('"after"}}\n\n')) text += await readOne(reader);
    const [event] = readEvents(text);
    expect(event?.event_id).to.match(/^~/);
    expect(readText(await readOne(await resume(event?.event_id)))).to.equal('after');
    const again = await resume(first);
    let replayed = '';
    while (replayed.length < text.length) replayed += await readOne(again);
    expect(replayed === text).to.equal(true);
  });

  it('keeps Gemini’s number of an event that is too long to be held', async () => {
    const { held, reader, resume } = await openReply();
    held.push(write({ event_type: 'step.start', index: 0, step: {}, event_id: 'e1' }));
    await readOne(reader);
    const image = write({ index: 0, delta: { type: 'image', data: 'B'.repeat(200_000) }, event_id: 'e2' });
    held.push(image);
    let text = '';
    while (text.length < image.length) text += await readOne(reader);
    expect(text === image).to.equal(true);
    held.push(say('after'));
    expect(readText(await readOne(await resume('e2')))).to.equal('after');
  });
});

describe('what is kept of a reply', () => {
  const event = say('x'.repeat(1000));

  /** A reply of so many events, each sent when it is asked for. */
  async function openLong(count: number, options: Partial<ChatHandlerOptions> = {}) {
    let sent = 0;
    const gemini = new FakeGemini(() => {
      const encoder = new TextEncoder();
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            controller.enqueue(encoder.encode(sent === 0 ? created : sent > count ? done : event));
            sent += 1;
            if (sent === count + 2) controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
    const handler = gemini.handler({ log: false, ...options });
    const { body } = await handler(post({ input: 'x', stream: true }));
    if (!body) throw new Error('There is no stream');
    const reader = body.getReader();
    const [first] = readEvents(await readOne(reader));
    const resume = (cursor?: string): Promise<Response> => {
      const last = cursor === undefined ? '' : `&last_event_id=${cursor}`;
      const path = `/api/chat/interactions/${first?.interaction?.id}?stream=true${last}`;
      return handler(makeRequest('GET', path));
    };
    return { gemini, reader, resume, first: first?.event_id, sent: () => sent };
  }

  it('is bounded: Gemini is read little further than the reader is', async () => {
    const { reader, sent } = await openLong(1000);
    await pause(100);
    expect(sent()).to.be.above(40).and.below(80);
    for (let count = 0; count < 10; count += 1) await readOne(reader);
    const before = sent();
    await pause(100);
    expect(sent())
      .to.be.above(before - 1)
      .and.below(10 * 64 + 80);
    expect(readText(await readAll(reader)).length).to.be.above(300_000);
  });

  it('is bounded while nobody reads: then Gemini has to wait as well', async () => {
    const { reader, sent, resume, first } = await openLong(1000, { maxResumeBytes: 200_000 });
    await reader.cancel();
    await pause(100);
    expect(sent()).to.be.above(150).and.below(200);
    expect(readText(await (await resume(first)).text()).length).to.equal(1_000_000);
  });

  it('ends for one who falls behind the others by more than that', async () => {
    const { reader, resume, first } = await openLong(400, { maxResumeBytes: 100_000 });
    const slow = await resume(first);
    expect(readText(await readAll(reader)).length).to.equal(400_000);
    const text = await slow.text();
    expect(readEvents(text).at(-1)?.event_type).to.not.equal('interaction.completed');
    expect((await resume(first)).status).to.equal(404);
  });

  it('is not told from the start where that is gone: Gemini is asked', async () => {
    const { reader, resume, gemini } = await openLong(200, { maxResumeBytes: 50_000 });
    await readAll(reader);
    expect((await resume()).status).to.equal(200);
    expect(gemini.calls.length).to.equal(2);
  });
});
