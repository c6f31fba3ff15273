/** Markdown as one would read it aloud: without its marks, and of links only the text. */
export function toPlainText(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/^ *(?:[-+]|\d+[.)]) |(?<!\\)[*_~`|#>]+|-{3,}/gmu, ' ')
    .replaceAll(/\\(?=[!-/:-@[-`{-~])/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
