import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { StepStrings } from '../i18n/english-steps.js';
import type { Strings } from '../i18n/english.js';
import { cleanText } from '../safety/clean-text.js';
import { createLink } from './create-link.js';
import { stepIcon } from './step-icons.js';
import type { PageLink, StepDetail, StepView } from './step-view.js';

const fewItems = 8;
const mostItems = 100;
const longestItem = 1000;

/** The words that the steps of a message are told in. */
export interface StepWords {
  readonly strings: Strings;
  readonly words: StepStrings;
}

/** A step on the line of what was done; with its details only where `isWhole`. */
export function renderStep(view: StepView, isWhole: boolean, words: StepWords): TemplateResult {
  const { kind, title, subject, state, details } = view;
  const isSaidBelow = isWhole && view.isDetailed;
  return html`<li part="step" data-state=${state}>
    ${stepIcon(kind)}
    <div class="told">
      <p>
        <span class="title">${title}</span>
        ${subject && !isSaidBelow ? html`<bdi class="subject">${subject}</bdi>` : nothing}
        ${state === 'unfinished' ? html`<span class="state">${words.words.notFinished}</span>` : nothing}
      </p>
      ${isWhole ? details.map((detail) => renderDetail(detail, words)) : nothing}
    </div>
  </li>`;
}

function renderDetail(detail: StepDetail, words: StepWords): TemplateResult {
  switch (detail.kind) {
    case 'texts':
      return renderList(detail.label, detail.texts, words, (text) => html`<bdi>${cutItem(text)}</bdi>`);
    case 'links':
      return renderList(detail.label, detail.links, words, (link) => renderLink(link, words));
    case 'code': {
      const { label, language } = detail;
      const heading =
        language && language !== 'json' ? `${label} (${cutItem(language).slice(0, 20)})` : label;
      return html`<gemini-chat-code
        .text=${detail.text}
        .label=${heading}
        .strings=${words.strings}
        .words=${words.words}
      ></gemini-chat-code>`;
    }
    case 'images':
      return html`<div class="pictures">
        ${detail.contents
          .slice(0, fewItems)
          .map(
            (content) =>
              html`<gemini-chat-picture
                .content=${content}
                .strings=${words.strings}
                bare
              ></gemini-chat-picture>`,
          )}
      </div>`;
  }
}

/** A list that is short at first, and bounded however much came. */
function renderList<Item>(
  label: string,
  items: readonly Item[],
  { words }: StepWords,
  render: (item: Item) => TemplateResult,
): TemplateResult {
  const isLong = items.length > fewItems + 2;
  const rest = isLong ? items.slice(fewItems, mostItems) : [];
  const leftOut = items.length - mostItems;
  const row = (item: Item): TemplateResult => html`<li>${render(item)}</li>`;
  return html`<ul aria-label=${label}>
      ${(isLong ? items.slice(0, fewItems) : items).map(row)}
    </ul>
    ${
      isLong
        ? html`<details class="rest">
            <summary class="fold">${words.showAll(String(items.length))}</summary>
            <ul aria-label=${label}>
              ${rest.map(row)}
            </ul>
            ${leftOut > 0 ? html`<p>${words.leftOutItems(leftOut)}</p>` : nothing}
          </details>`
        : nothing
    }`;
}

function renderLink(link: PageLink, words: StepWords): TemplateResult {
  const { text, href, remark, children = [] } = link;
  return html`${guard([text, href, words.strings], () => createLink(text, href, words.strings))}
  ${remark ? html`<span class="remark">${cutItem(remark)}</span>` : nothing}
  ${
    children.length > 0
      ? html`<ul>
          ${children.slice(0, fewItems).map((child) => html`<li>${renderLink(child, words)}</li>`)}
        </ul>`
      : nothing
  }`;
}

function cutItem(text: string): string {
  return cleanText(text.length > longestItem ? `${text.slice(0, longestItem)}…` : text);
}
