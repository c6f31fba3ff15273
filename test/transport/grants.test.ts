import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { Grants } from '../../src/transport/grants.js';

const noon = Date.parse('2026-11-21T12:00:00Z');
const minute = 60_000;
const day = 86_400_000;
const { signal } = new AbortController();

interface Setup {
  /** Milliseconds that a grant is good for; absent where that is not said. */
  readonly life?: number;
  /** The endpoint tells its time. */
  readonly hasDate?: boolean;
  /** How far the visitor's clock is off. */
  readonly error?: number;
  readonly prefix?: string;
  readonly answer?: (asked: number) => Response | Promise<Response>;
}

/** An endpoint that numbers its tokens, and a time that goes on when it is told to. */
function setUp({ life, hasDate = false, error = 0, prefix = 'key-', answer }: Setup) {
  let time = 0;
  const state = { asked: 0 };
  const write = (): Response => {
    const token = `${prefix}${state.asked}`;
    const expireTime = life === undefined ? undefined : new Date(noon + time + life).toISOString();
    const headers: HeadersInit = hasDate ? { date: new Date(noon + time).toUTCString() } : {};
    return Response.json({ token, expireTime }, { headers });
  };
  const grants = new Grants(
    {
      tokenEndpoint: 'https://site.test/token',
      async fetch() {
        state.asked += 1;
        return answer ? answer(state.asked) : write();
      },
    },
    { elapsed: () => time, now: () => noon + time + error, pause: 1, longestWait: 100 },
  );
  return {
    grants,
    state,
    write,
    pass: (milliseconds: number) => void (time += milliseconds),
    read: async () => (await grants.get(signal)).reveal(),
    take: async () => (await grants.take(signal)).reveal(),
  };
}

async function fail(work: Promise<unknown>): Promise<ChatError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ChatError) return error;
  throw new Error(`No ChatError: ${String(error)}`);
}

interface Ageing extends Setup {
  readonly what: string;
  /** Milliseconds after which it is used still, and after which it is not. */
  readonly still: number;
  readonly noMore?: number;
}

const half = 30 * minute;
const ageings: readonly Ageing[] = [
  { what: 'lasts half an hour', life: half, still: 28 * minute, noMore: 29 * minute + 1000 },
  {
    what: 'lasts half an hour by a server that tells its time',
    life: half,
    hasDate: true,
    still: 28 * minute,
    noMore: 29 * minute + 1000,
  },
  { what: 'lasts a minute', life: minute, still: 53_000, noMore: 55_000 },
  { what: 'does not say how long it lasts', still: 400 * day },
  ...[-day, day].map((error) => ({
    what: `lasts half an hour, and my clock is wrong by ${error / day} day, but the server tells its time`,
    life: half,
    hasDate: true,
    error,
    still: 28 * minute,
    noMore: 29 * minute + 1000,
  })),
  // Nobody knows the time: Google decides, by refusing it.
  { what: 'lasts half an hour, and my clock is a day ahead', life: half, error: day, still: 2 * day },
  {
    what: 'lasts half an hour, and my clock is a day behind',
    life: half,
    error: -day,
    still: 20 * 60 * minute,
  },
];

describe('keeping credentials', () => {
  for (const { what, still, noMore, ...setup } of ageings) {
    it(`uses one that ${what} for as long as it is good`, async () => {
      const { read, pass } = setUp(setup);
      expect(await read()).to.equal('key-1');
      pass(still);
      expect(await read()).to.equal('key-1');
      if (noMore === undefined) return;
      pass(noMore - still);
      expect(await read(), 'renewed ahead of its end').to.equal('key-2');
    });
  }

  it('keeps one whose end is no date', async () => {
    const { read, pass } = setUp({ answer: () => Response.json({ token: 'key-1', expireTime: 'later' }) });
    await read();
    pass(day);
    expect(await read()).to.equal('key-1');
  });

  it('is shared by all who need it at the same time', async () => {
    const { read, state } = setUp({});
    expect(await Promise.all([read(), read(), read()])).to.deep.equal(['key-1', 'key-1', 'key-1']);
    expect(state.asked).to.equal(1);
  });

  it('comes for the others when one of them leaves', async () => {
    let give: ((answer: Response) => void) | undefined;
    const answer = new Promise<Response>((resolve) => (give = resolve));
    const { grants, write, state } = setUp({ answer: () => answer });
    const leaving = new AbortController();
    const reason = new Error('I have left.');
    const left = grants.get(leaving.signal).catch((error: unknown) => error);
    const stayed = grants.get(signal);
    leaving.abort(reason);
    expect(await left).to.equal(reason);
    give?.(write());
    expect((await stayed).reveal()).to.equal('key-1');
    expect(state.asked).to.equal(1);
  });

  it('asks for nothing where nobody waits any more', async () => {
    const { grants, state } = setUp({});
    const reason = new Error('Too late.');
    expect(await grants.get(AbortSignal.abort(reason)).catch((error: unknown) => error)).to.equal(reason);
    expect(state.asked).to.equal(0);
  });

  it('asks again after a failure, and all who waited hear of it', async () => {
    const { grants, read, write } = setUp({
      answer: (asked) => (asked === 1 ? new Response('', { status: 403 }) : write()),
    });
    const errors = await Promise.all([fail(grants.get(signal)), fail(grants.get(signal))]);
    expect(errors.map(({ reason }) => reason)).to.deep.equal(['token-refused', 'token-refused']);
    expect(await read()).to.equal('key-2');
  });

  it('is renewed once for all who were refused with it', async () => {
    const { grants, state } = setUp({});
    const first = await grants.get(signal);
    const [second, third] = await Promise.all([grants.renew(first, signal), grants.renew(first, signal)]);
    const fourth = await grants.renew(first, signal);
    expect([second, third, fourth].map((each) => each.reveal())).to.deep.equal(['key-2', 'key-2', 'key-2']);
    expect(state.asked).to.equal(2);
  });

  it('asks once more for one that had ended by the time of who gave it', async () => {
    const old = setUp({ life: -minute, hasDate: true });
    const fresh = setUp({ life: half, hasDate: true });
    const { read } = setUp({ answer: (asked) => (asked === 1 ? old.write() : fresh.write()) });
    expect(await read()).to.equal('key-0');
    const error = await fail(old.read());
    expect([error.code, error.reason, error.retryable]).to.deep.equal([
      'unauthorized',
      'token-expired',
      true,
    ]);
    expect(old.state.asked, 'no storm').to.equal(2);
  });

  describe('for live sessions', () => {
    const prefix = 'auth_tokens/';

    it('gives each session one of its own', async () => {
      const { grants, take } = setUp({ prefix });
      expect((await grants.get(signal)).kind).to.equal('auth-token');
      expect(await take(), 'the one that was asked what it is for').to.equal('auth_tokens/1');
      expect(await take()).to.equal('auth_tokens/2');
    });

    it('gives each its own when two begin at once', async () => {
      const { take } = setUp({ prefix });
      expect((await Promise.all([take(), take(), take()])).toSorted()).to.deep.equal([
        'auth_tokens/1',
        'auth_tokens/2',
        'auth_tokens/3',
      ]);
    });

    it('gives a fresh one where one has waited too long to begin a session', async () => {
      const { grants, take, pass } = setUp({ prefix, life: half });
      await grants.get(signal);
      pass(minute);
      expect(await take()).to.equal('auth_tokens/2');
    });

    it('keeps what is for something else', async () => {
      const { grants, read } = setUp({});
      expect((await grants.take(signal)).kind).to.equal('api-key');
      expect(await read()).to.equal('key-1');
    });
  });

  it('shows nothing of it when it is printed', async () => {
    const { grants } = setUp({});
    const credential = await grants.get(signal);
    for (const each of [grants, credential]) {
      const copy: unknown = structuredClone(each);
      expect(JSON.stringify([each, copy, Object.entries(each)])).not.to.contain('key-1');
    }
  });
});
