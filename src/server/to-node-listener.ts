import type { IncomingMessage, ServerResponse } from 'node:http';
import { noteAddress } from '../visitors/note-address.js';
import { answerError } from './answer-error.js';
import { loadNodeServer } from './load-node-server.js';

/** What `node:http` and Connect or Express call for a request. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Serves a handler of `Request`s from `node:http`, or under a path of Connect or Express. Streams are written as
 * they come, at the pace of who reads them; a visitor who leaves aborts the request's signal.
 */
export function toNodeListener(handler: (request: Request) => Promise<Response>): NodeListener {
  const listening = createListener(handler);
  return (incoming, outgoing) => {
    restorePath(incoming);
    restoreParsedBody(incoming);
    listening.then((listener) => listener(incoming, outgoing)).catch(() => outgoing.destroy());
  };
}

async function createListener(handler: (request: Request) => Promise<Response>) {
  const { getRequestListener } = await loadNodeServer();
  return getRequestListener(
    async (request, { incoming, outgoing }) => {
      const { remoteAddress } = incoming.socket;
      if (remoteAddress !== undefined) noteAddress(request, remoteAddress);
      try {
        return breakOnError(await handler(request), outgoing);
      } catch {
        return answerError(500, 'api_error', 'Something went wrong on this site.');
      }
    },
    {
      overrideGlobalObjects: false,
      // Reached only by what cannot be made a Request, such as a broken Host header.
      errorHandler: () => answerError(400, 'invalid_request', 'The request is not valid HTTP.'),
    },
  );
}

/**
 * A body that fails mid-way breaks the connection, which is how HTTP says so. Left to itself, the adapter would
 * write the error's text into the stream.
 */
function breakOnError(response: Response, outgoing: { destroy(): unknown }): Response {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch {
          outgoing.destroy();
          controller.close();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, response);
}

/** Connect and Express take the mount out of the path; addresses that a handler gives out need it. */
function restorePath(incoming: IncomingMessage & { originalUrl?: unknown }): void {
  const { originalUrl, url = '' } = incoming;
  // A path that the site itself rewrote stays.
  if (typeof originalUrl === 'string' && originalUrl.endsWith(url)) incoming.url = originalUrl;
}

/** Where `express.json()` ran before, the stream is used up: its result is what there is to read. */
function restoreParsedBody(incoming: IncomingMessage & { body?: unknown; rawBody?: unknown }): void {
  const { body, rawBody } = incoming;
  if (!incoming.readableEnded || rawBody !== undefined || body === undefined) return;
  incoming.rawBody = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
