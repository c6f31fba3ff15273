import { createElement } from '../dom/create-element.js';
import { CodeLines } from './code-lines.js';
import { createCodeHeader, type CodeLabels } from './create-code-header.js';

/** A block of code that may still grow, at a cost that does not depend on what it has. */
export class CodeBlock {
  readonly element: HTMLElement;
  readonly language: string;
  readonly #code: HTMLElement;
  readonly #lines: CodeLines;

  /** `info` is what follows the fence: a language, and perhaps more. */
  constructor(owner: Document, info: string, { labels }: { readonly labels: CodeLabels }) {
    this.language = /^[\w+#.-]{1,32}/.exec(info)?.[0] ?? '';
    this.#code = createElement(owner, 'code');
    this.#lines = new CodeLines(this.#code);
    const name = labels.code(this.language);
    this.element = createElement(
      owner,
      'figure',
      { part: 'code-block' },
      createCodeHeader(owner, this.language, labels),
      createElement(
        owner,
        'pre',
        { tabindex: '0', role: 'group', 'aria-label': name, dir: 'ltr' },
        this.#code,
      ),
    );
  }

  /** Adds lines in place of the unfinished one; what follows the last line break is the unfinished one then. */
  append(lines: string): void {
    this.#lines.append(lines);
  }

  /** The line that is still being written, in place of what it was so far. */
  set rest(text: string) {
    this.#lines.write(text);
  }

  /** All of it, as it is shown and copied. */
  get text(): string {
    return this.#code.textContent;
  }
}

/** The language that a block of code in the document names, or nothing. */
export function readLanguage(code: Element): string {
  return code.closest('figure')?.querySelector('figcaption > span')?.textContent ?? '';
}
