const blockTag =
  /\s*(<\/?(?:address|article|blockquote|body|dd|details|div|dl|dt|figure|form|h[1-6]|hr|iframe|li|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul|br)\b[^>]*>)\s*/g;

/** HTML such that two pieces are equal where a browser makes the same page of them. */
export function normalizeHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  return writeChildren(body, false).replace(blockTag, '$1').trim();
}

function writeChildren(parent: Node, isVerbatim: boolean): string {
  return Array.from(parent.childNodes, (node) => writeNode(node, isVerbatim)).join('');
}

function writeNode(node: Node, isVerbatim: boolean): string {
  if (node instanceof Element) {
    const name = node.localName;
    const attributes = Array.from(
      node.attributes,
      (entry) => ` ${entry.name}=${JSON.stringify(entry.value)}`,
    );
    const inside = writeChildren(node, isVerbatim || name === 'pre' || name === 'textarea');
    return `<${name}${attributes.sort().join('').replaceAll('>', '&gt;')}>${inside}</${name}>`;
  }
  const text = node.nodeValue ?? '';
  if (node.nodeType === Node.COMMENT_NODE) return `<!--${text}-->`;
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // Signs that are no white space keep every space and line of code apart from those between tags.
  return isVerbatim ? escaped.replaceAll(' ', '␠').replaceAll('\n', '␤') : escaped.replace(/\s+/g, ' ');
}
