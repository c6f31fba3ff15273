import { englishLabels, type MarkdownLabels } from './markdown/markdown-labels.js';
import {
  MarkdownRenderer as Renderer,
  type MarkdownRendererOptions as RendererOptions,
} from './markdown/markdown-renderer.js';
import type { MarkdownOptions as Options } from './markdown/render-context.js';
import { renderMarkdown as render } from './markdown/render-markdown.js';

export type { MarkdownLabels };

interface Labels {
  /** Words of the renderer's own controls that are not to be English. */
  readonly labels?: Partial<MarkdownLabels>;
}

export type MarkdownOptions = Omit<Options, 'labels'> & Labels;
export type MarkdownRendererOptions = Omit<RendererOptions, 'labels'> & Labels;

/**
 * Shows markdown in `container` while it is being written: safe, block by block, and never half-written.
 *
 * @throws {TypeError} where a host of the options cannot be read.
 */
export class MarkdownRenderer extends Renderer {
  constructor(container: HTMLElement, options: MarkdownRendererOptions = {}) {
    super(container, { ...options, labels: { ...englishLabels, ...options.labels } });
  }
}

/** The whole text at once: what a finished `MarkdownRenderer` shows for it. */
export function renderMarkdown(text: string, options: MarkdownOptions = {}): Promise<DocumentFragment> {
  return render(text, { ...options, labels: { ...englishLabels, ...options.labels } });
}
