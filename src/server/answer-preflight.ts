/** Headers that our own client and Google's SDK send; a key among them is never used. */
const requestHeaders =
  'content-type, accept, authorization, user-agent, x-goog-api-client, x-goog-api-key, x-server-timeout, ' +
  'x-goog-upload-protocol, x-goog-upload-command, x-goog-upload-offset, x-goog-upload-file-name, ' +
  'x-goog-upload-header-content-length, x-goog-upload-header-content-type';

/** The answer to a browser's question whether an allowed page may send its request. */
export function answerPreflight(methods: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      allow: methods,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': requestHeaders,
      // The longest that any browser honours is two hours in Chromium.
      'access-control-max-age': '7200',
    },
  });
}
