import { allowMethods } from './allow-methods.js';
import { answerCall } from './answer-call.js';
import { refuse } from './answer-error.js';
import type { Backend, Routes } from './backend.js';
import { continueUpload } from './continue-upload.js';
import type { UploadPolicy } from './read-options.js';
import { startUpload } from './start-upload.js';

/** Files of Gemini's store: resumable uploads, and each file by its name. */
export function addFileRoutes(routes: Routes, backend: Backend, uploads: UploadPolicy): void {
  const { policy } = backend;
  routes.on(['POST', 'PUT'], '/upload/files', ({ env }) => {
    const ticket = new URL(env.request.url).searchParams.get('upload_id');
    return ticket === null
      ? startUpload(env, backend, uploads)
      : continueUpload(env, ticket, policy, uploads);
  });
  allowMethods(routes, '/upload/files', 'POST, PUT, OPTIONS');

  for (const method of ['GET', 'DELETE'] as const) {
    routes.on(method, '/files/:name', ({ env }) => {
      const [sealed = ''] = /[a-z0-9-]+(?=\/?$)/.exec(new URL(env.request.url).pathname) ?? [];
      const name = env.visitor.ids.open('file', sealed);
      if (name === undefined) throw refuse(404, 'not_found', 'There is no such file.');
      return answerCall({ method, url: `${policy.apiUrl}/files/${name}` }, backend, env);
    });
  }
  allowMethods(routes, '/files/:name', 'GET, DELETE, OPTIONS');
}
