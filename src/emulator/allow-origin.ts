/** Headers that Google's preflight allows, and the emulator's own. `Api-Revision` is refused there too. */
const allowedHeaders = [
  'authorization',
  'content-type',
  'x-emulator-fault',
  'x-goog-api-client',
  'x-goog-api-key',
  'x-goog-upload-command',
  'x-goog-upload-file-name',
  'x-goog-upload-header-content-length',
  'x-goog-upload-header-content-type',
  'x-goog-upload-offset',
  'x-goog-upload-protocol',
  'x-server-timeout',
];

/** Headers that a page may read. */
const exposedHeaders = [
  'retry-after',
  'x-gemini-emulator',
  'x-goog-upload-chunk-granularity',
  'x-goog-upload-control-url',
  'x-goog-upload-size-received',
  'x-goog-upload-status',
  'x-goog-upload-url',
];

/** The answer to a browser's preflight, as permissive as Google's. */
export function answerPreflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
      'access-control-allow-headers': allowedHeaders.join(', '),
      'access-control-max-age': '3600',
    },
  });
}

/** Lets pages of every origin read a response, and marks it as the emulator's. */
export function allowOrigin(response: Response): Response {
  const { headers } = response;
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', exposedHeaders.join(', '));
  headers.set('x-gemini-emulator', '1');
  return response;
}
