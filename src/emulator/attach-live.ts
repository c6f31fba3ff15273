import type { RawData, WebSocket, WebSocketServer } from 'ws';
import { isWireObject } from '../protocol/wire-object.js';
import { answerStatus } from './answer-status.js';
import type { Fault } from './fault.js';
import type { GeminiEmulator } from './gemini-emulator.js';
import { GoogleError } from './google-error.js';
import { findCaller, isLiveAddress } from './live-caller.js';
import { describeClose } from './live-error.js';
import { createLivePort, type LiveFrames } from './live-fault.js';
import { findLiveHome, type LiveHome } from './live-home.js';
import { LiveSession } from './live-session.js';
import { loadLiveSockets } from './load-live-sockets.js';

/** A server of `node:http` or `node:https`. */
export interface LiveServer {
  on(event: 'upgrade', listener: (...given: unknown[]) => void): unknown;
  off(event: 'upgrade', listener: (...given: unknown[]) => void): unknown;
}

/** How long connections to the emulated Live API last, by the emulator's clock. */
export interface LiveServerOptions {
  /** Seconds after which a connection is closed; 600 by default, as at Google. */
  readonly connectionSeconds?: number;
  /** Seconds before that, when the client is told by `goAway`; 60 by default. */
  readonly noticeSeconds?: number;
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
  { connectionSeconds = 600, noticeSeconds = 60 }: LiveServerOptions = {},
): () => void {
  const home = findLiveHome(emulator);
  const open = new Set<WebSocket>();
  let sockets: Promise<WebSocketServer> | undefined;
  const accept = async ([incoming, socket, head]: Upgrade, request: Request) => {
    const fault = await findFault(request, home);
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
      startSession(connected, request, { home, fault, connectionSeconds, noticeSeconds });
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

async function findFault(request: Request, { findFault: find }: LiveHome): Promise<Fault | undefined> {
  try {
    return await find(request);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { kind: 'status', status: error.status };
  }
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

interface SessionParts extends Required<LiveServerOptions> {
  readonly home: LiveHome;
  readonly fault: Fault | undefined;
}

function startSession(socket: WebSocket, request: Request, parts: SessionParts): void {
  const { home, fault, connectionSeconds, noticeSeconds } = parts;
  const frames: LiveFrames = {
    send: (bytes, isLast) => socket.send(bytes, { binary: true, fin: isLast }),
    close: (code, reason) => socket.close(code, reason),
    drop: () => socket.terminate(),
  };
  try {
    const session = new LiveSession({
      context: home.context,
      token: findCaller(request, home.context),
      port: createLivePort(frames, fault),
      origin: new URL(request.url).origin,
      connectionSeconds,
      noticeSeconds,
    });
    socket.on('message', (data) => session.receive(readFrame(data)));
    socket.on('close', () => session.end());
  } catch (error) {
    const { code, reason } = describeClose(error);
    socket.close(code, reason);
  }
}

/** Text and binary frames say the same here. */
function readFrame(data: RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
  return new TextDecoder().decode(bytes);
}
