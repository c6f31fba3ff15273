import type { Hono } from 'hono/tiny';
import type { Limiter } from '../limits/limiter.js';
import type { Visitor } from '../visitors/visitor.js';
import type { RedisConnection } from './open-redis.js';
import type { ChatPolicy } from './read-options.js';
import type { RequestRecord } from './request-record.js';
import type { RunningWork } from './running-work.js';

/** What all requests share. */
export interface Backend {
  readonly policy: ChatPolicy;
  readonly limiter: Limiter;
  /** The server that machines share, where there is one. */
  readonly redis?: RedisConnection;
  /** What runs; closing the handler waits for it. Answers are in it already; what outlives them joins by `begin`. */
  readonly running: RunningWork;
}

/** What is known of one request beside itself. */
export interface RequestContext {
  readonly request: Request;
  readonly visitor: Visitor;
  readonly record: RequestRecord;
}

/** The routes; each gets a request's context as its environment. */
export type Routes = Hono<{ Bindings: RequestContext }>;
