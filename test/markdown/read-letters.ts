/** The renderer's own words: they come and go with what they belong to. */
const ours = 'button,[part=code-header],[part=link-host],[part=link-warning]';

/**
 * The letters and digits of the text that is shown, in order. Without punctuation and spaces, which may be markup,
 * a text that is still being written can be compared with what becomes of it.
 */
export function readLetters(root: Node): string {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && node.matches(ours) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let letters = '';
  while (walker.nextNode()) letters += walker.currentNode.nodeValue ?? '';
  return keepLetters(letters);
}

export function keepLetters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '');
}
