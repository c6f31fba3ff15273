import { expect } from 'chai';
import { inWords, LiveClient, textModel, until } from './open-live.js';

const resumable = { ...inWords, sessionResumption: {} };
const resume = (handle: string) => ({ ...inWords, sessionResumption: { handle } });

/** A clock that a test can set ahead. */
function createClock() {
  let ahead = 0;
  return {
    clock: () => new Date(Date.now() + ahead),
    pass: (seconds: number) => {
      ahead += seconds * 1000;
    },
  };
}

describe('a session that goes on over another connection', () => {
  it('remembers what was said before', () => {
    const client = new LiveClient().setup(resumable).say('My name is Ada.');
    client.leave();
    const next = new LiveClient({ context: client.context }).setup(resume(client.handle));
    expect(next.messages[0]).to.deep.equal({ setupComplete: {} });
    next.say('What is my name?');
    expect(next.words).to.contain('Ada');
    next.leave();
  });

  it('goes on from the moment that the handle stands for', () => {
    const client = new LiveClient().setup(resumable);
    const beginning = client.handle;
    expect(beginning).to.not.equal('');
    client.say('My name is Ada.').leave();
    expect(client.handle).to.not.equal(beginning);
    const next = new LiveClient({ context: client.context }).setup(resume(beginning));
    next.say('What is my name?');
    expect(next.words).to.not.contain('Ada');
    next.leave();
  });

  it('cannot be gone on with in the middle of an answer, and says so', () => {
    const client = new LiveClient().setup(resumable);
    client.take();
    client.say('echo hi');
    const updates = client.messages.flatMap(({ sessionResumptionUpdate: update }) => update ?? []);
    expect(updates[0]).to.deep.equal({});
    expect(updates.at(-1)).to.have.property('resumable', true);
    expect(client.messages.at(-1)).to.have.property('sessionResumptionUpdate');
    client.leave();
  });

  it('gives no handles unless it is asked to', () => {
    const client = new LiveClient().setup(inWords).say('echo hi');
    expect(client.messages.some((message) => 'sessionResumptionUpdate' in message)).to.equal(false);
    client.leave();
  });

  const cases: readonly [
    sentence: string,
    code: number,
    setup: (handle: string) => object,
    seconds?: number,
  ][] = [
    ['by a handle that nobody has', 1008, () => resume('made-up')],
    ['by the name of a prototype', 1008, () => resume('__proto__')],
    [
      'with another model',
      1007,
      (handle) => ({ ...resume(handle), model: 'models/gemini-2.0-flash-live-001' }),
    ],
    ['after two hours', 1008, resume, 7201],
  ];
  for (const [sentence, code, setup, seconds = 0] of cases) {
    it(`does not go on ${sentence}`, () => {
      const { clock, pass } = createClock();
      const client = new LiveClient({ clock }).setup(resumable).say('echo hi');
      client.leave();
      pass(seconds);
      const next = new LiveClient({ context: client.context }).setup({ ...setup(client.handle) });
      expect(next.closing?.code).to.equal(code);
      expect(next.messages).to.deep.equal([]);
    });
  }

  it('does not go on while its first connection is open', () => {
    const client = new LiveClient().setup(resumable).say('echo hi');
    const early = new LiveClient({ context: client.context }).setup(resume(client.handle));
    expect(early.closing?.code).to.equal(1011);
    client.leave();
    const next = new LiveClient({ context: client.context }).setup(resume(client.handle));
    expect(next.closing).to.equal(undefined);
    next.leave();
  });

  it('loses no more than the answer that a broken connection cut off', async () => {
    const client = new LiveClient({ pace: 5 }).setup(resumable).say('My name is Ada.');
    await until(() => client.contents.some(({ turnComplete }) => turnComplete === true));
    await until(() => client.messages.at(-1)?.sessionResumptionUpdate?.resumable === true);
    client.say('echo one two three four five six seven eight nine ten');
    await until(() => client.words.includes('one'));
    client.leave();
    const next = new LiveClient({ context: client.context }).setup(resume(client.handle));
    next.say('What is my name?');
    await until(() => next.contents.some(({ turnComplete }) => turnComplete === true));
    expect(next.words).to.contain('Ada');
    next.leave();
  });
});

describe('a connection that lasts long', () => {
  it('tells before it ends, and then ends', async () => {
    const { clock, pass } = createClock();
    const client = new LiveClient({ clock }).setup(inWords);
    pass(530);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(client.messages).to.have.length(1);
    pass(20);
    await until(() => client.messages.length > 1);
    const [, { goAway } = {}] = client.messages;
    const [, seconds] = /^(\d+(?:\.\d{1,3})?)s$/.exec(goAway?.timeLeft ?? '') ?? [];
    expect(Number(seconds)).to.be.within(45, 50);
    client.say('echo still here');
    expect(client.words).to.equal('still here');
    pass(60);
    await until(() => client.closing !== undefined);
    expect(client.closing?.code).to.equal(1008);
    expect(client.messages.filter((message) => message.goAway)).to.have.length(1);
  });

  it('lasts as long as it was told to', async () => {
    const client = new LiveClient({ connectionSeconds: 0.5, noticeSeconds: 0.3 }).setup(inWords);
    await until(() => client.messages.some(({ goAway }) => goAway !== undefined));
    expect(client.closing).to.equal(undefined);
    await until(() => client.closing !== undefined);
  });

  it('takes a window that moves along, as Google does', () => {
    const compression = { triggerTokens: '25600', slidingWindow: { targetTokens: '12800' } };
    const client = new LiveClient().setup({ ...inWords, contextWindowCompression: compression });
    expect(client.messages).to.deep.equal([{ setupComplete: {} }]);
    client.leave();
    const wrong = { slidingWindow: { targetTokens: 'many' } };
    const refused = new LiveClient().setup({ model: textModel, contextWindowCompression: wrong });
    expect(refused.closing?.code).to.equal(1007);
  });
});
