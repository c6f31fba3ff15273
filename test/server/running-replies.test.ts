import { expect } from 'chai';
import { CallLifetime } from '../../src/server/call-lifetime.js';
import { interactionEvents } from '../../src/server/interaction-events.js';
import { RunningReplies } from '../../src/server/running-replies.js';
import { RunningReply } from '../../src/server/running-reply.js';
import { RunningWork } from '../../src/server/running-work.js';
import { UsageMeter } from '../../src/server/usage-meter.js';
import { HeldStream, until } from './fake-gemini.js';
import { done, say, write } from './resumable-reply.js';

const unsealed = { seal: (_kind: string, id: string) => id, open: (_kind: string, id: string) => id };

/** A reply of some thousand bytes that runs without a reader. */
async function tell(id: string, replies: RunningReplies): Promise<HeldStream> {
  const held = new HeldStream();
  const { body } = held.response;
  if (!body) throw new Error('There is no stream');
  const reply = new RunningReply(body, new CallLifetime(new AbortController().signal, 60), {
    format: interactionEvents,
    key: 'key',
    ids: unsealed,
    meter: new UsageMeter(0),
    numbered: true,
    idleSeconds: 45,
    resumeSeconds: 30,
    maxResumeBytes: 1_000_000,
    record: { id, method: 'POST', route: '/interactions' },
    keeper: replies,
    isRun: false,
    began: 0,
    running: new RunningWork(),
    onQuiet: () => undefined,
    onEnd: () => undefined,
  });
  const reader = reply.read(0);
  held.push(write({ event_type: 'interaction.created', interaction: { id } }));
  await reader.next();
  reader.leave();
  held.push(say('x'.repeat(5000)));
  await until(() => reply.find(undefined) !== undefined);
  return held;
}

describe('all replies that can be resumed', () => {
  it('keep no more than they may together: what is over goes first, the oldest before others', async () => {
    const replies = new RunningReplies(new RunningWork(), undefined, 22_000);
    const streams: HeldStream[] = [];
    for (const id of ['a', 'b', 'c']) streams.push(await tell(id, replies));
    for (const held of streams.slice(1)) {
      held.push(done);
      held.close();
    }
    await tell('d', replies);
    const list = (): string => ['a', 'b', 'c', 'd', 'e', 'f'].filter((id) => replies.find(id)).join('');
    expect(list()).to.equal('abcd');
    await tell('e', replies);
    await until(() => list() === 'acde');
    await tell('f', replies);
    await until(() => list() === 'adef');
    expect(streams[0]?.cancelled).to.equal(false);
    await tell('b', replies);
    await until(() => list() === 'bdef');
    expect(streams[0]?.cancelled).to.equal(true);
  });
});
