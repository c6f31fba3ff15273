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
};
