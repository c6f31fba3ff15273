import { CodeBlock } from './code-block.js';
import type { CodeLabels } from './create-code-header.js';

/** A block of code of which all is known: as a `CodeBlock` shows it in the end. */
export function createCodeBlock(
  owner: Document,
  text: string,
  info: string,
  context: { readonly labels: CodeLabels },
): HTMLElement {
  const block = new CodeBlock(owner, info, context);
  block.append(text);
  return block.element;
}
