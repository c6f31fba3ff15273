import { createElement } from '../dom/create-element.js';
import { cleanAfter, cleanText } from '../safety/clean-text.js';

const firstLength = 4_000;
/** So that many pieces are of one length, then as many of twice that: however long the text, they stay few. */
const perLength = 32;

/** Text shown as it was written, in pieces that the browser can lay out one by one; where it is cut depends on it alone. */
export class PlainRest {
  /** All of it. */
  text = '';
  readonly #parent: ParentNode & Node;
  readonly #nodes: HTMLElement[] = [];
  #last = '';
  /** What the shown text ends with. */
  #end = '';

  constructor(parent: ParentNode & Node) {
    this.#parent = parent;
  }

  get nodes(): readonly HTMLElement[] {
    return this.#nodes;
  }

  append(piece: string): void {
    const isStarted = this.#nodes.length > 0;
    this.text += piece;
    let added = cleanAfter(this.#end, piece);
    // Blank lines before it are not shown.
    if (!isStarted) added = cleanText(this.text).replace(/^(?:[ \t]*\n)+/, '');
    if (!isStarted && added.trim() === '') return;
    if (!isStarted) this.#addPiece();
    this.#end = (this.#end + added).slice(-40);
    this.#last += added;
    // Cut before it is shown: a text of megabytes is not to be handed over once for each of its pieces.
    for (let length = this.#limit; this.#last.length > length; length = this.#limit) {
      const line = this.#last.lastIndexOf('\n', length - 1) + 1;
      const cut = line > 0 ? line : length;
      this.#show(this.#last.slice(0, cut));
      this.#addPiece();
      this.#last = this.#last.slice(cut);
    }
    this.#show(this.#last);
  }

  get #limit(): number {
    return firstLength * 2 ** Math.floor(this.#nodes.length / perLength);
  }

  /** Makes this the text of the last piece, which begins with it or it with that. */
  #show(text: string): void {
    const shown = this.#nodes.at(-1)?.firstChild;
    if (!(shown instanceof Text)) return;
    const same = Math.min(shown.length, text.length);
    shown.replaceData(same, shown.length, text.slice(same));
  }

  #addPiece(): void {
    const element = createElement(document, 'pre', { part: 'plain-text', dir: 'auto' }, new Text());
    this.#nodes.at(-1)?.after(element);
    if (this.#nodes.length === 0) this.#parent.append(element);
    this.#nodes.push(element);
  }
}
