import { createElement } from '../dom/create-element.js';
import { cleanStrictly, cleanText } from './clean-text.js';
import { parseUrl, type HostList } from './host-list.js';

/**
 * Names in running text that would be read as hosts. File names such as `index.js` and products such as ASP.NET
 * are not among them.
 */
const hostLike =
  /(?:[a-zA-Z][a-zA-Z0-9+.-]*:\/\/|www\.)[^\s/?#]+|(?:[\p{L}\p{N}-]+\.)+(?:com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|co|me|eu|uk|us|de|fr|nl|it|es|pl|ch|at|be|se|no|dk|fi|cz|pt|ru|cn|jp|kr|in|br|au|ca|mx|xyz|online|site|shop|store|cloud|tech|bank)(?![\p{L}\p{N}-])/gu;

/** Words beside links. */
export interface LinkLabels {
  /** On the mark beside a link that may deceive. */
  readonly linkWarning: (host: string) => string;
}

/** What is asked of links. */
export interface LinkRules {
  readonly linkHosts: HostList;
  readonly labels: LinkLabels;
}

/** Keeps a link that may be followed and says where it goes; any other becomes its text. */
export function decorateLink(link: HTMLAnchorElement, context: LinkRules): void {
  const owner = link.ownerDocument;
  const url = resolveLink(link.getAttribute('href') ?? '', context);
  if (!url) {
    cleanTexts(link, (text) => (text.parentElement?.closest('code') ? cleanStrictly : cleanText));
    link.replaceWith(...link.childNodes);
    return;
  }
  const changed = cleanTexts(link, () => cleanStrictly);
  const isWeb = url.protocol.startsWith('http');
  const hasUser = isWeb && Boolean(url.username || url.password);
  url.username = '';
  url.password = '';
  const host = isWeb ? url.hostname : cleanStrictly(decodeSafely(url.pathname));
  const claims = isWeb ? findHosts(link.textContent) : [];
  const shows = isWeb ? claims.includes(bare(host)) : link.textContent.includes(host);
  const deceives =
    changed || hasUser || /(?:^|\.)xn--/.test(host) || claims.some((claim) => !isRelated(claim, bare(host)));

  for (const [name, value] of Object.entries({
    href: url.href,
    title: url.href,
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
    referrerpolicy: 'no-referrer',
  })) {
    link.setAttribute(name, value);
  }
  if (!shows || deceives) {
    const name = createElement(owner, 'bdi', {}, host);
    link.append(
      createElement(owner, 'span', { part: 'link-host' }, link.textContent ? ' (' : '(', name, ')'),
    );
  }
  if (deceives) {
    const warning = context.labels.linkWarning(host);
    const attributes = { part: 'link-warning', role: 'img', 'aria-label': warning, title: warning };
    link.prepend(createElement(owner, 'span', attributes, '⚠'), ' ');
  }
}

function resolveLink(href: string, { linkHosts }: LinkRules): URL | undefined {
  const absolute = parseUrl(href);
  if (absolute) {
    if (/^https?:$/.test(absolute.protocol)) return /^\s*https?:\/\//i.test(href) ? absolute : undefined;
    return /^(?:mailto|tel):$/.test(absolute.protocol) ? absolute : undefined;
  }
  const url = parseUrl(href, document.baseURI);
  const isOwn = url && url.origin === location.origin && href.trim() !== '' && linkHosts.allows(url);
  return isOwn ? url : undefined;
}

/** Takes invisible characters out of the link's text; says whether there were any. */
function cleanTexts(link: HTMLAnchorElement, choose: (text: Node) => typeof cleanText): boolean {
  const texts = link.ownerDocument.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  let changed = false;
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const clean = choose(text)(text.nodeValue ?? '');
    if (clean === text.nodeValue) continue;
    text.nodeValue = clean;
    changed = true;
  }
  return changed;
}

function findHosts(text: string): string[] {
  // Matching is quadratic in the length of a word; a name further on does not count as shown.
  return Array.from(text.slice(0, 300).matchAll(hostLike), ([found]) => {
    const url = parseUrl(/:\/\//.test(found) ? found : `https://${found}`);
    return bare((url?.hostname ?? found).toLowerCase());
  });
}

function bare(host: string): string {
  return host.replace(/^www\.|\.$/g, '');
}

function isRelated(claim: string, host: string): boolean {
  return claim === host || host.endsWith(`.${claim}`) || claim.endsWith(`.${host}`);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
