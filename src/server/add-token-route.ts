import { admitRequest } from './admit-request.js';
import { allowMethods } from './allow-methods.js';
import { refuse } from './answer-error.js';
import type { Backend, Routes } from './backend.js';
import { mintToken, tokenSeconds } from './mint-token.js';
import { parseJsonObject } from './parse-json-object.js';
import { readInTime } from './read-body.js';
import type { ChatPolicy, LivePolicy } from './read-options.js';

/** Room for `{}`, and for some space around it. */
const maxBodyBytes = 1024;

/** Tokens with which visitors talk to Gemini's Live API by themselves: each for one session of the site's kind. */
export function addTokenRoute(routes: Routes, backend: Backend, live: LivePolicy): void {
  routes.post('/token', async ({ env }) => {
    await checkNothingAsked(env.request, backend.policy);
    env.record.model = live.model;
    const admission = await admitRequest(backend, env, tokenSeconds);
    try {
      return Response.json(await mintToken(backend.policy, live, env));
    } finally {
      admission.end();
    }
  });
  allowMethods(routes, '/token', 'POST, OPTIONS');
}

/** What a session may be is the site's decision: there is nothing to ask for. */
async function checkNothingAsked(request: Request, { bodySeconds }: ChatPolicy): Promise<void> {
  if (request.body === null) return;
  const bytes = await readInTime(request, request.body, { maxBodyBytes, bodySeconds });
  if (bytes === undefined) throw refuse(413, 'request_too_large', 'A token is asked for without a body.');
  if (bytes.length === 0) return;
  const [name] = Object.keys(parseJsonObject(new TextDecoder().decode(bytes)));
  if (name === undefined) return;
  throw refuse(400, 'parameter_unknown', 'A token is asked for without any fields.');
}
