import { Parser, Renderer, type Token, type Tokens } from 'marked';
import { isFootnoteReference } from '../syntax/footnote-extension.js';
import { isMath } from '../syntax/math-extension.js';
import { readAlert } from '../syntax/read-alert.js';

/** Known to this page load alone: content cannot claim to be made by the parser. */
export const seal = `seal-${Math.random().toString(36).slice(2)}-`;

/** marked's renderer, with what the fragment must still know under the seal. */
class SealedRenderer extends Renderer {
  override code({ text, lang }: Tokens.Code): string {
    const body = text ? `${text.replace(/\n$/, '')}\n` : '';
    return `<pre><code title="${seal}code ${escapeHtml(lang ?? '')}">${escapeHtml(body)}</code></pre>`;
  }

  override blockquote(token: Tokens.Blockquote): string {
    const kind = readAlert(token);
    const title = kind ? ` title="${seal}${kind}"` : '';
    return `<blockquote${title}>\n${this.parser.parse(token.tokens)}</blockquote>\n`;
  }

  override checkbox({ checked }: Tokens.Checkbox): string {
    return `<input type="checkbox" disabled title="${seal}"${checked ? ' checked' : ''}> `;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function writeMath(token: Token): string {
  return isMath(token)
    ? `<code title="${seal}${token.display ? 'display' : 'inline'}">${escapeHtml(token.tex)}</code>`
    : '';
}

function writeFootnoteReference(token: Token): string {
  return isFootnoteReference(token) ? `<code title="${seal}footnote">${escapeHtml(token.label)}</code>` : '';
}

/** Tokens to HTML; unsafe until sanitized. */
export function parseTokens(tokens: readonly Token[]): string {
  const renderers = { math: writeMath, footnote: () => '', footnoteReference: writeFootnoteReference };
  const extensions = { childTokens: {}, renderers };
  return new Parser({ gfm: true, renderer: new SealedRenderer(), extensions }).parse([...tokens]);
}
