import { html, nothing, type TemplateResult } from 'lit';
import type { SourcesStrings } from '../i18n/english-sources.js';
import type { Review, Source } from './source.js';

/** Attribution that Google asks for; a name, and so the same in every language. */
const mapsName = html`<span class="host" translate="no">Google Maps</span>`;

/** What every link to a source has; its address stays exactly as given. */
const linkAttributes = {
  target: '_blank',
  rel: 'noopener noreferrer nofollow',
  referrerpolicy: 'no-referrer',
} as const;

/** A place on Google's own maps is attributed in words; any other address says where it leads. */
function isMaps(kind: Source['kind'], host: string): boolean {
  return kind === 'place' && /^(?:maps|www)\.google\.[a-z.]+$/.test(host);
}

/** An entry in the list of sources. */
export function renderSource(source: Source, words: SourcesStrings, locale: string): TemplateResult {
  const { number, href, title, host, page, kind, reviews } = source;
  const format = new Intl.NumberFormat(locale);
  const name = title || host;
  return html`<li>
    <span class="number" aria-hidden="true">${format.format(number)}</span>
    <span class="source">
      ${href ? renderLink(href, name) : html`<bdi>${name}</bdi>`}
      ${page === undefined ? nothing : html`<span class="host">${words.sourcePage(format.format(page))}</span>`}
      ${kind === 'place' ? mapsName : nothing}
      ${host && host !== name && !isMaps(kind, host) ? html`<bdi class="host" dir="ltr">${host}</bdi>` : nothing}
      ${reviews.length > 0 ? renderReviews(reviews, words.reviewsOf(name), words.review) : nothing}
    </span>
  </li>`;
}

function renderReviews(reviews: readonly Review[], label: string, unnamed: string): TemplateResult {
  return html`<ul class="reviews" role="list" aria-label=${label}>
    ${reviews.map(({ href, title }) => html`<li>${renderLink(href, title || unnamed)}</li>`)}
  </ul>`;
}

function renderLink(href: string, text: string): TemplateResult {
  const { target, rel, referrerpolicy } = linkAttributes;
  return html`<a href=${href} title=${href} target=${target} rel=${rel} referrerpolicy=${referrerpolicy}
    ><bdi>${text}</bdi></a
  >`;
}

/** A mark in the text: the source's number, a link where the source has an address. */
export function createCitation(source: Source, words: SourcesStrings, locale: string): HTMLElement {
  const { title, host, page, href } = source;
  const format = new Intl.NumberFormat(locale);
  const number = format.format(source.number);
  const place = page === undefined ? host : words.sourcePage(format.format(page));
  const name = words.sourceName(number, title, place === title ? '' : place);
  if (href) {
    const link = document.createElement('a');
    const attributes = { part: 'citation', href, title: name, 'aria-label': name, ...linkAttributes };
    for (const [key, value] of Object.entries(attributes)) link.setAttribute(key, value);
    link.append(number);
    return link;
  }
  // Nothing to follow, and so nothing that may carry a label: the name is there as text.
  const mark = document.createElement('span');
  mark.setAttribute('part', 'citation');
  mark.title = name;
  const shown = document.createElement('span');
  shown.setAttribute('aria-hidden', 'true');
  shown.append(number);
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.append(name);
  mark.append(shown, spoken);
  return mark;
}
