import { expect } from 'chai';
import { FakeGemini, HeldStream, post, readAll, readOne } from './fake-gemini.js';
import { openReply, readEvents, say } from './resumable-reply.js';

const background = true;

describe('stopping a reply', () => {
  it('stops Gemini at once, and tells those who listen', async () => {
    const { held, reader, resume, first, ask, id, isStopped, gemini } = await openReply();
    const other = await resume(first);
    held.push(say('One '));
    await readOne(reader);
    const answer = await ask('POST', '/cancel');
    expect(isStopped()).to.equal(true);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.equal({ id, object: 'interaction', status: 'cancelled' });
    for (const each of [reader, other]) {
      const text = await readAll(each);
      const last = readEvents(text).at(-1);
      expect(last?.event_type).to.equal('interaction.completed');
      expect(last?.interaction).to.deep.equal({ id, object: 'interaction', status: 'cancelled' });
      expect(last?.event_id).to.match(/^~/);
      expect(text.endsWith('event: done\ndata: [DONE]\n\n')).to.equal(true);
    }
    expect(gemini.calls.length).to.equal(1);
  });

  it('works after the reader has left', async () => {
    const { reader, ask, isStopped } = await openReply();
    await reader.cancel();
    expect(isStopped()).to.equal(false);
    expect((await ask('POST', '/cancel')).status).to.equal(200);
    expect(isStopped()).to.equal(true);
  });

  it('is Gemini’s to do where the work runs in the background there, or is over', async () => {
    const run = await openReply({ background }, { input: 'x', stream: true, background });
    expect((await run.ask('POST', '/cancel')).status).to.equal(200);
    expect(run.gemini.calls[1]?.request.url).to.match(/\/v1_run\/cancel$/);
    const over = await openReply();
    over.held.close();
    await readAll(over.reader);
    await over.ask('POST', '/cancel');
    expect(over.gemini.calls[1]?.request.url).to.match(/\/v1_run\/cancel$/);
  });

  it('does not break into a long event', async () => {
    const { held, reader, ask } = await openReply();
    held.push(`data: {"index":0,"delta":{"type":"image","data":"${'B'.repeat(100_000)}`);
    await readOne(reader);
    await ask('POST', '/cancel');
    expect(await readAll(reader)).to.equal('');
  });

  it('happens as well when the interaction is deleted, and nothing is kept', async () => {
    const { reader, ask, first, isStopped, gemini } = await openReply();
    expect((await ask('DELETE')).status).to.equal(200);
    expect(isStopped()).to.equal(true);
    expect(gemini.calls[1]?.request.method).to.equal('DELETE');
    expect(await readAll(reader)).to.equal('');
    expect((await ask('GET', `?stream=true&last_event_id=${first}`)).status).to.equal(404);
  });
});

describe('the end of the service', () => {
  it('breaks off a reply that can be resumed, and calls others back later', async () => {
    const kept = await openReply();
    const closing = kept.handler.close(0);
    expect(await readAll(kept.reader)).to.equal('');
    await closing;
    expect(kept.isStopped()).to.equal(true);

    const held = new HeldStream();
    const gemini = new FakeGemini(() => held.response);
    const handler = gemini.handler();
    const response = await handler(post({ input: 'x', stream: true, store: false }));
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    held.push(say('One '));
    await readOne(reader);
    const closed = handler.close(0);
    expect(readEvents(await readAll(reader)).at(-1)?.error?.code).to.equal('service_unavailable');
    await closed;
  });
});
