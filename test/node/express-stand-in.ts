import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

type Incoming = IncomingMessage & { originalUrl?: string };
type Handler = (incoming: Incoming, outgoing: ServerResponse, next: () => void) => unknown;

/** As much of Express as a recipe uses: handlers in turn, each with its mount cut off the path. */
export default function express() {
  const handlers: (readonly [string, Handler])[] = [];
  const use = (mount: string | Handler, handler?: Handler): void => {
    if (typeof mount === 'string' && handler) handlers.push([mount, handler]);
    else if (typeof mount === 'function') handlers.push(['', mount]);
  };
  const run = (incoming: Incoming, outgoing: ServerResponse, at = 0): void => {
    const [mount, handler] = handlers[at] ?? [];
    incoming.url = incoming.originalUrl ?? '/';
    if (mount === undefined || !handler) outgoing.writeHead(404).end();
    else if (!incoming.url.startsWith(mount)) run(incoming, outgoing, at + 1);
    else {
      incoming.url = incoming.url.slice(mount.length) || '/';
      handler(incoming, outgoing, () => run(incoming, outgoing, at + 1));
    }
  };
  const listen = (port: string | number): Server =>
    createServer((incoming: Incoming, outgoing) => {
      incoming.originalUrl = incoming.url ?? '/';
      run(incoming, outgoing);
    }).listen(port);
  return { use, listen };
}

/** Finds no file, and passes on. */
express.static = (): Handler => (_incoming, _outgoing, next) => next();
