import type { ChatPolicy } from './read-options.js';

/** Where Google's own file store is, also behind a gateway that has another address. */
const googleBase = 'https://generativelanguage.googleapis.com';

/** Written so plainly that every reader of URLs finds the same host in it. */
const plainUrl = /^https:\/\/([a-z0-9.-]+(?::\d{1,5})?)(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/;

const longestUri = 2048;

/** Makes the test of addresses that Gemini may be asked to fetch; undefined where the site allows none. */
export function createUriCheck(
  policy: Pick<ChatPolicy, 'baseUrl' | 'uploads' | 'uriHosts'>,
): ((uri: string) => boolean) | undefined {
  const { uploads, uriHosts } = policy;
  if (uploads === false && uriHosts.length === 0) return undefined;
  const stores = uploads === false ? [] : [policy.baseUrl, googleBase];
  return (uri) => {
    if (uri.length > longestUri) return false;
    if (stores.some((store) => isStored(uri, store))) return true;
    const host = plainUrl.exec(uri)?.[1];
    return host !== undefined && uriHosts.includes(host) && URL.canParse(uri) && new URL(uri).host === host;
  };
}

/** A file that was uploaded, or one that Gemini made. */
function isStored(uri: string, store: string): boolean {
  if (!uri.startsWith(`${store}/`)) return false;
  return /^(?:v\w{1,16}\/)?files\/[a-z0-9-]{1,64}(?::download\?alt=media)?$/.test(
    uri.slice(store.length + 1),
  );
}
