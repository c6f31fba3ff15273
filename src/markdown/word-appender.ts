/** Signs that mean nothing in a text that has begun. */
const plain = /^[\p{L}\p{N} ,.;:'"’“”()?%/–—-]+$/u;
const letter = /\p{L}/u;
/** What may be, or become, an address in running text. */
const address = /@|www|:\//i;
const compared = 12;
const wordLength = 80;

/**
 * A text in the document that grows as long as nothing but words arrive: most pieces of an answer are words, and
 * reading its last block again for each would be most of all work.
 */
export class WordAppender {
  readonly #text: Text;
  /** Spaces at the end show only when something follows them. */
  #held = '';

  constructor(text: Text) {
    this.#text = text;
  }

  /** Adds a piece that follows the source, if it can only be more of the words that the text ends with. */
  append(source: string, piece: string): boolean {
    const last = source.slice(-compared);
    if (!plain.test(piece) || !plain.test(last)) return false;
    const isShown = this.#text.data.endsWith(last.slice(0, last.length - this.#held.length));
    const word = source.slice(-wordLength);
    // A number at the beginning of a line may yet count a list.
    if (!isShown || !letter.test(word.slice(word.lastIndexOf('\n') + 1)) || address.test(word + piece))
      return false;
    const words = piece.trimEnd();
    if (words) this.#text.appendData(this.#held + words);
    this.#held = (words ? '' : this.#held) + piece.slice(words.length);
    return true;
  }
}

/** The text at the very end of these nodes, if what follows it could become part of it. */
export function findLastText(nodes: readonly ChildNode[]): Text | undefined {
  let last: ChildNode | null | undefined = nodes.at(-1);
  while (last instanceof Element) {
    if (/^(?:A|BUTTON|FIGURE|SPAN|SUP)$/.test(last.nodeName)) return undefined;
    last = last.lastChild;
  }
  return last instanceof Text ? last : undefined;
}
