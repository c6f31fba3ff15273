import type { RawData, WebSocket, WebSocketServer } from 'ws';
import { isWireObject } from '../protocol/wire-object.js';
import { answerStatus } from './answer-status.js';
import {
  beginLiveSession,
  findLiveFault,
  type LiveParts,
  type LiveServerOptions,
} from './begin-live-session.js';
import type { Fault } from './fault.js';
import type { GeminiEmulator } from './gemini-emulator.js';
import { isLiveAddress } from './live-caller.js';
import { findLiveHome } from './live-home.js';
import { loadLiveSockets } from './load-live-sockets.js';

/** A server of `node:http` or `node:https`. */
export interface LiveServer {
  on(event: 'upgrade', listener: (...given: unknown[]) => void): unknown;
  off(event: 'upgrade', listener: (...given: unknown[]) => void): unknown;
}

type HandleUpgrade = Parameters<WebSocketServer['handleUpgrade']>;
type Incoming = HandleUpgrade[0];
type Socket = HandleUpgrade[1];
type Upgrade = [incoming: Incoming, socket: Socket, head: HandleUpgrade[2]];

/**
 * Serves the Live API of an emulator from a Node server: sessions with a key, and with tokens of the emulator's own
 * making. Other upgrades on that server are left alone. Gives what ends it, and its sessions.
 */
export function attachLive(
  server: LiveServer,
  emulator: GeminiEmulator,
  times: LiveServerOptions = {},
): () => void {
  const home = findLiveHome(emulator);
  const open = new Set<WebSocket>();
  let sockets: Promise<WebSocketServer> | undefined;
  const accept = async ([incoming, socket, head]: Upgrade, request: Request) => {
    const fault = await findLiveFault(request, home);
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'status') {
      await answerHttp(fault, socket);
      return;
    }
    sockets ??= loadSockets();
    (await sockets).handleUpgrade(incoming, socket, head, (connected) => {
      open.add(connected);
      connected.on('close', () => open.delete(connected));
      // What a broken frame does is closed by itself.
      connected.on('error', () => undefined);
      startSession(connected, request, { ...times, home, fault });
    });
  };
  const upgrade = (...given: unknown[]): void => {
    if (!isUpgrade(given)) return;
    const [incoming, socket] = given;
    const request = readUpgrade(incoming);
    if (!request || !isLiveAddress(request.url)) return;
    socket.on('error', () => socket.destroy());
    accept(given, request).catch(() => socket.destroy());
  };
  server.on('upgrade', upgrade);
  return () => {
    server.off('upgrade', upgrade);
    for (const connected of open) connected.close(1001, 'The server is closing.');
  };
}

async function loadSockets(): Promise<WebSocketServer> {
  const { WebSocketServer } = await loadLiveSockets();
  return new WebSocketServer({ noServer: true, clientTracking: false });
}

/** What a server hands over, told by its shape: so whoever uses this package needs no types of `ws`. */
function isUpgrade(given: unknown[]): given is Upgrade {
  const [incoming, socket, head] = given;
  return (
    isWireObject(incoming) && 'headers' in incoming && isWireObject(socket) && head instanceof Uint8Array
  );
}

/** Google's own client writes two slashes at the beginning of the path, which would name a host. */
function readUpgrade({ url = '', headers, socket }: Incoming): Request | undefined {
  // A name of a host, and nothing else that an address could hold.
  const [host = 'localhost'] = /^[\w.:[\]-]+$/.exec(headers.host ?? '') ?? [];
  const address = `${'encrypted' in socket ? 'https' : 'http'}://${host}${url}`;
  if (!URL.canParse(address)) return undefined;
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return new Request(address, { headers: given });
}

async function answerHttp(fault: Fault & { kind: 'status' }, socket: Socket): Promise<void> {
  const response = answerStatus({ body: 'google', ...fault });
  const body = await response.text();
  const headers = Array.from(response.headers, ([name, value]) => `${name}: ${value}\r\n`).join('');
  const length = new TextEncoder().encode(body).length;
  socket.end(
    `HTTP/1.1 ${response.status} Refused\r\n${headers}content-length: ${length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function startSession(socket: WebSocket, request: Request, parts: LiveParts): void {
  const session = beginLiveSession(
    request,
    {
      send: (bytes, isLast) => socket.send(bytes, { binary: true, fin: isLast }),
      close: (code, reason) => socket.close(code, reason),
      drop: () => socket.terminate(),
    },
    parts,
  );
  socket.on('message', (data) => session?.receive(readFrame(data)));
  socket.on('close', () => session?.end());
}

/** Text and binary frames say the same here. */
function readFrame(data: RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
  return new TextDecoder().decode(bytes);
}
