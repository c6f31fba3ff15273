import type { Hono } from 'hono/tiny';
import { allowMethods } from './allow-methods.js';
import { answerCall } from './answer-call.js';
import { continueUpload } from './continue-upload.js';
import type { ChatPolicy, UploadPolicy } from './read-options.js';
import { startUpload } from './start-upload.js';

/** Files of Gemini's store: resumable uploads, and each file by its name. */
export function addFileRoutes(routes: Hono, policy: ChatPolicy, uploads: UploadPolicy): void {
  routes.on(['POST', 'PUT'], '/upload/files', ({ req: { raw: request } }) => {
    const ticket = new URL(request.url).searchParams.get('upload_id');
    return ticket === null
      ? startUpload(request, policy, uploads)
      : continueUpload(request, ticket, policy, uploads);
  });
  allowMethods(routes, '/upload/files', 'POST, PUT, OPTIONS');

  for (const method of ['GET', 'DELETE'] as const) {
    routes.on(method, '/files/:name', ({ req: { raw: request } }) => {
      // The route let through only letters, digits and dashes.
      const name = /[a-z0-9-]+(?=\/?$)/.exec(new URL(request.url).pathname)?.[0] ?? '';
      return answerCall({ method, url: `${policy.apiUrl}/files/${name}` }, policy, request.signal);
    });
  }
  allowMethods(routes, '/files/:name', 'GET, DELETE, OPTIONS');
}
