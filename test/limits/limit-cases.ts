import { expect } from 'chai';
import { LimitReached, type Admission, type Asking, type Limiter } from '../../src/limits/limiter.js';
import type { LimitOptions } from '../../src/limits/limits.js';

/** Makes a limiter that has counted nothing yet; a day of a short one has three seconds, a minute one. */
export type CreateLimiter = (options: LimitOptions, length?: 'short') => Promise<Limiter>;

/** What must hold wherever is counted: a sentence, and what proves it. */
export type LimitCase = readonly [string, (create: CreateLimiter) => Promise<void>];

const anna: Asking = { visitor: 'anna', address: 'home' };
const bert: Asking = { visitor: 'bert', address: 'home' };
const carl: Asking = { visitor: 'carl', address: 'work' };
const none: LimitOptions = { visitor: {}, address: {}, site: {} };

/** Asks, and leaves the place that it got at once; or says why it got none. */
export async function ask(limiter: Limiter, asking = anna, tokens = 0): Promise<LimitReached | undefined> {
  const admission = await enter(limiter, asking);
  if (admission instanceof LimitReached) return admission;
  admission.spend(tokens);
  admission.end();
  return undefined;
}

/** Asks, and keeps the place that it got. */
export async function enter(
  limiter: Limiter,
  asking = anna,
  seconds = 60,
): Promise<Admission | LimitReached> {
  try {
    return await limiter.admit(asking, seconds);
  } catch (error) {
    if (error instanceof LimitReached) return error;
    throw error;
  }
}

/** The reasons for which a limiter refuses so many requests one after the other; undefined for one that it lets in. */
async function askOften(limiter: Limiter, times: number, asking = anna): Promise<(string | undefined)[]> {
  const reasons: (string | undefined)[] = [];
  for (let time = 0; time < times; time += 1) reasons.push((await ask(limiter, asking))?.reason);
  return reasons;
}

/** Waits. */
export function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

function leave(one: Admission | LimitReached): void {
  if (one instanceof LimitReached) throw one;
  one.end();
}

/** What holds in the memory of one process as on Redis. */
export const limitCases: readonly LimitCase[] = [
  [
    'lets a visitor ask so many times a minute, then says how long to wait',
    async (create) => {
      const limiter = await create({ ...none, visitor: { requestsPerMinute: 2 } });
      expect(await askOften(limiter, 3)).to.deep.equal([undefined, undefined, 'requests']);
      expect((await ask(limiter))?.retryAfter).to.be.within(55, 60);
    },
  ],
  [
    'says to wait until tomorrow where a day is used up',
    async (create) => {
      const limiter = await create({ ...none, visitor: { requestsPerDay: 1 } });
      expect(await askOften(limiter, 2)).to.deep.equal([undefined, 'requests']);
      expect((await ask(limiter))?.retryAfter).to.be.within(86_300, 86_400);
    },
  ],
  [
    'names the longest wait of several limits that are reached',
    async (create) => {
      const limiter = await create({
        visitor: { requestsPerMinute: 1 },
        address: { requestsPerDay: 1 },
        site: { requestsPerMinute: 1, tokensPerDay: 5 },
      });
      await ask(limiter, anna, 5);
      const refusal = await ask(limiter);
      expect(refusal?.retryAfter).to.be.within(86_300, 86_400);
    },
  ],
  [
    'lets in again when the minute is over',
    async (create) => {
      const limiter = await create({ ...none, visitor: { requestsPerMinute: 1 } }, 'short');
      expect(await askOften(limiter, 2)).to.deep.equal([undefined, 'requests']);
      expect((await ask(limiter))?.retryAfter).to.equal(1);
      await pass(1.1);
      expect(await askOften(limiter, 2)).to.deep.equal([undefined, 'requests']);
    },
  ],
  [
    'counts each visitor alone',
    async (create) => {
      const limiter = await create({ ...none, visitor: { requestsPerMinute: 1 } });
      expect(await askOften(limiter, 2, anna)).to.deep.equal([undefined, 'requests']);
      expect(await askOften(limiter, 2, bert)).to.deep.equal([undefined, 'requests']);
    },
  ],
  [
    'counts all visitors behind an address together',
    async (create) => {
      const limiter = await create({ ...none, address: { requestsPerMinute: 2 } });
      expect(await askOften(limiter, 1, anna)).to.deep.equal([undefined]);
      expect(await askOften(limiter, 2, bert)).to.deep.equal([undefined, 'requests']);
      expect(await askOften(limiter, 1, carl)).to.deep.equal([undefined]);
    },
  ],
  [
    'counts everybody for the site',
    async (create) => {
      const limiter = await create({ ...none, site: { requestsPerDay: 2 } });
      expect(await askOften(limiter, 1, anna)).to.deep.equal([undefined]);
      expect(await askOften(limiter, 1, carl)).to.deep.equal([undefined]);
      expect(await askOften(limiter, 1, bert)).to.deep.equal(['requests']);
    },
  ],
  [
    'counts together whom nothing tells apart, by what is stated',
    async (create) => {
      const limiter = await create({ visitor: { requestsPerMinute: 2 }, address: {}, site: {} });
      const unknown = { visitor: undefined, address: undefined };
      expect(await askOften(limiter, 3, unknown)).to.deep.equal([undefined, undefined, 'requests']);
      expect(await askOften(limiter, 1)).to.deep.equal([undefined]);
    },
  ],
  [
    'does not hold whom nothing tells apart to what no site has stated',
    async (create) => {
      const limiter = await create({ site: { requestsPerMinute: 130 } });
      const unknown = { visitor: undefined, address: undefined };
      expect((await askOften(limiter, 131, unknown)).indexOf('requests')).to.equal(130);
    },
  ],
  [
    'does not take a request that one limit refuses from the budget of another',
    async (create) => {
      const limits = { visitor: { requestsPerDay: 2 }, address: {}, site: { requestsPerMinute: 1 } };
      const limiter = await create(limits, 'short');
      expect(await askOften(limiter, 4)).to.deep.equal([undefined, 'requests', 'requests', 'requests']);
      await pass(1.1);
      expect(await askOften(limiter, 1)).to.deep.equal([undefined]);
    },
  ],
  [
    'does not take a request that finds no place from any budget',
    async (create) => {
      const limiter = await create({ ...none, visitor: { requestsPerDay: 2, concurrentStreams: 1 } });
      const first = await enter(limiter);
      expect(await askOften(limiter, 3)).to.deep.equal(['streams', 'streams', 'streams']);
      leave(first);
      expect(await askOften(limiter, 2)).to.deep.equal([undefined, 'requests']);
    },
  ],
  [
    'lets in exactly as many as are allowed, of many at the same time',
    async (create) => {
      const limiter = await create({ ...none, visitor: { requestsPerMinute: 10 } });
      const refusals = await Promise.all(Array.from({ length: 40 }, () => ask(limiter)));
      expect(refusals.filter((one) => one === undefined)).to.have.lengthOf(10);
      expect(new Set(refusals.map((one) => one?.reason))).to.deep.equal(new Set([undefined, 'requests']));
      // Nor have those that were refused used up anything.
      const spacious = await create({
        ...none,
        visitor: { requestsPerMinute: 10 },
        site: { requestsPerDay: 12 },
      });
      await Promise.all(Array.from({ length: 40 }, () => ask(spacious)));
      expect(await askOften(spacious, 3, carl)).to.deep.equal([undefined, undefined, 'requests']);
    },
  ],
  [
    'keeps no place for a request that another was quicker than',
    async (create) => {
      const limits = { visitor: { concurrentStreams: 1 }, address: {}, site: { requestsPerMinute: 1 } };
      const limiter = await create(limits, 'short');
      const both = await Promise.all([ask(limiter, carl), ask(limiter, anna)]);
      expect(both.filter((one) => one?.reason === 'requests')).to.have.lengthOf(1);
      await pass(1.1);
      expect((await ask(limiter, both[0] ? carl : anna))?.reason).to.equal(undefined);
    },
  ],
  [
    'makes so many answers at a time, and has room for another when one is over',
    async (create) => {
      const limiter = await create({ ...none, visitor: { concurrentStreams: 2 } });
      const [first, second] = [await enter(limiter), await enter(limiter)];
      const refusal = await ask(limiter);
      expect(refusal?.reason).to.equal('streams');
      expect(refusal?.retryAfter).to.be.within(1, 5);
      expect((await ask(limiter, bert))?.reason).to.equal(undefined);
      leave(first);
      const third = await enter(limiter);
      expect(third).not.to.be.instanceOf(LimitReached);
      expect((await ask(limiter))?.reason).to.equal('streams');
      leave(second);
      leave(third);
    },
  ],
  [
    'makes room for one only, however often an answer is said to be over',
    async (create) => {
      const limiter = await create({ ...none, visitor: { concurrentStreams: 2 } });
      const [first, second] = [await enter(limiter), await enter(limiter)];
      leave(first);
      leave(first);
      const third = await enter(limiter);
      leave(first);
      expect((await ask(limiter))?.reason).to.equal('streams');
      leave(second);
      leave(third);
      expect(await askOften(limiter, 2)).to.deep.equal([undefined, undefined]);
    },
  ],
  [
    'takes no place from a visitor who finds none behind the address',
    async (create) => {
      const one = { concurrentStreams: 1 };
      const limiter = await create({ visitor: one, address: one, site: { concurrentStreams: 2 } });
      const first = await enter(limiter, bert);
      expect(await askOften(limiter, 3)).to.deep.equal(['streams', 'streams', 'streams']);
      leave(first);
      expect(await askOften(limiter, 2)).to.deep.equal([undefined, undefined]);
    },
  ],
  [
    'has room again after the longest time that an answer may take',
    async (create) => {
      const limiter = await create({ ...none, visitor: { concurrentStreams: 1 } });
      const first = await enter(limiter, anna, 0.3);
      expect((await ask(limiter))?.reason).to.equal('streams');
      await pass(0.5);
      const second = await enter(limiter);
      expect(second).not.to.be.instanceOf(LimitReached);
      leave(first);
      expect((await ask(limiter))?.reason).to.equal('streams');
      leave(second);
    },
  ],
  [
    'lets in while there are tokens left, though the answer may cost more',
    async (create) => {
      const limiter = await create({ ...none, visitor: { tokensPerDay: 100 } });
      await ask(limiter, anna, 99);
      expect(await ask(limiter, anna, 5000)).to.equal(undefined);
      const refusal = await ask(limiter);
      expect(refusal?.reason).to.equal('tokens');
      expect(refusal?.retryAfter).to.be.within(86_300, 86_400);
      expect(await ask(limiter, bert)).to.equal(undefined);
    },
  ],
  [
    'counts tokens for the address and for the site as well',
    async (create) => {
      const limiter = await create({
        visitor: {},
        address: { tokensPerDay: 10 },
        site: { tokensPerDay: 30 },
      });
      await ask(limiter, anna, 10);
      expect((await ask(limiter, bert))?.reason).to.equal('tokens');
      await ask(limiter, carl, 20);
      expect((await ask(limiter, { visitor: 'dora', address: 'train' }))?.reason).to.equal('tokens');
    },
  ],
  [
    'counts tokens that are spent after the answer, and no nonsense',
    async (create) => {
      const limiter = await create({ ...none, visitor: { tokensPerDay: 2 } });
      const admission = await enter(limiter);
      if (admission instanceof LimitReached) throw admission;
      admission.end();
      for (const tokens of [0, -5, Number.NaN, Number.POSITIVE_INFINITY]) admission.spend(tokens);
      expect(await ask(limiter)).to.equal(undefined);
      admission.spend(0.5);
      expect(await ask(limiter)).to.equal(undefined);
      admission.spend(1);
      expect((await ask(limiter))?.reason).to.equal('tokens');
    },
  ],
  [
    'has the limits that are documented where the site says nothing',
    async (create) => {
      const limiter = await create({});
      const streams = await Promise.all(Array.from({ length: 9 }, () => enter(limiter)));
      expect(streams.filter((one) => one instanceof LimitReached)).to.have.lengthOf(1);
      for (const one of streams) if (!(one instanceof LimitReached)) leave(one);
      expect((await askOften(limiter, 113)).indexOf('requests')).to.equal(112);
      expect(await ask(limiter, bert, 4_000_000)).to.equal(undefined);
      expect((await ask(limiter, bert))?.reason).to.equal('tokens');
      expect(await ask(limiter, carl, 100_000_000)).to.equal(undefined);
      expect((await ask(limiter, { visitor: 'dora', address: 'train' }))?.reason).to.equal('tokens');
    },
  ],
  [
    'allows an address eight times what it allows a visitor',
    async (create) => {
      const limiter = await create({ visitor: { requestsPerMinute: 2 } });
      const visitors = Array.from({ length: 9 }, (_, number) => ({
        visitor: `${number}`,
        address: 'school',
      }));
      const reasons: unknown[] = [];
      for (const visitor of visitors) reasons.push(...(await askOften(limiter, 2, visitor)));
      expect(reasons).to.deep.equal([...Array.from({ length: 16 }, () => undefined), 'requests', 'requests']);
    },
  ],
  [
    'replaces the whole of what is allowed by default with what the site states',
    async (create) => {
      const limiter = await create({ ...none, visitor: { concurrentStreams: 1 } });
      expect(new Set(await askOften(limiter, 70))).to.deep.equal(new Set([undefined]));
    },
  ],
];
