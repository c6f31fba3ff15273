import { Parser, Renderer, type Token, type Tokens } from 'marked';

/** Known to this page load alone: content cannot claim to be made by the parser. */
export const seal = `seal-${Math.random().toString(36).slice(2)}-`;

/** marked's renderer, with what the fragment must still know under the seal. */
class SealedRenderer extends Renderer {
  override code({ text, lang }: Tokens.Code): string {
    const body = text ? `${text.replace(/\n$/, '')}\n` : '';
    return `<pre><code title="${seal}${escapeHtml(lang ?? '')}">${escapeHtml(body)}</code></pre>`;
  }

  override checkbox({ checked }: Tokens.Checkbox): string {
    return `<input type="checkbox" disabled title="${seal}"${checked ? ' checked' : ''}> `;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Tokens to HTML; unsafe until sanitized. */
export function parseTokens(tokens: readonly Token[]): string {
  return new Parser({ gfm: true, renderer: new SealedRenderer() }).parse([...tokens]);
}
