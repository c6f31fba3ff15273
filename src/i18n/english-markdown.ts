/** The words of what an answer is made of, in English. A language has them beside its other words, under these names. */
export const englishMarkdown = {
  copyCode: (language: string) => (language ? `Copy code, ${language}` : 'Copy code'),
  code: (language: string) => (language ? `Code, ${language}` : 'Code'),
  table: 'Table',
  taskDone: 'Done',
  taskOpen: 'To do',
  wrapLines: 'Wrap long lines',
  copyTable: 'Copy as CSV',
  openImage: (alt: string) => (alt ? `Enlarge image: ${alt}` : 'Enlarge image'),
  closeImage: 'Close',
  imageFailed: (host: string) => `The image could not be loaded from ${host}.`,
  drawDiagram: 'Show as diagram',
  showSource: 'Show as code',
  diagram: 'Diagram',
  diagramFailed: 'This diagram could not be drawn.',
  footnotes: 'Footnotes',
  footnote: (number: number) => `Footnote ${number}`,
  backToText: (number: number) => `Back to the text of footnote ${number}`,
  alerts: { note: 'Note', tip: 'Tip', important: 'Important', warning: 'Warning', caution: 'Caution' },
};

/** The words of what an answer is made of. */
export type MarkdownStrings = typeof englishMarkdown;
