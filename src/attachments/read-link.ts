import type { Content } from '../protocol/step.js';
import { findMimeType } from './find-mime-type.js';
import { refuse, type Refusal } from './refusal.js';
import { toMedia } from './to-media.js';

const watchHost = 'www.youtube.com';
const youTubeHosts: ReadonlySet<string> = new Set([
  'youtube.com',
  watchHost,
  'm.youtube.com',
  'music.youtube.com',
  'www.youtube-nocookie.com',
]);

/** What a link says, and what it is called. */
export interface Link {
  readonly name: string;
  readonly content: Content;
}

/**
 * A link as a piece of content: a video on YouTube, or a file behind `https` whose kind its name tells. `hosts`
 * are those that the site allows, where that is known.
 */
export function readLink(address: string | URL, hosts?: readonly string[]): Link | Refusal {
  const text = String(address);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Whoever reads the link would see a name before the host that is none.
  if (url?.protocol !== 'https:' || url.username || url.password) return refuse('link', text);
  const video = findVideo(url);
  // Written as Gemini's documents have it, whichever of the hosts it came by.
  const uri = video === undefined ? url.href : `https://${watchHost}/watch?v=${video}`;
  const { host } = new URL(uri);
  if (hosts && !hosts.includes(host)) return refuse('host', text, { host });
  if (video !== undefined) return { name: uri.slice('https://'.length), content: { type: 'video', uri } };
  const name = readName(url);
  const mimeType = name.includes('.') ? findMimeType({ name, type: '' }) : undefined;
  if (mimeType === undefined) return refuse('link', text);
  return { name: `${host}/…/${name}`, content: toMedia(mimeType, { uri }) };
}

function readName({ pathname }: URL): string {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The id of the video that an address of YouTube shows. */
function findVideo({ hostname, pathname, searchParams }: URL): string | undefined {
  const [, first = '', second = ''] = pathname.split('/');
  const isShort = hostname === 'youtu.be';
  if (!isShort && !youTubeHosts.has(hostname)) return undefined;
  const named = /^(?:shorts|live|embed|v)$/.test(first) ? second : searchParams.get('v');
  const id = isShort ? first : (named ?? '');
  return /^[\w-]{6,20}$/.test(id) ? id : undefined;
}
