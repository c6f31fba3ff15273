import type { Hono } from 'hono/tiny';
import { allowMethods } from './allow-methods.js';
import { answerCall } from './answer-call.js';
import { refuse } from './answer-error.js';
import { interactionEvents } from './interaction-events.js';
import { parseJsonObject } from './parse-json-object.js';
import { readBody } from './read-body.js';
import type { ChatPolicy } from './read-options.js';
import { createInteractionRebuilder } from './rebuild-interaction.js';

/** The Interactions API; what works by an interaction's id is there only where the site allows background work. */
export function addInteractionRoutes(routes: Hono, policy: ChatPolicy): void {
  const rebuild = createInteractionRebuilder(policy);
  const url = `${policy.apiUrl}/interactions`;
  routes.post('/interactions', async ({ req: { raw: request } }) => {
    const body = rebuild(parseJsonObject(await readBody(request, policy)));
    const headers = { 'content-type': 'application/json' };
    const stream = body.stream === true;
    const call = { method: 'POST', url, headers, body, stream, format: interactionEvents } as const;
    return answerCall(call, policy, request.signal);
  });
  allowMethods(routes, '/interactions', 'POST, OPTIONS');
  if (policy.background) addIdRoutes(routes, policy, url);
}

function addIdRoutes(routes: Hono, policy: ChatPolicy, url: string): void {
  routes.get('/interactions/:id', ({ req: { raw: request } }, next) => {
    // It would begin a stream that nobody reads.
    if (request.method === 'HEAD') return next();
    const query = readQuery(new URL(request.url).searchParams);
    const stream = query.has('stream');
    const call = {
      method: 'GET',
      url: `${url}/${readId(request)}${query.size === 0 ? '' : `?${query.toString()}`}`,
      stream,
      format: interactionEvents,
    } as const;
    return answerCall(call, policy, request.signal);
  });
  routes.delete('/interactions/:id', ({ req: { raw: request } }) =>
    answerCall({ method: 'DELETE', url: `${url}/${readId(request)}` }, policy, request.signal),
  );
  allowMethods(routes, '/interactions/:id', 'GET, DELETE, OPTIONS');

  routes.post('/interactions/:id/cancel', ({ req: { raw: request } }) =>
    answerCall({ method: 'POST', url: `${url}/${readId(request)}/cancel` }, policy, request.signal),
  );
  allowMethods(routes, '/interactions/:id/cancel', 'POST, OPTIONS');
}

/** The id as it stands in the path: what the route let through is safe in Gemini's path, and is not decoded. */
function readId(request: Request): string {
  return /\/interactions\/([\w.~=-]+)(?:\/cancel)?\/?$/.exec(new URL(request.url).pathname)?.[1] ?? '';
}

/** Of what a visitor asks only what the API knows; clients add fields of their own, which stay here. */
function readQuery(given: URLSearchParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ['stream', 'include_input']) {
    const value = given.get(name) ?? 'false';
    if (value !== 'true' && value !== 'false') throw refuseParameter(name);
    if (value === 'true') query.set(name, value);
  }
  const last = given.get('last_event_id');
  if (last !== null && !/^[\w.~:/+=-]{1,1024}$/.test(last)) throw refuseParameter('last_event_id');
  if (last !== null) query.set('last_event_id', last);
  return query;
}

function refuseParameter(name: string): Error {
  return refuse(400, 'invalid_request', `The parameter "${name}" has a value that is not allowed here.`);
}
