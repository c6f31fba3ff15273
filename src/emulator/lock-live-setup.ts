import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import type { TokenTerms } from './token-store.js';

function withField(
  object: WireObject,
  [name = '', ...rest]: readonly string[],
  from: WireObject,
): WireObject {
  const { [name]: before, ...others } = object;
  const given = from[name];
  if (rest.length === 0) return given === undefined ? others : { ...others, [name]: given };
  const inner = isWireObject(before) ? before : {};
  const changed = withField(inner, rest, isWireObject(given) ? given : {});
  return Object.keys(changed).length > 0 || isWireObject(before) ? { ...others, [name]: changed } : others;
}

/**
 * The setup that counts where a token opens the session. What the token locks comes from the token, and is left out
 * where the token has nothing there. Which session is to go on remains the client's to say.
 */
export function lockLiveSetup(client: WireObject, { setup, lockedFields }: TokenTerms): WireObject {
  if (lockedFields.length > 0) {
    return lockedFields.reduce((fields, path) => withField(fields, path.split('.'), setup ?? {}), client);
  }
  if (!setup) return client;
  const { sessionResumption: resumption } = client;
  if (!isWireObject(resumption) || typeof resumption['handle'] !== 'string') return setup;
  return withField(setup, ['sessionResumption', 'handle'], { sessionResumption: resumption });
}
