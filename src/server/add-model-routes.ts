import { allowMethods } from './allow-methods.js';
import { answerCall } from './answer-call.js';
import type { Backend, Routes } from './backend.js';
import { chooseModel } from './choose-model.js';
import { generateContentArray } from './generate-content-array.js';
import { generateContentEvents } from './generate-content-events.js';
import { parseJsonObject } from './parse-json-object.js';
import { readBody } from './read-body.js';
import { createContentRebuilder } from './rebuild-generate-content.js';

/** The generateContent API, under the same policy as interactions. */
export function addModelRoutes(routes: Routes, backend: Backend): void {
  const { policy } = backend;
  const rebuild = createContentRebuilder(policy);
  routes.post('/models/:call', async ({ env }) => {
    const { pathname, searchParams } = new URL(env.request.url);
    const [, wished, method] = /\/([^/:]+):(\w+)\/?$/.exec(pathname) ?? [];
    const model = chooseModel(wished, policy.models);
    const body = rebuild(parseJsonObject(await readBody(env.request, policy)), env.visitor.ids);
    const stream = method === 'streamGenerateContent';
    const asEvents = stream && searchParams.get('alt') === 'sse';
    const call = {
      method: 'POST',
      url: `${policy.apiUrl}/models/${model}:${stream ? 'streamGenerateContent' : 'generateContent'}${asEvents ? '?alt=sse' : ''}`,
      headers: { 'content-type': 'application/json' },
      body,
      stream,
      cost: { model },
      ...(stream ? { format: asEvents ? generateContentEvents : generateContentArray } : {}),
    } as const;
    return answerCall(call, backend, env);
  });
  allowMethods(routes, '/models/:call', 'POST, OPTIONS');
}
