import { englishMarkdown } from '../i18n/english-markdown.js';
import type { Strings } from '../i18n/english.js';
import { MarkdownRenderer } from '../markdown/markdown-renderer.js';
import type { ContentOptions } from './content-options.js';

/** A renderer of answers, in the reader's words. */
export function createAnswerRenderer(
  container: HTMLElement,
  strings: Strings,
  content: ContentOptions | undefined,
): MarkdownRenderer {
  const labels = { ...englishMarkdown, ...strings };
  try {
    return new MarkdownRenderer(container, { ...content, labels });
  } catch (error) {
    // An address that the page allowed cannot be read. The answer matters more than its images.
    console.warn('<gemini-chat> leaves out its image-hosts and link-hosts:', error);
    return new MarkdownRenderer(container, { labels });
  }
}
