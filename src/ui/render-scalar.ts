import { html, nothing, type TemplateResult } from 'lit';
import type { DataView, Place } from './data-view.js';
import { dropHidden } from './drop-hidden.js';
import { formatNumber } from './format-number.js';

/** Longer texts are cut until the reader wants them whole. */
const longText = 2000;
const isoTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** A value that holds no others. Texts stay as they are written: only numbers and yes or no are put into words. */
export function renderScalar(value: unknown, place: Place, view: DataView): TemplateResult {
  const { words, locale } = view;
  switch (typeof value) {
    case 'string':
      return value ? renderText(value, place, view) : html`<span class="none">${words.dataNone}</span>`;
    case 'number':
      return html`<bdi class="amount">${formatNumber(value, locale)}</bdi>`;
    case 'boolean':
      return html`${value ? words.dataYes : words.dataNo}`;
    default:
      return html`<span class="none">${words.dataNone}</span>`;
  }
}

function renderText(value: string, place: Place, view: DataView): TemplateResult {
  const limit = view.limits.get(place.path) ?? longText;
  const text = dropHidden(value.slice(0, limit));
  const url = value.length <= longText ? readAddress(value) : undefined;
  if (url) return renderLink(text, url);
  if (isoTime.test(value)) return renderTime(value, view.locale);
  return html`<span class="text" dir="auto">${text}</span>${
      value.length > limit
        ? html`<button type="button" class="more" @click=${() => view.showMore(place.path, value.length)}>
            ${view.words.dataWholeText(value.length)}
          </button>`
        : nothing
    }`;
}

/** The address that a whole text is; one with a name in front of its host claims to lead elsewhere. */
function readAddress(text: string): URL | undefined {
  if (!/^https?:\/\/\S+$/i.test(text)) return undefined;
  try {
    const url = new URL(text);
    return url.username || url.password ? undefined : url;
  } catch {
    return undefined;
  }
}

function renderLink(text: string, { href, hostname }: URL): TemplateResult {
  // A host in another script may look like one that it is not.
  const shows = text.toLowerCase().includes(hostname);
  return html`<a
      href=${href}
      title=${href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerpolicy="no-referrer"
      ><bdi dir="ltr">${text}</bdi></a
    >${shows ? nothing : html` <span part="link-host">(<bdi>${hostname}</bdi>)</span>`}`;
}

/** The text as it is; the reader's own way to write it only on top. */
function renderTime(text: string, locale: string): TemplateResult {
  const date = new Date(text);
  if (Number.isNaN(date.valueOf())) return html`<span class="text">${text}</span>`;
  const options: Intl.DateTimeFormatOptions = text.includes('T')
    ? { dateStyle: 'full', timeStyle: 'short' }
    : { dateStyle: 'full', timeZone: 'UTC' };
  return html`<time datetime=${text} title=${new Intl.DateTimeFormat(locale, options).format(date)}
    >${text}</time
  >`;
}
