import { html, nothing, type TemplateResult } from 'lit';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { enter, readLimit, renderMore, type DataView, type Place } from './data-view.js';
import { toTitle } from './drop-hidden.js';
import { renderScalar } from './render-scalar.js';

/** Wider tables are read better entry by entry. */
const maxColumns = 24;

/** The keys of a list of objects without further objects in them; nothing where that is no table. */
export function readColumns(rows: readonly unknown[]): readonly string[] | undefined {
  const columns = new Set<string>();
  for (const row of rows) {
    if (!isWireObject(row)) return undefined;
    for (const [key, value] of Object.entries(row)) {
      if (typeof value === 'object' && value !== null) return undefined;
      if (columns.add(key).size > maxColumns) return undefined;
    }
  }
  return columns.size > 0 ? [...columns] : undefined;
}

/** A list of objects as a table, in a scroller of its own. */
export function renderTable(
  rows: readonly unknown[],
  columns: readonly string[],
  name: string,
  place: Place,
  view: DataView,
): TemplateResult {
  const shown = rows.slice(0, readLimit(place, view)).filter((row): row is WireObject => isWireObject(row));
  const kinds = columns.map((column) => (shown.every((row) => isAmount(row, column)) ? 'number' : nothing));
  return html`<div class="entries" tabindex="-1">
    <div part="table" role="region" tabindex="0" aria-label=${view.words.dataTable(name)}>
      <table>
        <thead>
          <tr>
            ${columns.map((column, index) => html`<th scope="col" class=${kinds[index]}><bdi>${toTitle(column)}</bdi></th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row, index) => {
            const inner = enter(place, index);
            return html`<tr>
              ${columns.map((column, at) => html`<td class=${kinds[at]}>${renderCell(row, column, inner, view)}</td>`)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${renderMore(place, rows.length, view)}
  </div>`;
}

/** A row that has no such key, unlike one whose value is none, leaves its cell empty. */
function renderCell(row: WireObject, column: string, place: Place, view: DataView): TemplateResult | string {
  return Object.hasOwn(row, column) ? renderScalar(row[column], enter(place, column), view) : '';
}

function isAmount(row: WireObject, column: string): boolean {
  const value = Object.hasOwn(row, column) ? row[column] : null;
  return typeof value === 'number' || value === null;
}
