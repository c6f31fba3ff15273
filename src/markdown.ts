export { MarkdownRenderer, type MarkdownRendererOptions } from './markdown/markdown-renderer.js';
export { renderMarkdown } from './markdown/render-markdown.js';
export type { MarkdownOptions } from './markdown/render-context.js';
export type { MarkdownLabels } from './markdown/markdown-labels.js';
