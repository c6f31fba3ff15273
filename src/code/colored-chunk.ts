import { tokenKinds, type TokenKind } from './token-kind.js';

const highlights = new Map(
  tokenKinds.map((kind) => {
    const name = `gemini-chat-${kind}`;
    // Another copy of this code may be in the page.
    return [name, CSS.highlights.get(name) ?? new Highlight()] as const;
  }),
);

/** Where the reader chose the colours, browsers show whatever is marked as if it were selected. */
const forcedColors = matchMedia('(forced-colors: active)');
forcedColors.addEventListener('change', registerHighlights);
registerHighlights();

function registerHighlights(): void {
  for (const [name, highlight] of highlights) {
    if (forcedColors.matches) CSS.highlights.delete(name);
    else CSS.highlights.set(name, highlight);
  }
}

/**
 * A chunk of code with the places of its tokens, remembered as numbers. Only while it is near to what is in view are
 * they given to the browser, which goes through all it was given whenever anything in the document changes.
 */
export class ColoredChunk {
  readonly element: Element;
  readonly index: number;
  /** The state of the parser where it begins; nothing before the parser came there. */
  state: unknown;
  /** For each token its kind, its start and its end. */
  #tokens: number[] = [];
  #shown = 0;
  #ranges: (readonly [Highlight, StaticRange])[] = [];
  #isNear = false;

  constructor(element: Element, index: number) {
    this.element = element;
    this.index = index;
  }

  /** Its only text; nothing where the page put something else in its place. */
  get text(): Text | undefined {
    const { firstChild } = this.element;
    return firstChild instanceof Text ? firstChild : undefined;
  }

  get isNear(): boolean {
    return this.#isNear;
  }

  set isNear(isNear: boolean) {
    this.#isNear = isNear;
    if (isNear) this.show();
    else this.#hide();
  }

  /** Remembers a token that comes after all others. */
  add(kind: TokenKind, start: number, end: number): void {
    const tokens = this.#tokens;
    const number = tokenKinds.indexOf(kind);
    const last = tokens.length - 3;
    // Parsers give a string, or a comment of several lines, in pieces.
    const goesOn = last >= this.#shown && tokens[last] === number && tokens[last + 2] === start;
    if (goesOn) tokens[last + 2] = end;
    else tokens.push(number, start, end);
  }

  /** Gives what it has to the browser, if it is near. */
  show(): void {
    const { text } = this;
    if (!this.#isNear || !text) return;
    const tokens = this.#tokens;
    for (let next = this.#shown; next < tokens.length; next += 3) {
      const [number = 0, startOffset = 0, endOffset = 0] = tokens.slice(next, next + 3);
      const highlight = highlights.get(`gemini-chat-${tokenKinds[number]}`);
      if (!highlight) continue;
      const range = new StaticRange({ startContainer: text, startOffset, endContainer: text, endOffset });
      highlight.add(range);
      this.#ranges.push([highlight, range]);
    }
    this.#shown = tokens.length;
  }

  /** Forgets all tokens. */
  clear(): void {
    this.#hide();
    this.#tokens = [];
  }

  #hide(): void {
    for (const [highlight, range] of this.#ranges) highlight.delete(range);
    this.#ranges = [];
    this.#shown = 0;
  }
}
