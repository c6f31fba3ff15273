import { adoptSheet } from '../../src/dom/adopt-sheet.js';
import { codeBlockStyles } from '../../src/code/code-block.styles.js';
import { CodeBlock } from '../../src/code/code-block.js';
import { englishLabels } from '../../src/markdown/markdown-labels.js';
import { markdownStyles } from '../../src/markdown/markdown.styles.js';
import { createRenderContext } from '../../src/markdown/render-context.js';

export const codeContext = createRenderContext({ labels: englishLabels });

/** A block of code in the page, as the renderer would put it there. */
export interface ShownCode {
  readonly block: CodeBlock;
  readonly code: HTMLElement;
  readonly stage: HTMLElement;
}

/** Puts an empty block of code into a new place of the page. */
export function showCode(info: string, ...parts: string[]): ShownCode {
  const stage = document.createElement('div');
  stage.toggleAttribute('data-gemini-markdown', true);
  document.body.append(stage);
  adoptSheet(stage, markdownStyles + codeBlockStyles);
  const block = new CodeBlock(document, info, codeContext);
  const code = block.element.querySelector('code');
  if (!code) throw new Error('The block has no code.');
  stage.append(block.element);
  writeCode(block, parts);
  return { block, code, stage };
}

/** Writes parts one after the other, as a stream does: lines when they are whole, the rest again and again. */
export function writeCode(block: CodeBlock, parts: readonly string[], look: () => void = () => {}): void {
  let rest = '';
  for (const part of parts) {
    rest += part;
    const end = rest.lastIndexOf('\n') + 1;
    if (end > 0) block.append(rest.slice(0, end));
    rest = rest.slice(end);
    block.rest = rest;
    look();
  }
}
