import { encodeEntities } from './diagram-text.js';

/** The statements of a description: without comments, settings and what stands above it, quoted text unbroken. */
export function splitDiagram(source: string): string[] {
  const text = encodeEntities(source.replaceAll(/\r\n?/g, '\n'))
    .replace(/^\s*---\n[^]*?\n---[^\S\n]*(?:\n|$)/, '')
    .replaceAll(/%%\{[^]*?\}%%/g, '')
    .replaceAll(/^[^\S\n]*%%.*$/gm, '')
    .replaceAll(/[^\S\n]%%.*$/gm, '')
    .replaceAll(/^\s*accDescr\s*\{[^}]*\}/gm, '')
    .replaceAll(/^\s*acc(?:Title|Descr)\s*:.*$/gm, '');
  // Elsewhere a semicolon may stand in the middle of what somebody says.
  const statement = /^\s*(?:graph|flowchart)/.test(text)
    ? /(?:"[^"]{0,400}"|\[[^\]"\n]{0,400}\]|[^\n;])+/g
    : /(?:"[^"]{0,400}"|[^\n])+/g;
  const statements = text.match(statement) ?? [];
  return statements.map((part) => part.trim().replace(/;$/, '').trim()).filter(Boolean);
}
