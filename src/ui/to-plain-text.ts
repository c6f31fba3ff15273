/** Markdown as one would read it aloud: without its marks, and with code and tables only named by their text. */
export function toPlainText(markdown: string): string {
  return markdown
    .replaceAll(/^ {0,3}(?:`{3,}|~{3,}).*$/gmu, '')
    .replaceAll(/^ {0,3}(?:#{1,6}|>|[-*+]|\d{1,9}[.)])\s+/gmu, '')
    .replaceAll(/^[\s|:-]+$/gmu, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/[*_~`|]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
