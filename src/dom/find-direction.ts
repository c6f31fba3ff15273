const firstLetter = /\p{L}/u;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
/** How many texts are looked at: one that begins with a thousand numbers has no direction of its own. */
const maxTexts = 100;

/**
 * The direction of what holds blocks of their own direction: `auto` would not look into them, and takes the browser
 * quadratic time in a long list.
 */
export function findDirection(container: Element): 'ltr' | 'rtl' {
  const texts = container.ownerDocument.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < maxTexts && texts.nextNode(); count += 1) {
    const [letter] = firstLetter.exec(texts.currentNode.nodeValue ?? '') ?? [];
    if (letter && !texts.currentNode.parentElement?.closest('button,figcaption'))
      return rightToLeft.test(letter) ? 'rtl' : 'ltr';
  }
  return 'ltr';
}
