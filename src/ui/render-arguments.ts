import { html, type TemplateResult } from 'lit';
import { cleanText } from '../safety/clean-text.js';
import { readableJson } from './readable-json.js';
import type { StepWords } from './render-step.js';

const fewFields = 12;
const shortValue = 300;

/** What is passed to a call: names with their values where they are short and plain, else JSON. */
export function renderArguments(args: unknown, label: string, words: StepWords): TemplateResult {
  const fields = readPlainFields(args);
  if (fields?.length === 0) return html`<p class="none">${words.words.noArguments}</p>`;
  if (fields) {
    return html`<dl aria-label=${label}>
      ${fields.map(
        ([name, value]) =>
          html`<div>
            <dt><bdi>${cleanText(name)}</bdi></dt>
            <dd dir="auto">${cleanText(String(value))}</dd>
          </div>`,
      )}
    </dl>`;
  }
  return renderData(args, label, words);
}

/** What a call gave back: a text as it is, anything else as JSON. */
export function renderData(data: unknown, label: string, { strings, words }: StepWords): TemplateResult {
  const text = typeof data === 'string' ? data : readableJson(data);
  return html`<gemini-chat-code
    .text=${text}
    .label=${label}
    .strings=${strings}
    .words=${words}
  ></gemini-chat-code>`;
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' && value.length <= shortValue && !value.includes('\n');
}

function readPlainFields(args: unknown): [string, unknown][] | undefined {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return undefined;
  const fields = Object.entries(args);
  const isPlain = ([name, value]: [string, unknown]): boolean =>
    name.length <= 60 &&
    (value === null || typeof value === 'number' || typeof value === 'boolean' || isShort(value));
  return fields.length <= fewFields && fields.every(isPlain) ? fields : undefined;
}
