import type { AskRedis } from '../limits/ask-redis.js';
import { unrefTimer } from '../limits/unref-timer.js';
import { findKeys, leaseMs, longestStayMs, type ReplyKeys, writeLease, writePiece } from './redis-keys.js';
import type { CopyAudience, ReplyCopy } from './reply-copy.js';
import type { ReplyPiece } from './reply-piece.js';

/** Milliseconds between two looks at who reads and what is wanted. */
const tickMs = 400;

/** Bytes on their way to Redis, beyond which Gemini waits until Redis has them. */
const maxOwedBytes = 65_536;

/** Looks at a reader that did not look itself meanwhile, after which it counts as gone. */
const patience = 10;

/** Keeps a lease that is nobody else's, and says whose it is. */
const stayHolder = `local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return holder end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]`;

interface DistantReader {
  readonly said: string;
  readonly seen: number;
  readonly silences: number;
}

/**
 * A reply in Redis, as the machine keeps it there that makes the reply. What does not reach Redis leaves a gap there,
 * behind which nobody reads: the reply itself goes on, and can be resumed only here.
 */
export class RedisCopy implements ReplyCopy {
  readonly #ask: AskRedis;
  readonly #keys: ReplyKeys;
  readonly #audience: CopyAudience;
  readonly #maxBytes: number;
  readonly #lease: string;
  /** Where each piece that Redis still has begins, by its place. */
  #starts: number[] = [];
  #first = 0;
  #told = 0;
  /** Bytes that Redis has not confirmed. */
  #owed = 0;
  #readers = new Map<string, DistantReader>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #isOver = false;
  #isGone = false;
  /** Something did not reach Redis. */
  #isTorn = false;
  #isLooking = false;

  /** Whatever Redis has of the reply is put away first. */
  constructor(ask: AskRedis, id: string, maxBytes: number, audience: CopyAudience) {
    this.#ask = ask;
    this.#keys = findKeys(id);
    this.#maxBytes = maxBytes;
    this.#audience = audience;
    this.#lease = writeLease(audience.isRun);
    const { log, lease, wish, readers } = this.#keys;
    void this.#write((client) =>
      Promise.all([
        client.del([log, wish, readers]),
        client.set(lease, this.#lease, { expiration: { type: 'PX', value: leaseMs } }),
      ]),
    );
    this.#timer = setInterval(() => void this.#look(), tickMs);
    unrefTimer(this.#timer);
  }

  get seen(): number | undefined {
    const seen = [...this.#readers.values()].map((reader) => reader.seen);
    return seen.length === 0 ? undefined : Math.max(...seen);
  }

  get isBehind(): boolean {
    return this.#owed > maxOwedBytes && !this.#isGone && !this.#isTorn;
  }

  add(piece: ReplyPiece): void {
    if (this.#isOver || this.#isGone || this.#isTorn) return;
    const { log } = this.#keys;
    const isFirst = this.#told === 0;
    const fields = writePiece(piece, this.#told);
    const entry = `${this.#first + this.#starts.length + 1}-0`;
    this.#starts.push(this.#told);
    this.#told += piece.bytes.length;
    const kept = this.#trim();
    const { length } = piece.bytes;
    this.#owed += length;
    void this.#write((client) =>
      Promise.all([
        client.xAdd(log, entry, fields),
        ...(isFirst ? [client.pExpire(log, longestStayMs)] : []),
        ...(kept === undefined ? [] : [client.xTrim(log, 'MINID', kept)]),
      ]),
    ).then(() => {
      const wasBehind = this.isBehind;
      this.#owed -= length;
      if (wasBehind && !this.isBehind) this.#audience.onCaughtUp();
    });
  }

  finish(): void {
    if (this.#isOver || this.#isGone) return;
    this.#isOver = true;
    if (this.#isTorn) return;
    const { log, lease } = this.#keys;
    const entry = `${this.#first + this.#starts.length + 1}-0`;
    void this.#write((client) => Promise.all([client.xAdd(log, entry, { end: '1' }), client.del(lease)]));
  }

  drop(): void {
    if (this.#isGone) return;
    this.#stop();
    this.#tell((client) => client.del(Object.values(this.#keys)));
  }

  release(): void {
    if (this.#isGone) return;
    this.#stop();
    this.#tell((client) => client.del(this.#keys.lease));
  }

  #stop(): void {
    this.#isGone = true;
    clearInterval(this.#timer);
    this.#readers.clear();
  }

  /** Whoever reads elsewhere does not read this any more. */
  #lose(): void {
    this.#stop();
    this.#audience.onReaders();
  }

  /** The oldest entry to keep, where older ones have to go. */
  #trim(): string | undefined {
    let count = 0;
    while (this.#told - (this.#starts[count] ?? this.#told) > this.#maxBytes) count += 1;
    if (count === 0) return undefined;
    this.#starts.splice(0, count);
    this.#first += count;
    return `${this.#first + 1}-0`;
  }

  async #look(): Promise<void> {
    // One who does not answer in time is not asked again meanwhile.
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      if (this.#isTorn) {
        // Half of it would mislead: with nothing there, who comes back asks Gemini.
        await this.#ask((client) => client.del(Object.values(this.#keys)));
        this.#lose();
        return;
      }
      const { log, lease, wish, readers } = this.#keys;
      const [wished, found, , holder] = await this.#ask((client) =>
        Promise.all([
          client.get(wish),
          client.hGetAll(readers),
          client.pExpire(log, longestStayMs),
          this.#isOver
            ? client.get(lease)
            : client.eval(stayHolder, { keys: [lease], arguments: [this.#lease, String(leaseMs)] }),
        ]),
      );
      if (this.#isGone) return;
      if (holder !== null && holder !== this.#lease) {
        // This machine was taken for fallen, and another goes on with the reply.
        this.#lose();
        return;
      }
      this.#note(found);
      if (wished === 'drop') this.#audience.onDrop();
      else if (wished !== null) this.#audience.onCancel(wished);
    } catch {
      // Whom Redis has to tell of, nobody knows now.
      this.#note({});
    } finally {
      this.#isLooking = false;
    }
  }

  #note(found: Readonly<Record<string, string>>): void {
    const before = this.#readers;
    this.#readers = new Map();
    for (const [name, said] of Object.entries(found)) {
      const known = before.get(name);
      const silences = known?.said === said ? known.silences + 1 : 0;
      const seen = Number(said.slice(said.indexOf(' ') + 1));
      this.#readers.set(name, { said, silences, seen });
    }
    const gone = [...this.#readers].filter(([, { silences }]) => silences >= patience).map(([name]) => name);
    for (const name of gone) this.#readers.delete(name);
    if (gone.length > 0) this.#tell((client) => client.hDel(this.#keys.readers, gone));
    if (before.size > 0 || this.#readers.size > 0) this.#audience.onReaders();
  }

  async #write(message: Parameters<AskRedis>[0]): Promise<void> {
    try {
      await this.#ask(message);
    } catch {
      const wasBehind = this.isBehind;
      this.#isTorn = true;
      if (wasBehind) this.#audience.onCaughtUp();
    }
  }

  #tell(message: Parameters<AskRedis>[0]): void {
    this.#ask(message).catch(() => undefined);
  }
}
