import { loadTokenTransport } from './load-token-transport.js';
import type { SoundOut } from '../protocol/sound-out.js';
import type { GetToken } from './token-grant.js';
import type { Transport } from './transport.js';

/** How a browser reaches Google by itself. */
export interface TokenWay {
  /** The absolute address that gives out credentials; empty where `getToken` does. */
  readonly tokenEndpoint: string;
  readonly getToken?: GetToken | undefined;
  /** The absolute address in place of Google's; empty for Google's own. */
  readonly apiBase: string;
  readonly api: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Where a live answer's sound goes, asked for each turn; it is dropped where this gives nothing. */
  readonly openSound?: (() => Promise<SoundOut | undefined>) | undefined;
}

/** A way to Google without a backend, with short-lived credentials; its code loads with the first turn. */
export function overToken(way: TokenWay): Transport {
  let loaded: Transport | undefined;
  const open = async (): Promise<Transport> => {
    const { TokenTransport } = await loadTokenTransport();
    // Two turns may have begun to load it.
    return (loaded ??= new TokenTransport(way));
  };
  return {
    async *send(...asked) {
      yield* (await open()).send(...asked);
    },
    call: async (path, init, signal) => (await open()).call(path, init, signal),
    async *talk(talk, signal) {
      yield* (await open()).talk?.(talk, signal) ?? [];
    },
    // A failure shows when it is needed.
    preload: () => void open().catch(() => {}),
    watchCall: (id) => loaded?.watchCall?.(id),
    close: () => loaded?.close?.(),
  };
}
