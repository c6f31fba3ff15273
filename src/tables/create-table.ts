import { createCopyButton, type CopyLabels } from '../dom/create-copy-button.js';
import { createElement } from '../dom/create-element.js';
import { copyTable } from './copy-table.js';

/** Words of a table. */
export interface TableLabels extends CopyLabels {
  /** Accessible name of a table's scroller. */
  readonly table: string;
  /** On the button that copies a table as comma-separated values. */
  readonly copyTable: string;
}

/** A table that scrolls in itself, with a button beside it, not over it, that copies what is in it then. */
export function createTable(
  owner: Document,
  table: HTMLTableElement,
  { labels }: { readonly labels: TableLabels },
): HTMLElement {
  const copy = createCopyButton(owner, labels, {
    word: labels.copyTable,
    copy: (button) => copyTable(button.previousElementSibling?.querySelector('table') ?? table),
  });
  // A group: as a region, each table of an answer would be one more landmark of the page.
  const scroller = { part: 'table', tabindex: '0', role: 'group', 'aria-label': labels.table };
  return createElement(
    owner,
    'div',
    // The scroller begins where the table does, and the words on the button are no text of the answer.
    { part: 'table-block', dir: table.dir },
    createElement(owner, 'div', scroller, table),
    copy,
  );
}
