import type { LiveConnectConfig, Session } from '@google/genai/web';
import { ChatError } from '../protocol/chat-error.js';
import type { WireObject } from '../protocol/wire-object.js';
import { createLiveError, describeLiveClose, type LiveClose, redact } from './live-close.js';
import { LiveSocket } from './live-socket.js';
import { loadGenai } from './load-genai.js';

/** A connection as it is wanted. */
export interface LiveWish {
  readonly token: string;
  /** The absolute address in place of Google's; empty for Google's own. */
  readonly apiBase: string;
  readonly model: string;
  readonly config: LiveConnectConfig;
  /** Milliseconds that opening the socket may take. */
  readonly openMs: number;
  /** Milliseconds that the server may take to accept the setup. */
  readonly silenceMs: number;
}

/** Who is told what a connection brings. */
export interface LiveEnds {
  readonly onMessage: (message: WireObject) => void;
  /** It was closed, and not from here. */
  readonly onClose: (close: LiveClose) => void;
}

/** A connection that is open, its setup accepted. */
export interface LiveConnection {
  readonly session: Session;
  /** How much of what was said has not left yet. */
  readonly unsent: () => number;
  /** Ends it from here; resolves when the other end knows, or soon after. */
  leave(): Promise<void>;
}

const accepted = JSON.stringify({ setupComplete: {} });

const noSignIn = {
  addAuthHeaders: async (): Promise<void> => undefined,
};

/**
 * Opens a connection to the Live API with Google's own client. Throws a `ChatError` where that fails, and the
 * signal's reason when it aborts.
 */
export async function openLiveConnection(
  wish: LiveWish,
  ends: LiveEnds,
  signal: AbortSignal,
): Promise<LiveConnection> {
  const { GoogleGenAI, Live } = await loadGenai();
  signal.throwIfAborted();
  // The client's own socket gives frames out of order and stops at those that are broken.
  class Client extends GoogleGenAI {
    openLive(create: (url: string, ends: ClientEnds) => LiveSocket): InstanceType<typeof Live> {
      return new Live(this.apiClient, noSignIn, { create: (url, _headers, given) => create(url, given) });
    }
  }
  const { token, apiBase, model, config, openMs, silenceMs } = wish;
  const baseUrl = apiBase.replace(/\/+$/, '');
  const client = new Client({
    apiKey: token,
    httpOptions: { apiVersion: 'v1alpha', ...(baseUrl && { baseUrl }) },
  });
  return new Promise((resolve, reject) => {
    let stage: LiveClose['stage'] = 'unopened';
    let isAccepted = false;
    let socket: LiveSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    const fail = (error: unknown): void => {
      settle();
      socket?.close();
      // It is the caller who knows why it has stopped.
      reject(error);
    };
    const stop = (): void => fail(signal.reason);
    signal.addEventListener('abort', stop);
    timer = setTimeout(
      () => fail(createLiveError('network', 'live-unreachable', 'The live session did not open in time.')),
      openMs,
    );
    const live = client.openLive((url, given) => {
      socket = new LiveSocket(url, {
        onOpen: () => {
          stage = 'opened';
          clearTimeout(timer);
          timer = setTimeout(
            () => fail(createLiveError('timeout', 'live-silent', 'The live session did not begin in time.')),
            silenceMs,
          );
          given.onopen();
        },
        onMessage: (message) => {
          if (!isAccepted && message['setupComplete']) {
            isAccepted = true;
            // All that the client has to know: what it cannot put into its own words it would choke on.
            given.onmessage({ data: accepted });
          }
          if (isAccepted) ends.onMessage(message);
        },
        onClose: (code, said) => {
          const close = { code, reason: redact(said, token), stage };
          if (stage === 'ready') ends.onClose(close);
          else fail(describeLiveClose(close));
        },
      });
      return socket;
    });
    live.connect({ model, config, callbacks: { onmessage: () => undefined } }).then(
      (session) => {
        settle();
        stage = 'ready';
        resolve({ session, unsent: () => socket?.unsent ?? 0, leave: async () => socket?.leave() });
      },
      (error: unknown) => {
        const words = error instanceof Error ? error.message : String(error);
        fail(
          new ChatError('invalid-request', {
            reason: 'live-unsupported',
            message: `The live session cannot be asked for: ${redact(words, token)}`,
          }),
        );
      },
    );
  });
}

/** What the client wants to be told of its socket. */
interface ClientEnds {
  readonly onopen: () => void;
  readonly onmessage: (event: { readonly data: string }) => void;
}
