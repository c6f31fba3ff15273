import type { AskRedis } from '../limits/ask-redis.js';
import { RedisCopy } from './redis-copy.js';
import {
  findKeys,
  type KeptPiece,
  leaseMs,
  longestStayMs,
  mostReaders,
  readEntry,
  writeLease,
} from './redis-keys.js';
import { RedisReader } from './redis-reader.js';
import type { CopyAudience, ReplyCopy } from './reply-copy.js';
import type { ReplyReader } from './reply-piece.js';

/** A reply that some other machine made or makes. */
export interface DistantReply {
  /** The pieces that are kept, the oldest first. */
  readonly pieces: readonly KeptPiece[];
  /** Whether nothing is missing before them. */
  readonly isWhole: boolean;
  readonly isOver: boolean;
  /** Whether some machine goes on with it. */
  readonly isAlive: boolean;
  /** Whether Gemini works on it in the background. */
  readonly isRun: boolean;
  /** Whether as many read it as may. */
  readonly isCrowded: boolean;
}

/** The replies that machines share in Redis. Its questions reject while Redis is away. */
export class RedisShelf {
  readonly #ask: AskRedis;
  readonly #maxBytes: number;

  constructor(ask: AskRedis, maxBytes: number) {
    this.#ask = ask;
    this.#maxBytes = maxBytes;
  }

  /** Begins to keep a reply that this machine makes. */
  keep(id: string, audience: CopyAudience): ReplyCopy {
    return new RedisCopy(this.#ask, id, this.#maxBytes, audience);
  }

  /** Looks for a reply by Gemini's id of it. */
  async find(id: string): Promise<DistantReply | undefined> {
    const { log, lease, readers } = findKeys(id);
    const [entries, holder, count] = await this.#ask((client) =>
      Promise.all([client.xRange(log, '-', '+'), client.get(lease), client.hLen(readers)]),
    );
    if (!entries?.length) return undefined;
    const pieces: KeptPiece[] = [];
    let isOver = false;
    for (const { id: entryId, message } of entries) {
      const entry = readEntry(entryId, message);
      const next = (pieces.at(-1)?.place ?? entry.place - 1) + 1;
      // Behind a gap nothing is of use.
      if (entry.place !== next) break;
      if ('isEnd' in entry) isOver = true;
      else pieces.push(entry);
    }
    return {
      pieces,
      isWhole: pieces[0]?.place === 0,
      isOver,
      isAlive: holder !== null,
      isRun: holder?.startsWith('run') === true,
      isCrowded: count >= mostReaders,
    };
  }

  /** Reads a reply that another machine makes, from a place on. */
  read(id: string, place: number): ReplyReader {
    return new RedisReader(this.#ask, findKeys(id), place);
  }

  /** Asks the machine that makes a reply to stop it, or to `drop` it. */
  async wish(id: string, wish: string): Promise<void> {
    const { wish: key } = findKeys(id);
    await this.#ask((client) => client.set(key, wish, { expiration: { type: 'PX', value: longestStayMs } }));
  }

  /** Forgets what a fallen machine left. */
  async forget(id: string): Promise<void> {
    await this.#ask((client) => client.del(Object.values(findKeys(id))));
  }

  /** Whether it is this machine that goes on with a reply whose machine fell. */
  async claim(id: string): Promise<boolean> {
    const { lease } = findKeys(id);
    const expiration = { type: 'PX', value: leaseMs } as const;
    const claim = writeLease(false);
    const said = await this.#ask((client) => client.set(lease, claim, { expiration, condition: 'NX' }));
    return said !== null;
  }
}
