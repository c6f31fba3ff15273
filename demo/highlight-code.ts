import { html, type TemplateResult } from 'lit';

/** Comments, texts, and words of JavaScript and HTML that give a line its shape. */
const pieces =
  /(?<comment>\/\/ .*|<!--[^]*?-->)|(?<text>'[^'\n]*'|"[^"\n]*"|`[^`]*`)|(?<word>\b(?:async|await|const|for|function|if|import|new|return)\b|(?<=<\/?)[a-z][a-z-]*)/g;

/** Code with its texts, keywords and comments marked, as this site's style sheet colours them. */
export function highlightCode(code: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let end = 0;
  for (const { 0: piece, index, groups } of code.matchAll(pieces)) {
    parts.push(code.slice(end, index));
    if (groups?.['comment'] !== undefined) parts.push(html`<s>${piece}</s>`);
    else parts.push(groups?.['text'] === undefined ? html`<b>${piece}</b>` : html`<i>${piece}</i>`);
    end = index + piece.length;
  }
  return [...parts, code.slice(end)];
}
