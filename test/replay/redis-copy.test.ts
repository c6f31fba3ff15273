import { expect } from 'chai';
import type { AskRedis } from '../../src/limits/ask-redis.js';
import { RedisCopy } from '../../src/replay/redis-copy.js';

/** A Redis that answers when it is told to. */
class HeldRedis {
  readonly #waiting: ((isAnswered: boolean) => void)[] = [];

  readonly ask: AskRedis = (): Promise<never> =>
    new Promise((resolve, reject) => {
      this.#waiting.push((isAnswered) => {
        if (isAnswered) Reflect.apply(resolve, undefined, [undefined]);
        else reject(new Error('The Redis server does not answer'));
      });
    });

  async answer(isAnswered: boolean): Promise<void> {
    for (const settle of this.#waiting.splice(0)) settle(isAnswered);
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
  }
}

function copyTo(redis: HeldRedis) {
  const heard: string[] = [];
  const copy = new RedisCopy(redis.ask, 'v1_a', 1_000_000, {
    isRun: false,
    onReaders: () => heard.push('readers'),
    onCaughtUp: () => heard.push('caught up'),
    onCancel: () => heard.push('cancel'),
    onDrop: () => heard.push('drop'),
  });
  const tell = (bytes: number) => copy.add({ bytes: new Uint8Array(bytes), last: true, id: '1' });
  return { copy, heard, tell };
}

describe('a reply on its way to Redis', () => {
  it('is not read on while much of it has not arrived there', async () => {
    const redis = new HeldRedis();
    const { copy, heard, tell } = copyTo(redis);
    tell(60_000);
    expect(copy.isBehind).to.equal(false);
    tell(60_000);
    expect(copy.isBehind).to.equal(true);
    await redis.answer(true);
    expect(copy.isBehind).to.equal(false);
    expect(heard).to.deep.equal(['caught up']);
    copy.drop();
  });

  it('goes on here when Redis does not take it', async () => {
    const redis = new HeldRedis();
    const { copy, heard, tell } = copyTo(redis);
    tell(200_000);
    expect(copy.isBehind).to.equal(true);
    await redis.answer(false);
    expect(copy.isBehind).to.equal(false);
    expect(heard).to.deep.equal(['caught up']);
    copy.drop();
  });
});
