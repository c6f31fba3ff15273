import { createIdentifier } from '../../src/visitors/create-identifier.js';
import type { IdKind } from '../../src/visitors/id-seal.js';
import { canaryKey } from './fake-gemini.js';

/** One of Gemini's ids as a handler under test gives it to a client that nothing is known of. */
export async function sealId(
  kind: IdKind,
  id: string,
  request = new Request('https://shop.example'),
): Promise<string> {
  const identify = createIdentifier({
    secrets: () => Promise.resolve([canaryKey]),
    baseUrl: 'https://generativelanguage.googleapis.com',
    trustedProxies: 0,
  });
  return (await identify(request)).ids.seal(kind, id);
}
