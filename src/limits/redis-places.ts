import type { AskRedis } from './ask-redis.js';
import { longestTimer, type Place, type Places, type Room } from './places.js';
import { unrefTimer } from './unref-timer.js';

/**
 * A room is a sorted set of who is in it, each with the time until which that is known. The server's clock counts, so
 * that machines need not agree on theirs.
 */
const readClock = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

const enterRooms = `${readClock}
for index, room in ipairs(KEYS) do
  redis.call('ZREMRANGEBYSCORE', room, '-inf', now)
  if redis.call('ZCARD', room) >= tonumber(ARGV[2 + index]) then return 0 end
end
for _, room in ipairs(KEYS) do
  redis.call('ZADD', room, now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', room, ARGV[2])
end
return 1`;

const stayInRooms = `${readClock}
for _, room in ipairs(KEYS) do
  redis.call('ZADD', room, now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', room, ARGV[2])
end
return 1`;

const leaveRooms = `for _, room in ipairs(KEYS) do redis.call('ZREM', room, ARGV[1]) end
return 1`;

interface Lease {
  readonly id: string;
  readonly keys: string[];
}

/**
 * Rooms that several machines share. Who is in one says so again and again, so that the places of a machine that fell
 * are free after a lease's length.
 */
export class RedisPlaces implements Places {
  readonly #ask: AskRedis;
  readonly #leaseMs: number;
  readonly #leases = new Set<Lease>();
  #renewing: ReturnType<typeof setInterval> | undefined;

  constructor(ask: AskRedis, leaseSeconds: number) {
    this.#ask = ask;
    this.#leaseMs = Math.ceil(leaseSeconds * 1000);
  }

  async take(rooms: readonly Room[], seconds: number): Promise<Place | undefined> {
    const lease = { id: crypto.randomUUID(), keys: rooms.map(({ key }) => `gemini-chat:places:${key}`) };
    const sizes = rooms.map(({ size }) => String(size));
    let entered: boolean;
    try {
      entered = await this.#run(enterRooms, lease, [String(this.#leaseMs), ...sizes]);
    } catch (error) {
      // It may have been let in without our hearing it.
      this.#leave(lease);
      throw error;
    }
    return entered ? this.#stay(lease, seconds) : undefined;
  }

  #stay(lease: Lease, seconds: number): Place {
    this.#leases.add(lease);
    this.#renewing ??= setInterval(() => this.#renew(), this.#leaseMs / 3);
    unrefTimer(this.#renewing);
    const leave = (): void => {
      clearTimeout(timer);
      if (!this.#leases.delete(lease)) return;
      if (this.#leases.size === 0) {
        clearInterval(this.#renewing);
        this.#renewing = undefined;
      }
      this.#leave(lease);
    };
    const timer = setTimeout(leave, Math.min(seconds, longestTimer) * 1000);
    unrefTimer(timer);
    return { leave };
  }

  /** One that fails is made good by the next, which comes before the lease is over. */
  #renew(): void {
    for (const lease of this.#leases) {
      this.#run(stayInRooms, lease, [String(this.#leaseMs)]).catch(() => undefined);
    }
  }

  /** Where this fails, the lease is over soon, since nobody renews it. */
  #leave(lease: Lease): void {
    this.#run(leaveRooms, lease, []).catch(() => undefined);
  }

  async #run(script: string, { id, keys }: Lease, words: readonly string[]): Promise<boolean> {
    const reply = await this.#ask((client) => client.eval(script, { keys, arguments: [id, ...words] }));
    return reply === 1;
  }
}
