import type { RedisClientType } from '@redis/client';
import type { RateLimiterAbstract, RateLimiterRedis as RedisLimiter } from 'rate-limiter-flexible';
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRedis from 'rate-limiter-flexible/lib/RateLimiterRedis.js';
import type { AskRedis } from './ask-redis.js';

/** Counts by key; what is counted under one is forgotten when its window is over, which begins with its first count. */
export type Counter = Pick<RateLimiterAbstract, 'get' | 'penalty' | 'reward'>;

/** What is counted, and for how long. */
export interface CounterOptions {
  readonly keyPrefix: string;
  readonly points: number;
  /** In whole seconds. */
  readonly duration: number;
}

/** Makes a counter in this process or, where it is given, on a Redis server. */
export function createCounter(options: CounterOptions, ask?: AskRedis): Counter {
  if (!ask) return new RateLimiterMemory(options);
  // A connection that broke comes back as another client.
  const limiters = new WeakMap<RedisClientType, RedisLimiter>();
  const limiterOn = (client: RedisClientType): RedisLimiter => {
    const known = limiters.get(client);
    if (known) return known;
    const limiter = new RateLimiterRedis({ ...options, storeClient: client, useRedisPackage: true });
    limiters.set(client, limiter);
    return limiter;
  };
  return {
    get: (key) => ask((client) => limiterOn(client).get(key)),
    penalty: (key, points) => ask((client) => limiterOn(client).penalty(key, points)),
    reward: (key, points) => ask((client) => limiterOn(client).reward(key, points)),
  };
}
