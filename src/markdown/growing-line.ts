import type { Lexer } from 'marked';
import { patchNodes } from '../dom/patch-nodes.js';
import type { Block } from '../syntax/block.js';
import { closeInlines } from '../syntax/close-inlines.js';
import type { RepairedText } from '../syntax/repair-tail.js';
import { NodeBuilder, type Tail } from './build-nodes.js';
import type { Ground } from './growing-blocks.js';

const letter = /\p{L}/u;
/** Of a line that begins with these it is not certain what it is. */
const doubtful = /^[<[]|\n\s*[<[]/;
/** What may change more than the text that it is a part of. */
const structural = /[\n|$\\]/;
const footnote = '[^';
const maxLength = 1000;
/** Signs that mean nothing in a text that has begun; most pieces of an answer have no others. */
const plain = /^[\p{L}\p{N} ,.;:'"’“”()?%/–—-]+$/u;
/** What may be, or become, an address. */
const address = /@|www|:\//i;
const compared = 12;
const wordLength = 80;

/**
 * The text at the end of what is shown, once it is certain what kind of line it is in: whatever follows is part of it
 * as long as the line does not end. So it alone is read again, not the block that it stands in.
 */
export class GrowingLine {
  readonly #element: Element;
  readonly #lexer: Lexer;
  readonly #ground: Ground;
  #source: string;

  private constructor(element: Element, lexer: Lexer, ground: Ground, source: string) {
    this.#element = element;
    this.#lexer = lexer;
    this.#ground = ground;
    this.#source = source;
  }

  /** The line at the end of a source, as it is shown after repair; nothing where more than a line may change. */
  static start(
    tail: Tail | undefined,
    block: Block | undefined,
    source: string,
    { text, leaf }: RepairedText,
    ground: Ground,
  ): GrowingLine | undefined {
    const run = block?.runs.at(-1);
    if (!block || !tail || !run || run.tokens !== tail.tokens || leaf === undefined) return undefined;
    // The lines of a paragraph in a list are indented.
    const read = (all: string): string =>
      all
        .slice(leaf)
        .trimStart()
        .replaceAll(/\n[ \t]+/g, '\n');
    const written = read(source);
    const isAlone = run.before.length === 0 && block.footnotes.length === 0;
    if (!isAlone || run.source !== read(text) || doubtful.test(written)) return undefined;
    const line = written.slice(written.lastIndexOf('\n') + 1);
    // Its direction is known as well.
    if (!letter.test(line) || !letter.test(tail.element.textContent)) return undefined;
    return new GrowingLine(tail.element, block.lexer, ground, written);
  }

  /** Shows a piece that follows; says no where it may change more than this. */
  append(piece: string): boolean {
    if (this.#appendWords(piece)) return true;
    const source = this.#source + piece;
    if (structural.test(piece) || source.length > maxLength || source.includes(footnote)) return false;
    // It may be what closes a heading.
    if (piece.includes('#') && this.#element.nodeName.startsWith('H')) return false;
    const text = closeInlines(source);
    if (!text) return false;
    const fragment = this.#build(text);
    if (!fragment) return false;
    patchNodes(this.#element, [...this.#element.childNodes], [...fragment.childNodes], null);
    this.#ground.enrich([this.#element], true);
    this.#source = source;
    return true;
  }

  /** Adds to what is shown where that cannot become anything but more of the same words. */
  #appendWords(piece: string): boolean {
    const source = this.#source;
    const last = source.slice(-compared);
    if (!plain.test(piece) || !plain.test(last) || address.test(source.slice(-wordLength) + piece))
      return false;
    const text = findLastText(this.#element);
    // Spaces at the end show only when something follows them.
    const shown = last.trimEnd();
    if (!text?.data.endsWith(shown)) return false;
    const words = (last.slice(shown.length) + piece).trimEnd();
    if (words) text.appendData(words);
    this.#source += piece;
    return true;
  }

  #build(text: string): DocumentFragment | undefined {
    const { state } = this.#lexer;
    state.inLink = false;
    state.inRawBlock = false;
    try {
      const tokens = this.#lexer.inlineTokens(text, []);
      return new NodeBuilder(this.#ground.context).buildText(tokens);
    } catch {
      // It has what only an HTML parser knows.
      return undefined;
    }
  }
}

/** The text at the very end of an element, if what follows it could become part of it. */
function findLastText(element: Element): Text | undefined {
  let { lastChild: last } = element;
  while (last instanceof Element && !/^(?:A|BUTTON|SPAN|SUP)$/.test(last.nodeName)) last = last.lastChild;
  return last instanceof Text ? last : undefined;
}

/** Notes where in what was built its last text is; what it returns finds the same in what shows it then. */
export function noteTail(
  tail: Tail | undefined,
  built: Node | null | undefined,
): (shown: Node | undefined) => Tail | undefined {
  let depth = 0;
  let node = built;
  for (; node instanceof Element && node !== tail?.element; node = lastIn(node)) depth += 1;
  return (shown) => {
    let element = shown;
    for (let left = depth; left > 0 && element instanceof Element; left -= 1) element = lastIn(element);
    return tail && node && element instanceof Element ? { ...tail, element } : undefined;
  };
}

/** Of a table, not its button. */
function lastIn(element: Element): Element | undefined {
  const isTable = element.getAttribute('part') === 'table-block';
  return (isTable ? element.firstElementChild : element.lastElementChild) ?? undefined;
}
