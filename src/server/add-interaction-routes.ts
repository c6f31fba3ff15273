import { RedisShelf } from '../replay/redis-shelf.js';
import { allowMethods } from './allow-methods.js';
import { answerCall } from './answer-call.js';
import { refuse } from './answer-error.js';
import type { Backend, RequestContext, Routes } from './backend.js';
import { cancelReply, dropReply } from './cancel-reply.js';
import { interactionEvents } from './interaction-events.js';
import { OpenRuns } from './open-runs.js';
import { parseJsonObject } from './parse-json-object.js';
import { readBody } from './read-body.js';
import { createInteractionRebuilder } from './rebuild-interaction.js';
import { resumeReply } from './resume-reply.js';
import { RunningReplies } from './running-replies.js';

/** What is remembered of interactions while they are made, and for a while after. */
interface Memory {
  readonly replies: RunningReplies;
  readonly runs: OpenRuns;
}

/** The Interactions API. */
export function addInteractionRoutes(routes: Routes, backend: Backend): void {
  const { policy } = backend;
  const rebuild = createInteractionRebuilder(policy);
  const url = `${policy.apiUrl}/interactions`;
  const shelf = backend.redis && new RedisShelf(backend.redis.ask, policy.maxResumeBytes);
  const memory: Memory = { replies: new RunningReplies(backend.running, shelf), runs: new OpenRuns() };
  routes.post('/interactions', async ({ env }) => {
    const body = rebuild(parseJsonObject(await readBody(env.request, policy)), env.visitor.ids);
    const headers = { 'content-type': 'application/json' };
    const stream = body.stream === true;
    const cost = {
      model: body.agent ?? body.model ?? '',
      ...(body.background === true ? { runs: memory.runs } : {}),
    };
    const { replies } = memory;
    const call = {
      method: 'POST',
      url,
      headers,
      body,
      stream,
      format: interactionEvents,
      cost,
      replies,
    } as const;
    return answerCall(call, backend, env);
  });
  allowMethods(routes, '/interactions', 'POST, OPTIONS');
  addIdRoutes(routes, backend, url, memory);
}

function addIdRoutes(routes: Routes, backend: Backend, url: string, { replies, runs }: Memory): void {
  routes.get('/interactions/:id', async ({ env }, next) => {
    const { request } = env;
    // It would begin a stream that nobody reads.
    if (request.method === 'HEAD') return next();
    const query = readQuery(new URL(request.url).searchParams);
    const stream = query.has('stream');
    const id = readId(env);
    const back = { id, url: `${url}/${id}`, cursor: query.get('last_event_id') ?? undefined };
    const resumed = stream ? await resumeReply(back, replies, backend, env) : undefined;
    if (resumed !== undefined) return resumed;
    const call = {
      method: 'GET',
      url: `${url}/${id}${query.size === 0 ? '' : `?${query.toString()}`}`,
      stream,
      format: interactionEvents,
      cost: { runs, run: id },
    } as const;
    return answerCall(call, backend, env);
  });
  routes.delete('/interactions/:id', async ({ env }) => {
    const id = readId(env);
    await dropReply(id, replies);
    return answerCall({ method: 'DELETE', url: `${url}/${id}` }, backend, env);
  });
  allowMethods(routes, '/interactions/:id', 'GET, DELETE, OPTIONS');

  routes.post('/interactions/:id/cancel', async ({ env }) => {
    const id = readId(env);
    const interaction = { id: readSealedId(env), object: 'interaction', status: 'cancelled' };
    if (await cancelReply(id, interaction, replies)) return Response.json(interaction);
    return answerCall({ method: 'POST', url: `${url}/${id}/cancel` }, backend, env);
  });
  allowMethods(routes, '/interactions/:id/cancel', 'POST, OPTIONS');
}

/** Gemini's id of the interaction that the path names; refuses one that is not the visitor's. */
function readId(context: RequestContext): string {
  const id = context.visitor.ids.open('interaction', readSealedId(context));
  if (id === undefined) throw refuse(404, 'not_found', 'There is no such interaction.');
  return id;
}

/** The id as the visitor has it. */
function readSealedId({ request }: RequestContext): string {
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
