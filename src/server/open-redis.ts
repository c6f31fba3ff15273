import type { RedisClientType } from '@redis/client';
import type { AskRedis } from '../limits/ask-redis.js';
import { unrefTimer } from '../limits/unref-timer.js';
import { loadRedis } from './load-redis.js';
import { withinSeconds } from './within-seconds.js';

/** A Redis or Valkey server, as long as there is one. */
export interface RedisConnection {
  readonly ask: AskRedis;
  /** Ends the connection when what was asked is answered. */
  close(): Promise<void>;
}

/** Seconds for an answer, and for a connection. */
const patience = 1;
/** Seconds more in which to read what came while this process was too busy to: a clock runs out first. */
const grace = 0.05;
const firstDelay = 100;
const longestDelay = 2000;
/** Replies that say something of the server rather than of the question. */
const refusal =
  /^(?:READONLY|MASTERDOWN|NOREPLICAS|LOADING|BUSY|OOM|MISCONF|NOPERM|NOAUTH|MOVED|CLUSTERDOWN)\b/;
/** Milliseconds between two warnings about such replies, since each request may get one. */
const warningInterval = 60_000;

/**
 * Connects when it is first asked something, and again whenever the connection breaks; `warn` gets one line when the
 * server is away, and one when it is back.
 */
export function openRedis(url: string, warn: (message: string) => void): RedisConnection {
  return new LastingConnection(url, warn);
}

/**
 * Each attempt is a client of its own: one that has a hanging server on its hands cannot be told to try again, and
 * what was asked of it must fail rather than wait for the next.
 */
class LastingConnection implements RedisConnection {
  readonly #url: string;
  readonly #warn: (message: string) => void;
  #client: RedisClientType | undefined;
  #opening: Promise<RedisClientType> | undefined;
  #away = false;
  #closed = false;
  #delay = firstDelay;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #warnedAt = -Infinity;

  constructor(url: string, warn: (message: string) => void) {
    this.#url = url;
    this.#warn = warn;
  }

  readonly ask: AskRedis = async (question) => {
    const client = this.#client ?? (await this.#connect());
    const answer = question(client).then((value) => ({ value }));
    const outcome = await withPatience(answer).catch((error: unknown) => {
      this.#hear(client, error);
      throw error;
    });
    if (outcome) return outcome.value;
    this.#lose(client);
    throw new Error('The Redis server does not answer');
  };

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const client = this.#client ?? (await this.#opening?.catch(() => undefined));
    this.#client = undefined;
    if (!client) return;
    await withinSeconds(client.close(), patience);
    client.destroy();
  }

  #connect(): Promise<RedisClientType> {
    if (this.#closed || this.#away) return Promise.reject(new Error('The Redis server is away'));
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<RedisClientType> {
    let client: RedisClientType | undefined;
    try {
      client = await this.#createClient();
      if (!(await withPatience(client.connect()))) throw new Error('The Redis server does not answer');
    } catch (error) {
      client?.destroy();
      this.#opening = undefined;
      this.#stayAway(error);
      throw error;
    }
    this.#opening = undefined;
    this.#delay = firstDelay;
    this.#client = client;
    if (this.#away) this.#warn('The Redis server is back.');
    this.#away = false;
    return client;
  }

  async #createClient(): Promise<RedisClientType> {
    const { createClient } = await loadRedis();
    const client: RedisClientType = createClient({
      url: this.#url,
      disableOfflineQueue: true,
      maintNotifications: 'disabled',
      // Its own clock makes a signal and an error for each question, and ours runs anyway.
      commandOptions: { timeout: 0 },
      socket: { connectTimeout: patience * 1000, reconnectStrategy: false },
    });
    // Without a listener an error would end the process.
    client.on('error', () => this.#lose(client));
    return client;
  }

  /** A connection may break for reasons that are over at once, so there is a new one before anybody is warned. */
  #lose(client: RedisClientType): void {
    if (client !== this.#client) return;
    this.#client = undefined;
    client.destroy();
    if (this.#closed) return;
    this.#opening = this.#open();
    this.#opening.catch(() => undefined);
  }

  /** A server that has become a replica, or must read its data first, may not be the one to stay with. */
  #hear(client: RedisClientType, error: unknown): void {
    if (!(error instanceof Error) || !refusal.test(error.message)) return;
    if (performance.now() - this.#warnedAt >= warningInterval) {
      this.#warnedAt = performance.now();
      this.#warn(`The Redis server refuses its service (${describe(error)}): questions are refused too.`);
    }
    if (/^(?:READONLY|MASTERDOWN|LOADING)/.test(error.message)) this.#lose(client);
  }

  #stayAway(error: unknown): void {
    if (this.#closed) return;
    if (!this.#away) {
      this.#warn(
        `The Redis server cannot be reached (${describe(error)}): questions are refused until it is back.`,
      );
    }
    this.#away = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#opening = this.#open();
      this.#opening.catch(() => undefined);
    }, this.#delay);
    unrefTimer(this.#timer);
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }
}

async function withPatience<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return (await withinSeconds(answer, patience)) ?? (await withinSeconds(answer, grace));
}

/** In words that cannot hold the address, which may have a password in it. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  const [code] = /^[A-Z]{3,}\b/.exec('code' in error ? String(error.code) : error.message) ?? [];
  return code ?? (error.message.startsWith('The Redis server') ? 'no answer' : error.name);
}
