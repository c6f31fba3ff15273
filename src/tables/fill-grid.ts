/** A cell, with the columns and rows that it takes. */
export interface SpanningCell {
  readonly colSpan: number;
  readonly rowSpan: number;
}

/** The texts of a table's cells, each in its column: what a cell takes beside its first place is empty. */
export function fillGrid<Cell extends SpanningCell>(
  rows: readonly (readonly Cell[])[],
  read: (cell: Cell) => string,
): string[][] {
  /** For each column the first row in which it is free again. */
  const free: number[] = [];
  const grid = rows.map((cells, index) => {
    const texts: string[] = [];
    const skip = (): void => {
      while ((free[texts.length] ?? 0) > index) texts.push('');
    };
    for (const cell of cells) {
      skip();
      const start = texts.length;
      for (let column = start; column < start + cell.colSpan; column += 1) {
        // A span of no rows goes down to the last.
        free[column] = cell.rowSpan === 0 ? Infinity : index + cell.rowSpan;
        texts.push(column === start ? read(cell) : '');
      }
    }
    skip();
    return texts;
  });
  const width = Math.max(0, ...grid.map(({ length }) => length));
  return grid.map((texts) => texts.concat(Array<string>(width - texts.length).fill('')));
}
