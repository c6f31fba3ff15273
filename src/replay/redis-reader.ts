import type { AskRedis } from '../limits/ask-redis.js';
import { type KeptPiece, longestStayMs, readEntry, type ReplyKeys } from './redis-keys.js';
import type { ReplyPiece, ReplyReader } from './reply-piece.js';

/** Milliseconds between two looks for something new. */
const lookMs = 100;

/** Milliseconds after which it says again that somebody reads. */
const presenceMs = 1000;

/** Pieces that are fetched in one go. */
const mostPieces = 64;

/** One who reads a reply that another machine makes. */
export class RedisReader implements ReplyReader {
  readonly #ask: AskRedis;
  readonly #keys: ReplyKeys;
  readonly #name = crypto.randomUUID();
  #place: number;
  #seen = 0;
  #looks = 0;
  #presentAt = -Infinity;
  /** Looks in a row that found nothing, and nobody who makes the reply. */
  #vainLooks = 0;
  #isGone = false;

  constructor(ask: AskRedis, keys: ReplyKeys, place: number) {
    this.#ask = ask;
    this.#keys = keys;
    this.#place = place;
  }

  async next(): Promise<readonly ReplyPiece[] | undefined> {
    try {
      while (!this.#isGone) {
        const pieces = await this.#look();
        if (pieces === undefined || pieces.length > 0) return pieces;
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    } catch {
      // Without Redis there is nothing more to read here.
      this.leave();
    }
    return undefined;
  }

  leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#ask((client) => client.hDel(this.#keys.readers, this.#name)).catch(() => undefined);
  }

  /** What is new; undefined after the end, behind a gap, and where whoever made the reply fell. */
  async #look(): Promise<readonly KeptPiece[] | undefined> {
    const { log, lease } = this.#keys;
    const [entries, alive] = await this.#ask((client) =>
      Promise.all([
        client.xRange(log, `${this.#place + 1}-0`, '+', { COUNT: mostPieces }),
        client.exists(lease),
      ]),
    );
    const pieces: KeptPiece[] = [];
    for (const { id, message } of entries ?? []) {
      const entry = readEntry(id, message);
      if ('isEnd' in entry || entry.place !== this.#place + pieces.length) {
        if (pieces.length === 0) return undefined;
        break;
      }
      pieces.push(entry);
    }
    this.#place += pieces.length;
    const last = pieces.at(-1);
    if (last) this.#seen = last.before + last.bytes.length;
    const now = performance.now();
    this.#vainLooks = alive > 0 || last ? 0 : this.#vainLooks + 1;
    // The last piece may have come between the two questions.
    if (this.#vainLooks > 1) return undefined;
    if (last || now - this.#presentAt > presenceMs) this.#present(now);
    return pieces;
  }

  #present(now: number): void {
    if (this.#isGone) return;
    this.#presentAt = now;
    this.#looks += 1;
    const { readers } = this.#keys;
    const said = `${this.#looks} ${this.#seen}`;
    this.#ask((client) =>
      Promise.all([client.hSet(readers, this.#name, said), client.pExpire(readers, longestStayMs)]),
    ).catch(() => undefined);
  }
}
