import type { CodeLabels } from '../code/create-code-header.js';
import type { ImageLabels } from '../images/create-image.js';
import type { LinkLabels } from '../safety/decorate-link.js';
import type { AlertKind } from '../syntax/read-alert.js';
import type { TableLabels } from '../tables/create-table.js';

/** Words of the renderer's own controls; English unless given. */
export interface MarkdownLabels extends CodeLabels, ImageLabels, LinkLabels, TableLabels {
  /** Accessible names of a task's check box. */
  readonly taskDone: string;
  readonly taskOpen: string;
  /** Names the list of footnotes. */
  readonly footnotes: string;
  /** Accessible names of a reference to a footnote, and of the way back from the footnote to one of its references. */
  readonly footnote: (number: number) => string;
  readonly backToText: (number: number) => string;
  /** Titles of the five kinds of alert. */
  readonly alerts: Readonly<Record<AlertKind, string>>;
}

export const englishLabels: MarkdownLabels = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Selected',
  copyCode: (language) => (language ? `Copy code, ${language}` : 'Copy code'),
  code: (language) => (language ? `Code, ${language}` : 'Code'),
  table: 'Table',
  loadImage: (host, alt) => (alt ? `Load image from ${host}: ${alt}` : `Load image from ${host}`),
  linkWarning: (host) => `Careful: this link goes to ${host}`,
  taskDone: 'Done',
  taskOpen: 'To do',
  wrapLines: 'Wrap long lines',
  copyTable: 'Copy as CSV',
  openImage: (alt) => (alt ? `Enlarge image: ${alt}` : 'Enlarge image'),
  closeImage: 'Close',
  imageFailed: (host) => `The image could not be loaded from ${host}.`,
  drawDiagram: 'Show as diagram',
  showSource: 'Show as code',
  diagram: 'Diagram',
  diagramFailed: 'This diagram could not be drawn.',
  footnotes: 'Footnotes',
  footnote: (number) => `Footnote ${number}`,
  backToText: (number) => `Back to the text of footnote ${number}`,
  alerts: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
};
