import { isWireObject } from '../protocol/wire-object.js';
import { toTitle } from './drop-hidden.js';

/** A link to something that a visitor of Google Maps wrote about a place. */
export interface Review {
  readonly title: string;
  readonly href: string;
}

/** A page, file or place that an answer rests on. */
export interface Source {
  readonly kind: 'page' | 'file' | 'place';
  readonly number: number;
  /** Equal for two citations of one source. */
  readonly key: string;
  /** Its name; empty where it has none. */
  readonly title: string;
  /** The address exactly as it was given; nothing where it is none of the web. */
  readonly href: string | undefined;
  /** The host that the address really leads to. */
  readonly host: string;
  /** The page of a file. */
  readonly page: number | undefined;
  readonly reviews: readonly Review[];
}

const maxReviews = 20;

/** What an annotation of the wire or a place names; nothing for those that are no citations. */
export function readSource(annotation: unknown, number: number): Source | undefined {
  if (!isWireObject(annotation)) return undefined;
  const { type, url, title, name, place_id: place } = annotation;
  const link = readLink(url);
  const base = { number, ...link, page: undefined, reviews: [] };
  if (type === 'url_citation' && typeof url === 'string' && url) {
    return {
      ...base,
      kind: 'page',
      key: `page ${url}`,
      title: toTitle(title) || (link.host ? '' : toTitle(url)),
    };
  }
  if (type === 'place_citation' && (link.href || name)) {
    const reviews = readReviews(annotation['review_snippets']);
    const id = [place, url, name].find((value) => typeof value === 'string' && value);
    return { ...base, kind: 'place', key: `place ${String(id)}`, title: toTitle(name), reviews };
  }
  if (type !== 'file_citation') return undefined;
  const { document_uri: uri, file_name: file, page_number: page, media_id: media, source } = annotation;
  const fileTitle = [file, source, uri, media].map(toTitle).find(Boolean);
  if (!fileTitle) return undefined;
  const shownPage = typeof page === 'number' && Number.isInteger(page) && page > 0 ? page : undefined;
  const key = `file ${JSON.stringify([uri, file, media, shownPage])}`;
  return { ...base, ...readLink(uri), kind: 'file', key, title: fileTitle, page: shownPage };
}

function readReviews(snippets: unknown): Review[] {
  if (!Array.isArray(snippets)) return [];
  const list: readonly unknown[] = snippets.slice(0, maxReviews);
  return list
    .filter((snippet) => isWireObject(snippet))
    .flatMap(({ url, title }) => {
      const { href } = readLink(url);
      return href ? [{ href, title: toTitle(title) }] : [];
    });
}

function readLink(address: unknown): Pick<Source, 'href' | 'host'> {
  const none = { href: undefined, host: '' };
  if (typeof address !== 'string' || !/^https?:\/\//i.test(address)) return none;
  try {
    return { href: address, host: new URL(address).hostname };
  } catch {
    return none;
  }
}
