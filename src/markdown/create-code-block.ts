import { CodeBlock } from './code-block.js';
import type { RenderContext } from './render-context.js';

/** A block of code of which all is known: as a `CodeBlock` shows it in the end. */
export function createCodeBlock(
  owner: Document,
  text: string,
  info: string,
  context: RenderContext,
): HTMLElement {
  const block = new CodeBlock(owner, info, context);
  block.append(text);
  return block.element;
}
