import { findStoredFile } from '../visitors/stored-file.js';
import type { ChatPolicy } from './read-options.js';

/** Written so plainly that every reader of URLs finds the same host in it. */
const plainUrl = /^https:\/\/([a-z0-9.-]+(?::\d{1,5})?)(?:[/?#][\x21-\x5b\x5d-\x7e]*)?$/;

const longestUri = 2048;

/**
 * Makes the test of addresses that Gemini may be asked to fetch; undefined where the site allows none. Whether a
 * file of Gemini's store is the visitor's is not asked here.
 */
export function createUriCheck(
  policy: Pick<ChatPolicy, 'baseUrl' | 'uploads' | 'uriHosts'>,
): ((uri: string) => boolean) | undefined {
  const { baseUrl, uploads, uriHosts } = policy;
  if (uploads === false && uriHosts.length === 0) return undefined;
  return (uri) => {
    if (uri.length > longestUri) return false;
    if (findStoredFile(uri, baseUrl)) return uploads !== false;
    const host = plainUrl.exec(uri)?.[1];
    return host !== undefined && uriHosts.includes(host) && URL.canParse(uri) && new URL(uri).host === host;
  };
}
