/** Headers that Google's preflight allows, and the emulator's own. `Api-Revision` is refused there too. */
const allowedHeaders = [
  'authorization',
  'content-type',
  'x-emulator-fault',
  'x-goog-api-client',
  'x-goog-api-key',
  'x-server-timeout',
];

/** The answer to a browser's preflight, as permissive as Google's. */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': allowedHeaders.join(', '),
      'access-control-max-age': '3600',
    },
  });
}

/** Lets pages of every origin read a response, and marks it as the emulator's. */
export function allowOrigin(response: Response): Response {
  const { headers } = response;
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', 'retry-after, x-gemini-emulator');
  headers.set('x-gemini-emulator', '1');
  return response;
}
