/** Ours, not the text's: the host that a link is given, its warning, the number of a footnote, what one can press. */
const added =
  "[part~='link-host'],[part~='link-warning'],[part~='footnote-reference'],[part~='code-header']," +
  "button:not([part~='image-open'])";
const ownLine = 'p,div,ul,ol,li,dl,dt,dd,blockquote,pre,table,tr,details,summary,figure,h1,h2,h3,h4,h5,h6,hr';

/** What is seen in a cell of a table, as text: its lines, the words of its images, its boxes as `[x]` and `[ ]`. */
export function readCell(cell: Element): string {
  return readNodes(cell)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function readNodes(parent: Node): string {
  return Array.from(parent.childNodes, readNode).join('');
}

function readNode(node: Node): string {
  if (node instanceof Text) {
    return node.parentElement?.closest('pre') ? node.data : node.data.replaceAll('\n', ' ');
  }
  if (!(node instanceof Element) || node.matches(added)) return '';
  if (node instanceof HTMLImageElement) return node.alt;
  if (node instanceof HTMLInputElement) return node.checked ? '[x]' : '[ ]';
  if (node.localName === 'br') return '\n';
  // A formula is copied as the source it was drawn from.
  const source = node.localName === 'math' && node.querySelector('annotation')?.textContent;
  if (source) return source;
  const text = readNodes(node);
  // Only a table in a cell brings cells of its own.
  if (node.matches('td,th')) return ` ${text} `;
  return node.matches(ownLine) ? `\n${text}\n` : text;
}
