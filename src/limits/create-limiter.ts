import type { AskRedis } from './ask-redis.js';
import { createCounter, type Counter } from './counter.js';
import { LimitReached, type Admission, type Asking, type Limiter } from './limiter.js';
import type { LimitOptions } from './limits.js';
import { MemoryPlaces } from './memory-places.js';
import type { Place, Places, Room } from './places.js';
import { readLimits } from './read-limits.js';
import { RedisPlaces } from './redis-places.js';

/** How long in seconds what is counted stays counted; only tests have shorter ones. */
interface Spans {
  readonly minute: number;
  readonly day: number;
  /** After which the places of a machine that fell are free. */
  readonly lease: number;
}

interface Rule {
  readonly reason: 'requests' | 'tokens';
  readonly limit: number;
  readonly seconds: number;
  readonly counter: Counter;
}

/** A rule that a request is under, and the key that it is counted by. */
interface Bound extends Rule {
  readonly key: string;
}

const scopes = ['visitor', 'address', 'site'] as const;
type Scope = (typeof scopes)[number];

/** Seconds until another try makes sense, where nobody knows when an answer is over or the server is back. */
const streamsWait = 2;
const unknownWait = 5;

/** Makes what counts: in the memory of this process, or where `ask` is given for all that share its Redis server. */
export function createLimiter(
  options: LimitOptions,
  ask?: AskRedis,
  spans: Spans = { minute: 60, day: 86_400, lease: 30 },
): Limiter {
  return new CountingLimiter(options, ask, spans);
}

class CountingLimiter implements Limiter {
  readonly #rules: Readonly<Record<Scope, readonly Rule[]>>;
  readonly #rooms: Readonly<Record<Scope, number | undefined>>;
  readonly #places: Places;
  /** What holds also for those whom nothing tells from others; of a default they would feel what others do. */
  readonly #stated: ReadonlySet<Scope>;

  constructor(options: LimitOptions, ask: AskRedis | undefined, { minute, day, lease }: Spans) {
    const limits = readLimits(options);
    this.#stated = new Set(scopes.filter((scope) => options[scope] !== undefined));
    const createRules = (scope: Scope): Rule[] => {
      const createRule = (
        name: string,
        reason: Rule['reason'],
        limit: number | undefined,
        seconds: number,
      ) => {
        if (limit === undefined) return [];
        const counting = { keyPrefix: `gemini-chat:${name}:${scope}`, points: limit, duration: seconds };
        return [{ reason, limit, seconds, counter: createCounter(counting, ask) }];
      };
      const { requestsPerMinute, requestsPerDay, tokensPerDay } = limits[scope];
      return [
        ...createRule('requests-minute', 'requests', requestsPerMinute, minute),
        ...createRule('requests-day', 'requests', requestsPerDay, day),
        ...createRule('tokens-day', 'tokens', tokensPerDay, day),
      ];
    };
    this.#rules = {
      visitor: createRules('visitor'),
      address: createRules('address'),
      site: createRules('site'),
    };
    this.#rooms = {
      visitor: limits.visitor.concurrentStreams,
      address: limits.address.concurrentStreams,
      site: limits.site.concurrentStreams,
    };
    this.#places = ask ? new RedisPlaces(ask, lease) : new MemoryPlaces();
  }

  async admit(asking: Asking, seconds: number): Promise<Admission> {
    try {
      return await this.#admit(asking, seconds);
    } catch (error) {
      throw error instanceof LimitReached ? error : new LimitReached('unknown', unknownWait);
    }
  }

  /**
   * Looks at everything before it counts anything, so that what one limit refuses uses up no other; a limit that is
   * reached in between, by requests at the same time, still refuses, and what was counted is taken back.
   */
  async #admit(asking: Asking, seconds: number): Promise<Admission> {
    const bounds = this.#findBounds(asking);
    await refuseReached(bounds);
    const rooms = this.#findRooms(asking);
    const place = rooms.length === 0 ? undefined : await this.#places.take(rooms, seconds);
    if (rooms.length > 0 && !place) throw new LimitReached('streams', streamsWait);
    try {
      await countRequest(bounds.filter(({ reason }) => reason === 'requests'));
    } catch (error) {
      place?.leave();
      throw error;
    }
    return admit(bounds, place);
  }

  #findBounds(asking: Asking): Bound[] {
    return scopes.flatMap((scope) => {
      const key = this.#findKey(scope, asking);
      return key === undefined ? [] : this.#rules[scope].map((rule) => ({ ...rule, key }));
    });
  }

  #findRooms(asking: Asking): Room[] {
    return scopes.flatMap((scope) => {
      const key = this.#findKey(scope, asking);
      const size = this.#rooms[scope];
      return key === undefined || size === undefined ? [] : [{ key: `${scope}:${key}`, size }];
    });
  }

  #findKey(scope: Scope, asking: Asking): string | undefined {
    if (scope === 'site') return 'all';
    return asking[scope] ?? (this.#stated.has(scope) ? 'unknown' : undefined);
  }
}

async function refuseReached(bounds: readonly Bound[]): Promise<void> {
  const counts = await Promise.all(bounds.map(({ counter, key }) => counter.get(key)));
  refuseLongest(
    bounds.flatMap((bound, index) => {
      const count = counts[index];
      // In memory, one may be over without having been cleared away.
      const current = count && count.msBeforeNext > 0 ? count.consumedPoints : 0;
      return current >= bound.limit ? [{ bound, ms: count?.msBeforeNext ?? 0 }] : [];
    }),
  );
}

async function countRequest(bounds: readonly Bound[]): Promise<void> {
  const counts = await Promise.all(bounds.map(({ counter, key }) => counter.penalty(key, 1)));
  const reached = bounds.flatMap((bound, index) => {
    const count = counts[index];
    return count && count.consumedPoints > bound.limit ? [{ bound, ms: count.msBeforeNext }] : [];
  });
  if (reached.length > 0) await Promise.all(bounds.map(({ counter, key }) => counter.reward(key, 1)));
  refuseLongest(reached);
}

/** Of several limits, the one that is reached for longest says when another try makes sense. */
function refuseLongest(reached: readonly { readonly bound: Bound; readonly ms: number }[]): void {
  const waits = reached.map(({ bound, ms }) => {
    const seconds = ms > 0 ? Math.ceil(ms / 1000) : bound.seconds;
    return new LimitReached(bound.reason, Math.min(Math.max(seconds, 1), bound.seconds));
  });
  const [longest] = waits.toSorted((one, other) => other.retryAfter - one.retryAfter);
  if (longest) throw longest;
}

function admit(bounds: readonly Bound[], place: Place | undefined): Admission {
  return {
    spend: (tokens) => {
      const points = Math.ceil(tokens);
      if (!Number.isSafeInteger(points) || points < 1) return;
      for (const { reason, counter, key } of bounds) {
        if (reason === 'tokens') counter.penalty(key, points).catch(() => undefined);
      }
    },
    end: () => place?.leave(),
  };
}
