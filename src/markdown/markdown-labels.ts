/** Words of the renderer's own controls; English unless given. */
export interface MarkdownLabels {
  /** On the copy button. */
  readonly copy: string;
  /** On the copy button for a moment after copying. */
  readonly copied: string;
  /** On the copy button where the browser refuses; the code is selected instead. */
  readonly copyFailed: string;
  /** Accessible name of the copy button; the language may be empty. */
  readonly copyCode: (language: string) => string;
  /** Accessible name of a code block; the language may be empty. */
  readonly code: (language: string) => string;
  /** Accessible name of a table's scroller. */
  readonly table: string;
  /** On the button in place of an image that did not load by itself; the alternative text may be empty. */
  readonly loadImage: (host: string, alt: string) => string;
  /** On the mark beside a link that may deceive. */
  readonly linkWarning: (host: string) => string;
  /** Accessible names of a task's check box. */
  readonly taskDone: string;
  readonly taskOpen: string;
  /** Accessible name of the switch that breaks long lines of code. */
  readonly wrapLines: string;
  /** On the button that copies a table as comma-separated values. */
  readonly copyTable: string;
  /** Accessible name of an image that opens larger; the alternative text may be empty. */
  readonly openImage: (alt: string) => string;
  /** Closes the larger image. */
  readonly closeImage: string;
  /** In place of an image that did not load. */
  readonly imageFailed: (host: string) => string;
  /** On the button that draws a diagram of its description; then on the one that shows the description again. */
  readonly drawDiagram: string;
  readonly showSource: string;
  /** Alternative text of a diagram. */
  readonly diagram: string;
  /** In place of a diagram that cannot be drawn. */
  readonly diagramFailed: string;
  /** Names the list of footnotes. */
  readonly footnotes: string;
  /** Accessible names of a reference to a footnote, and of the way back from the footnote to one of its references. */
  readonly footnote: (number: number) => string;
  readonly backToText: (number: number) => string;
  /** Titles of the five kinds of alert. */
  readonly alerts: {
    readonly note: string;
    readonly tip: string;
    readonly important: string;
    readonly warning: string;
    readonly caution: string;
  };
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
