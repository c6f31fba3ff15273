import { createElement } from '../dom/create-element.js';
import { cleanStrictly } from '../safety/clean-text.js';

/** So few that colouring what is in view colours little else. */
const maxLines = 25;
const maxLength = 16_000;

interface Chunk {
  readonly element: HTMLElement;
  readonly text: Text;
  length: number;
  /** Finished lines in it, and where the unfinished one begins. */
  lines: number;
  start: number;
  /** A part of a line that is too long for one chunk. */
  isPiece: boolean;
}

/**
 * Lines of code that may still grow, in chunks of a bounded size: one line more costs the same however many there
 * are. Where they are cut depends on the text alone. Only the last line may change.
 */
export class CodeLines {
  readonly #code: HTMLElement;
  #chunk: Chunk | undefined;
  /** What the last chunk is still to be given. */
  #added = '';
  /** The unfinished line as it is shown; the chunk that was the last before it; those that it began. */
  #line = '';
  #home: Chunk | undefined;
  #own: Chunk[] = [];
  /** The unfinished line did not fit where it began. */
  #isMoved = false;
  /** The beginning of the unfinished line that was cleaned for good. */
  #raw = '';
  #clean = '';

  constructor(code: HTMLElement) {
    this.#code = code;
  }

  /** Adds lines in place of the unfinished one; what follows the last line break is the unfinished one then. */
  append(lines: string): void {
    if (!lines) return;
    const end = lines.lastIndexOf('\n') + 1;
    // No sign beside a line break hides for being there, so all lines can be cleaned at once.
    const clean = cleanStrictly(lines.slice(0, end));
    for (let start = 0; start < clean.length;) {
      const next = clean.indexOf('\n', start) + 1;
      this.#show(clean.slice(start, next));
      this.#finish();
      start = next;
    }
    this.write(lines.slice(end));
  }

  /** Shows the line that is still being written, in place of what it was so far. */
  write(line: string): void {
    if (!line.startsWith(this.#raw)) this.#raw = this.#clean = '';
    const fresh = line.slice(this.#raw.length);
    const clean = this.#clean + cleanStrictly(fresh);
    this.#show(clean);
    this.#flush();
    // After a plain sign nothing before it depends on what follows.
    if (!/[ -~]$/.test(fresh)) return;
    this.#raw = line;
    this.#clean = clean;
  }

  #show(line: string): void {
    if (!line.startsWith(this.#line)) this.#takeBack(countSame(this.#line, line));
    this.#add(line.slice(this.#line.length));
    this.#line = line;
  }

  #finish(): void {
    const chunk = this.#chunk;
    if (!chunk) return;
    chunk.lines += 1;
    chunk.start = chunk.length;
    if (chunk.lines >= maxLines || chunk.isPiece) {
      this.#flush();
      this.#chunk = undefined;
    }
    this.#home = this.#chunk;
    this.#own = [];
    this.#isMoved = false;
    this.#line = this.#raw = this.#clean = '';
  }

  #add(text: string): void {
    for (let rest = text; rest;) {
      const chunk = this.#chunk ?? this.#open();
      const room = maxLength - chunk.length;
      if (rest.length > room && chunk.start > 0) {
        this.#move(chunk);
        continue;
      }
      const end = rest.length > room ? endBefore(rest, room) : rest.length;
      this.#added += rest.slice(0, end);
      chunk.length += end;
      rest = rest.slice(end);
      if (rest) this.#cut(chunk);
    }
  }

  /** The line goes into a chunk of its own, with what is shown of it. */
  #move(chunk: Chunk): void {
    this.#flush();
    const shown = chunk.text.data.slice(chunk.start);
    chunk.text.deleteData(chunk.start, shown.length);
    chunk.length = chunk.start;
    this.#isMoved = true;
    this.#open().length = shown.length;
    this.#added = shown;
  }

  #cut(chunk: Chunk): void {
    markPiece(chunk);
    markPiece(this.#open());
    this.#isMoved = true;
  }

  #takeBack(same: number): void {
    const chunk = this.#chunk;
    if (this.#isMoved || (same === 0 && this.#own.length > 0)) {
      for (const { element } of this.#own) element.remove();
      this.#chunk = this.#home;
      this.#own = [];
      this.#isMoved = false;
      this.#line = '';
    } else if (chunk) {
      const from = chunk.start + same;
      chunk.text.deleteData(from, chunk.length - from);
      chunk.length = from;
      this.#line = this.#line.slice(0, same);
    }
  }

  #open(): Chunk {
    this.#flush();
    const text = this.#code.ownerDocument.createTextNode('');
    const element = createElement(this.#code.ownerDocument, 'span', { part: 'code-lines' }, text);
    const chunk: Chunk = { element, text, length: 0, lines: 0, start: 0, isPiece: false };
    this.#code.append(element);
    this.#own.push(chunk);
    this.#chunk = chunk;
    return chunk;
  }

  #flush(): void {
    if (this.#added) this.#chunk?.text.appendData(this.#added);
    this.#added = '';
  }
}

function markPiece(chunk: Chunk): void {
  chunk.isPiece = true;
  chunk.element.setAttribute('part', 'code-piece');
}

/** The index, or the one before where that is inside of a character. */
function endBefore(text: string, index: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(index - 1)) ? index - 1 : index;
}

function countSame(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one.charCodeAt(same) === other.charCodeAt(same)) same++;
  return same;
}
