import { fillGrid } from './fill-grid.js';
import { readCell } from './read-cell.js';
import { guardCell, writeCsv } from './write-csv.js';

/** A table as text for the clipboard. */
export interface TableText {
  readonly csv: string;
  readonly html: string;
}

/** Writes what is seen of a table: for a spreadsheet, and as a plain table for a document. */
export function writeTable(table: HTMLTableElement): TableText {
  const rows = Array.from(table.rows, ({ cells }) => Array.from(cells));
  return { csv: writeCsv(fillGrid(rows, readCell)), html: `<table>${rows.map(writeRow).join('')}</table>` };
}

function writeRow(cells: readonly HTMLTableCellElement[]): string {
  return `<tr>${cells.map(writeCell).join('')}</tr>`;
}

function writeCell(cell: HTMLTableCellElement): string {
  const { colSpan, localName, rowSpan } = cell;
  const spans = (colSpan > 1 ? ` colspan="${colSpan}"` : '') + (rowSpan > 1 ? ` rowspan="${rowSpan}"` : '');
  // Spreadsheets take the formulas of a pasted table, too.
  const text = escapeHtml(guardCell(readCell(cell))).replaceAll('\n', '<br>');
  return `<${localName}${spans}>${text}</${localName}>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
