import { html, nothing, type TemplateResult } from 'lit';
import { enter, readLimit, renderMore, type DataView, type Place } from './data-view.js';
import { toTitle } from './drop-hidden.js';
import { chevronIcon } from './icons.js';
import { renderScalar } from './render-scalar.js';
import { readColumns, renderTable } from './render-table.js';

/** As many entries of the whole that hold others stand open, whatever comes after them; the rest waits for a click. */
const openEntries = 10;

/** Data as its reader sees it: objects as names and values, lists of equal objects as tables, others as lists. */
export function renderData(value: unknown, name: string, place: Place, view: DataView): TemplateResult {
  if (!isHolder(value)) return renderScalar(value, place, view);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const columns = readColumns(list);
    return columns ? renderTable(list, columns, name, place, view) : renderList(list, place, view);
  }
  return renderObject(value, place, view);
}

function renderObject(value: object, place: Place, view: DataView): TemplateResult {
  const keys = Object.keys(value);
  if (keys.length === 0) return renderNone(view);
  let holders = -1;
  return html`<div class="entries" tabindex="-1">
    <dl>
      ${keys.slice(0, readLimit(place, view)).map((key) => {
        const field: unknown = Reflect.getOwnPropertyDescriptor(value, key)?.value;
        if (isHolder(field)) holders += 1;
        const inner = renderInner(field, toTitle(key), enter(place, key), holders, view);
        return html`<div class=${isHolder(field) ? 'nested' : nothing}>
          <dt><bdi>${toTitle(key)}</bdi></dt>
          <dd>${inner}</dd>
        </div>`;
      })}
    </dl>
    ${renderMore(place, keys.length, view)}
  </div>`;
}

function renderList(list: readonly unknown[], place: Place, view: DataView): TemplateResult {
  if (list.length === 0) return renderNone(view);
  return html`<div class="entries" tabindex="-1">
    <ol>
      ${list
        .slice(0, readLimit(place, view))
        .map(
          (item, index) =>
            html`<li>${renderInner(item, findTitle(item), enter(place, index), index, view)}</li>`,
        )}
    </ol>
    ${renderMore(place, list.length, view)}
  </div>`;
}

/** What is in an entry; what holds more values is a fold-out, whose inside is made when it is opened. */
function renderInner(
  value: unknown,
  name: string,
  place: Place,
  index: number,
  view: DataView,
): TemplateResult {
  if (!isHolder(value)) return renderScalar(value, place, view);
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  if (count === 0) return renderNone(view);
  const isOpen = view.opened.get(place.path) ?? (place.depth === 1 && index < openEntries);
  return html`<details
    ?open=${isOpen}
    @toggle=${({ target }: Event) => {
      // It also tells of what was done by this.
      if (target instanceof HTMLDetailsElement && target.open !== isOpen)
        view.toggle(place.path, target.open);
    }}
  >
    <summary>
      ${chevronIcon}<bdi class="name">${name}</bdi>
      <span class="count">${view.words.dataEntries(count)}</span>
    </summary>
    ${isOpen ? renderData(value, name, place, view) : nothing}
  </details>`;
}

function renderNone({ words, isGrowing }: DataView): TemplateResult {
  return html`<span class="none">${isGrowing ? '…' : words.dataNone}</span>`;
}

/** What an object in a list is called: the first of its texts. */
function findTitle(item: unknown): string {
  if (!isHolder(item)) return '';
  return toTitle(Object.values(item).find((value) => typeof value === 'string' && value !== ''));
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
