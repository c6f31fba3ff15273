/** With these a spreadsheet takes a text for a formula; the wide forms count in some languages. */
const formulaStart = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;
const sign = /[\p{L}\p{N}]/u;
const plainNumber =
  /^[+-]?\p{Sc}?(?:\d+(?:[.,'’\u00A0\u202F]\d+)*|\.\d+)(?:e[+-]?\d+)?[ \u00A0\u202F]?[%‰\p{Sc}]?$/iu;

/** A cell's text, which no spreadsheet takes for a formula: where one would, behind an apostrophe. */
export function guardCell(text: string): string {
  // A reader of plain text may make a row of each line.
  return text
    .split('\n')
    .map((line) => (isFormula(line) ? `'${line}` : line))
    .join('\n');
}

/** Rows of cells as comma-separated values by RFC 4180, harmless in a spreadsheet. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(quoteCell).join(',')).join('\r\n');
}

function quoteCell(cell: string): string {
  const text = guardCell(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A mark without a letter or a number, such as a dash for nothing, computes nothing. */
function isFormula(line: string): boolean {
  return formulaStart.test(line) && sign.test(line) && !plainNumber.test(line);
}
