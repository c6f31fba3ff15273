import { HTTPException } from 'hono/http-exception';
import { Hono } from 'hono/tiny';
import { addFileRoutes } from './add-file-routes.js';
import { addInteractionRoutes } from './add-interaction-routes.js';
import { addModelRoutes } from './add-model-routes.js';
import { allowMethods } from './allow-methods.js';
import { answerError } from './answer-error.js';
import type { ChatHandlerOptions } from './chat-handler-options.js';
import type { OriginVerdict } from './check-origin.js';
import { checkOrigin } from './check-origin.js';
import { describeSite } from './describe-site.js';
import { findRoute } from './find-route.js';
import { guardResponse } from './guard-response.js';
import type { ChatPolicy } from './read-options.js';
import { readOptions } from './read-options.js';

/** A web server's end of a connection, in the shape of `fetch`. */
export type ChatHandler = (request: Request) => Promise<Response>;

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
  const routes = createRoutes(policy);
  const answer = async (request: Request, verdict: OriginVerdict): Promise<Response> => {
    if (!verdict.allowed && !isOpen(request)) {
      return answerError(403, 'permission_denied', 'Pages of this origin may not use this service.');
    }
    try {
      return await routes.fetch(request);
    } catch (error) {
      return answerFailure(error, request);
    }
  };
  return async (request) => {
    const verdict = checkOrigin(request, policy.origins);
    return guardResponse(await answer(request, verdict), verdict);
  };
}

function isOpen(request: Request): boolean {
  return readingMethods.has(request.method) && openRoutes.has(findRoute(request));
}

function createRoutes(policy: ChatPolicy): Hono {
  const routes = new Hono({ getPath: findRoute });
  addInteractionRoutes(routes, policy);
  addModelRoutes(routes, policy);
  if (policy.uploads) addFileRoutes(routes, policy, policy.uploads);

  routes.get('/config', () => Response.json(describeSite(policy)));
  allowMethods(routes, '/config', 'GET, HEAD, OPTIONS');

  routes.get('/health', () => Response.json({ status: 'ok' }));
  allowMethods(routes, '/health', 'GET, HEAD, OPTIONS');

  routes.notFound(() => answerError(404, 'not_found', 'There is nothing here.'));
  routes.onError((error, { req: { raw: request } }) => answerFailure(error, request));
  return routes;
}

function answerFailure(error: unknown, request: Request): Response {
  if (error instanceof HTTPException) return error.getResponse();
  // Nobody is left to read it; the number is what proxies log for it.
  if (request.signal.aborted) return answerError(499, 'cancelled', 'The request was cancelled.');
  return answerError(500, 'api_error', 'Something went wrong on this site.');
}
