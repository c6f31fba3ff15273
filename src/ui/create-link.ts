import type { Strings } from '../i18n/english.js';
import { cleanText } from '../safety/clean-text.js';
import { decorateLink } from '../safety/decorate-link.js';
import { HostList, parseUrl } from '../safety/host-list.js';

/** A web address from the wire as a link that says where it goes, under the rules of links in answers; others as text. */
export function createLink(text: string, href: string, strings: Strings): HTMLElement {
  const holder = document.createElement('span');
  holder.dir = 'auto';
  const isWeb = /^https?:$/.test(parseUrl(href)?.protocol ?? '');
  if (!isWeb) {
    holder.append(cleanText(text || href).slice(0, longest));
    return holder;
  }
  const link = document.createElement('a');
  link.setAttribute('href', href);
  link.append(shortenAddress(text || href));
  holder.append(link);
  decorateLink(link, { linkHosts: new HostList('linkHosts'), labels: strings });
  return holder;
}

const longest = 300;

function shortenAddress(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
