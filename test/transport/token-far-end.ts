import { createGeminiEmulator, type GeminiEmulatorOptions } from '../../src/emulator.js';
import type { TokenWay } from '../../src/transport/over-token.js';
import type { TokenGrant } from '../../src/transport/token-grant.js';
import { TokenTransport } from '../../src/transport/token-transport.js';

export const googleAddress = 'https://generativelanguage.googleapis.com';

export interface DirectSetup extends Partial<TokenWay> {
  /** One grant after the other; the last one stays. Numbered keys where none are given. */
  readonly grants?: readonly TokenGrant[];
  readonly answer: (request: Request) => Response | Promise<Response>;
}

/** A page that goes to Google by itself, and what it sent there. */
export function goDirectly({ grants, answer, ...way }: DirectSetup) {
  const sent: Request[] = [];
  const state = { grants: 0 };
  const transport = new TokenTransport({
    tokenEndpoint: '',
    apiBase: '',
    api: 'interactions',
    async getToken() {
      state.grants += 1;
      return grants?.[Math.min(state.grants, grants.length) - 1] ?? { token: `key-${state.grants}` };
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      // A copy that can be read later.
      sent.push(request.clone());
      return answer(request);
    },
    ...way,
  });
  return { transport, sent, state };
}

/** Headers that browsers send without asking first. */
const simpleHeaders: ReadonlySet<string> = new Set(['accept']);

/** An emulator behind what a browser does: it asks whether the headers may be sent. */
export function createStrictEmulator(options: GeminiEmulatorOptions = {}) {
  const emulator = createGeminiEmulator(options);
  return async (request: Request): Promise<Response> => {
    const preflight = await emulator(request.url, { method: 'OPTIONS' });
    const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ') ?? [];
    const refused = [...request.headers.keys()].filter(
      (name) => !simpleHeaders.has(name) && !allowed.includes(name),
    );
    if (refused.length > 0) throw new TypeError(`Refused by the preflight: ${refused.join(', ')}`);
    if (/[?&](?:key|access_token)=/.test(request.url)) throw new TypeError('A key stands in the address.');
    return emulator(request);
  };
}
