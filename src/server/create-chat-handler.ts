import { Hono } from 'hono/tiny';
import { createLimiter } from '../limits/create-limiter.js';
import { createIdentifier, nobody } from '../visitors/create-identifier.js';
import { addFileRoutes } from './add-file-routes.js';
import { addInteractionRoutes } from './add-interaction-routes.js';
import { addModelRoutes } from './add-model-routes.js';
import { addSiteRoutes } from './add-site-routes.js';
import { addTokenRoute } from './add-token-route.js';
import { answerError } from './answer-error.js';
import { answerFailure } from './answer-failure.js';
import type { Backend, Routes } from './backend.js';
import type { ChatHandlerOptions } from './chat-handler-options.js';
import type { OriginVerdict } from './check-origin.js';
import { checkOrigin } from './check-origin.js';
import { findRoute } from './find-route.js';
import { guardResponse } from './guard-response.js';
import { MetricsFeed } from './metrics-feed.js';
import { openRedis } from './open-redis.js';
import type { ChatPolicy } from './read-options.js';
import { readOptions } from './read-options.js';
import { reportRequest } from './report-request.js';
import type { RequestRecord } from './request-record.js';
import { RequestWatch } from './request-watch.js';
import { RunningWork } from './running-work.js';

/** A web server's end of a connection, in the shape of `fetch`. */
export interface ChatHandler {
  (request: Request): Promise<Response>;
  /**
   * Takes no further requests that cost, and resolves when the streams that run are over; those that are not
   * after so many seconds are ended, in a way that clients can go on from. Default: 30.
   */
  close(seconds?: number): Promise<void>;
}

/** Methods that change nothing. */
const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** What costs nothing to read and is nobody's: any page may ask for it, though it may not read the answer. */
const openRoutes: ReadonlySet<string> = new Set(['/', '/config', '/health', '/interactions']);

/**
 * Makes the chat backend: the Interactions API under whatever path it is mounted, guarded by the site's policy,
 * with the site's key added on the way to Gemini. Throws an error that names the option where one is wrong.
 */
export function createChatHandler(options: ChatHandlerOptions): ChatHandler {
  const policy = readOptions(options);
  const metrics = policy.metrics ? new MetricsFeed() : undefined;
  const running = new RunningWork();
  const backend = createBackend(policy, metrics, running);
  const routes = createRoutes(backend, metrics);
  const identify = createIdentifier(policy);
  const audience = {
    running,
    beginStream: () => {
      metrics?.count((all) => all.countStreams(1));
      return () => metrics?.count((all) => all.countStreams(-1));
    },
    report: (record: RequestRecord) => reportRequest(record, policy, metrics),
  };
  const answer = async (request: Request, route: string, record: RequestRecord): Promise<Response> => {
    try {
      // What is nobody's does not wait for a session or for a key.
      const visitor = isOpen(request, route) ? nobody : await identify(request);
      if (visitor.id !== undefined) record.visitor = visitor.id.slice(0, 8);
      const response = await routes.fetch(request, { request, visitor, record });
      if (visitor.cookie !== undefined) response.headers.append('set-cookie', visitor.cookie);
      return response;
    } catch (error) {
      return answerFailure(error, request, record);
    }
  };
  const handle = async (request: Request): Promise<Response> => {
    const route = findRoute(request);
    const watch = new RequestWatch(request, route, audience);
    const verdict = checkOrigin(request, policy.origins);
    const refusal = keepOut(request, route, verdict, running);
    const response = refusal ?? (await answer(request, route, watch.record));
    return watch.follow(guardResponse(response, verdict, watch.record.id));
  };
  const close = async (seconds = 30): Promise<void> => {
    await running.close(seconds);
    await backend.redis?.close();
  };
  return Object.assign(handle, { close });
}

function createBackend(policy: ChatPolicy, metrics: MetricsFeed | undefined, running: RunningWork): Backend {
  const redis = policy.redis === undefined ? undefined : openRedis(policy.redis, warn);
  const limiter = policy.limiter ?? createLimiter(policy.limits, redis?.ask);
  return {
    policy: metrics ? { ...policy, fetch: metrics.countCalls(policy.fetch) } : policy,
    limiter: metrics?.countLimits(limiter) ?? limiter,
    ...(redis ? { redis } : {}),
    running,
  };
}

function warn(message: string): void {
  console.warn(`gemini-chat: ${message}`);
}

/** The answer to what is not even looked at. */
function keepOut(
  request: Request,
  route: string,
  { allowed }: OriginVerdict,
  { closing }: RunningWork,
): Response | undefined {
  if (!allowed && !isOpen(request, route)) {
    return answerError(403, 'permission_denied', 'Pages of this origin may not use this service.');
  }
  if (!closing || !isCostly(request, route)) return undefined;
  const message = 'This service is about to restart. Try again in a moment.';
  return answerError(503, 'service_unavailable', message, { 'retry-after': '5' });
}

function isOpen({ method }: Request, route: string): boolean {
  return readingMethods.has(method) && openRoutes.has(route);
}

/** Whether a request begins something at Gemini. A piece of an upload that began goes on with it. */
function isCostly({ method, url }: Request, route: string): boolean {
  if (method !== 'POST' || route.endsWith('/cancel')) return false;
  return route !== '/upload/files' || !new URL(url).searchParams.has('upload_id');
}

function createRoutes(backend: Backend, metrics: MetricsFeed | undefined): Routes {
  const { policy } = backend;
  const routes: Routes = new Hono({ getPath: findRoute });
  addInteractionRoutes(routes, backend);
  addModelRoutes(routes, backend);
  if (policy.uploads) addFileRoutes(routes, backend, policy.uploads);
  if (policy.live) addTokenRoute(routes, backend, policy.live);
  addSiteRoutes(routes, backend, metrics);

  routes.notFound(() => answerError(404, 'not_found', 'There is nothing here.'));
  routes.onError((error, { env, req: { raw: request } }) => answerFailure(error, request, env.record));
  return routes;
}
