import { loadTableWriter } from './load-table-writer.js';
import type { TableText } from './write-table.js';

/**
 * Copies a table as comma-separated values and as a table of words; where the browser refuses, selects it and says
 * false.
 */
export async function copyTable(table: HTMLTableElement): Promise<boolean> {
  const text = loadTableWriter().then(({ writeTable }) => writeTable(table));
  try {
    await writeClipboard(text).catch(async () => navigator.clipboard.writeText((await text).csv));
    return true;
  } catch {
    getSelection()?.selectAllChildren(table);
    return false;
  }
}

/** Asks for the clipboard at once: some browsers give it only in the turn of the click. */
async function writeClipboard(text: Promise<TableText>): Promise<void> {
  const toBlob = async (type: string, kind: keyof TableText): Promise<Blob> =>
    new Blob([(await text)[kind]], { type });
  await navigator.clipboard.write([
    new ClipboardItem({
      'text/plain': toBlob('text/plain', 'csv'),
      'text/html': toBlob('text/html', 'html'),
    }),
  ]);
}
