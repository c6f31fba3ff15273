import { ColoredChunk } from './colored-chunk.js';
import type { Language } from './load-language.js';
import { findKind } from './token-kind.js';
import { copyState, startState, tokenizeLine } from './tokenize-line.js';

/** Of a longer line no colour is worth the time. */
const maxLine = 1000;
/** More lines that take so many milliseconds are too much of any code; few of them may be another program's doing. */
const slowLineTime = 60;
const maxSlowLines = 3;

/** Code with its colours: read line by line, up to the last chunk that is near to what is in view. */
export class ColoredCode {
  readonly code: HTMLElement;
  readonly chunks: ColoredChunk[] = [];
  readonly #language: Language;
  /** What is read next: a chunk, an offset in it, and the state of the parser there. */
  #next = 0;
  #offset = 0;
  #state: unknown;
  /** What was read of that chunk; the text must still begin with it. */
  #read = '';
  #isGrowing: boolean;
  #slowLines = 0;
  /** Where reading failed there are no colours any more. */
  #isOver = false;

  constructor(code: HTMLElement, language: Language, isGrowing: boolean) {
    this.code = code;
    this.#language = language;
    this.#isGrowing = isGrowing;
    this.#state = startState(language.parser);
  }

  /** Takes up what the code has now, and returns the chunks that are new. */
  update(isGrowing: boolean): readonly ColoredChunk[] {
    const { chunks } = this;
    const { children } = this.code;
    let same = 0;
    while (same < chunks.length && chunks[same]?.element === children[same]) same += 1;
    const gone = chunks.splice(same);
    for (const chunk of gone) chunk.clear();
    const fresh = Array.from(
      { length: children.length - same },
      (_, index) => new ColoredChunk(children[same + index] ?? this.code, same + index),
    );
    chunks.push(...fresh);
    // What follows something near probably is, too, and should not wait for the next frame to be found there.
    const [first] = fresh;
    if (first) first.isNear = chunks[same - 1]?.isNear ?? false;
    const state = gone[0]?.state;
    if (state && this.#next >= same) this.#goBack(same, state);
    else this.#check(isGrowing);
    this.#isGrowing = isGrowing;
    return fresh;
  }

  /** Notes that the text of a chunk is another now. */
  change({ index, state }: ColoredChunk): void {
    if (index < this.#next) this.#goBack(index, state);
    else if (index === this.#next) this.#check(this.#isGrowing);
  }

  /** Reads until there is nothing to read for now, and says so; or until the deadline. */
  read(deadline: number): boolean {
    const last = this.chunks.findLastIndex(({ isNear }) => isNear);
    try {
      while (!this.#isOver && this.#next <= last) {
        const chunk = this.chunks[this.#next];
        if (!chunk || !this.#readChunk(chunk, deadline)) break;
      }
    } catch {
      // The parser cannot read this code.
      this.stop();
    }
    return performance.now() < deadline;
  }

  /** Takes all colours away. */
  stop(): void {
    this.#isOver = true;
    for (const chunk of this.chunks) chunk.clear();
  }

  /** Says whether the chunk was read to its end, and more comes after it. */
  #readChunk(chunk: ColoredChunk, deadline: number): boolean {
    if (this.#offset === 0) chunk.state = copyState(this.#language.parser, this.#state);
    const text = chunk.element.matches('[part=code-piece]') ? '' : (chunk.text?.data ?? '');
    const isLast = this.#next === this.chunks.length - 1;
    let isDue = false;
    while (this.#offset < text.length && !isDue) {
      const lineEnd = text.indexOf('\n', this.#offset);
      if (lineEnd < 0 && isLast && this.#isGrowing) break;
      const end = lineEnd < 0 ? text.length : lineEnd;
      this.#readLine(chunk, text.slice(this.#offset, end));
      this.#offset = lineEnd < 0 ? end : end + 1;
      isDue = performance.now() >= deadline;
    }
    chunk.show();
    if (isLast || this.#offset < text.length) {
      this.#read = text.slice(0, this.#offset);
      return false;
    }
    this.#next += 1;
    this.#offset = 0;
    this.#read = '';
    return !isDue;
  }

  #readLine(chunk: ColoredChunk, line: string): void {
    if (line.length > maxLine) return;
    const begin = performance.now();
    const { parser, kinds } = this.#language;
    tokenizeLine(parser, this.#state, line, (style, start, end) => {
      const kind = findKind(style, kinds);
      if (kind) chunk.add(kind, this.#offset + start, this.#offset + end);
    });
    if (performance.now() - begin > slowLineTime) this.#slowLines += 1;
    if (this.#slowLines > maxSlowLines) throw new Error('The parser takes too long.');
  }

  /** Whether what was read of a chunk still holds: its lines, and where the last of them ends. */
  #check(isGrowing: boolean): void {
    const chunk = this.chunks[this.#next];
    const text = chunk?.text?.data ?? '';
    const isOpen = this.#read !== '' && !this.#read.endsWith('\n');
    const isLonger = isOpen && (isGrowing || text.length > this.#read.length);
    if (chunk && (isLonger || !text.startsWith(this.#read))) this.#goBack(this.#next, chunk.state);
  }

  /** Reads again from the beginning of a chunk that was read before. */
  #goBack(index: number, state: unknown): void {
    for (const chunk of this.chunks.slice(index)) chunk.clear();
    this.#next = index;
    this.#offset = 0;
    this.#read = '';
    this.#state = copyState(this.#language.parser, state);
  }
}
