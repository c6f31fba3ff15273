import { allowedTags, isAllowed } from './allowed-content.js';

/** HTML in its plainest form, and what it would cost, known before any of it is parsed. */
export interface PlainHtml {
  readonly html: string;
  readonly nodes: number;
  readonly depth: number;
}

const names = new Set(allowedTags);
/** What is inside these is no text for readers. */
const dropped =
  /^(?:script|style|template|iframe|object|audio|video|svg|math|textarea|title|xmp|no(?:script|embed|frames))$/;
const empty = /^(?:br|hr|img|input|wbr)$/;
/** End tags of these are often left out, and they do not nest in themselves. */
const selfEnding = /^(?:p|li|t[dhr]|d[td]|thead|tbody|tfoot|r[pt])$/;
/** Left open, these are opened again in every later block, by the rules of HTML. */
const reopening = /^(?:a|b|code|em|i|s|small|strong|u)$/;

const text = /[^<]+/y;
const aside = /<!--[^]*?(?:-->|$)|<[!?/](?![a-z])[^>]*(?:>|$)/iy;
const tagStart = /<(\/?)([a-z][^\s/<>]*)/iy;
const attribute = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y;
const tagEnd = /[\s/]*>/y;

/**
 * Writes HTML again with nothing but listed elements and attributes, and counts it, in one pass. This is not
 * what makes it safe; but a strict policy reports a style or a handler already when it is parsed, so none may
 * reach the sanitizer.
 */
export function rewriteHtml(source: string): PlainHtml {
  let html = '';
  let nodes = 1;
  let depth = 0;
  let deepest = 0;
  let reopened = 0;
  let position = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (match) position = pattern.lastIndex;
    return match;
  };

  while (position < source.length) {
    html += take(text)?.[0] ?? '';
    if (position >= source.length || take(aside)) continue;
    const start = position;
    const [, slash = '', written = ''] = take(tagStart) ?? [];
    const name = written.toLowerCase();
    let attributes = '';
    for (let match = name && take(attribute); match; match = take(attribute)) {
      const [, key = '', double, single, bare] = match;
      const value = (double ?? single ?? bare ?? '').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
      if (isAllowed(name, key.toLowerCase())) attributes += ` ${key}="${value}"`;
    }
    if (!name || !take(tagEnd)) {
      // No tag after all.
      html += '&lt;';
      position = start + 1;
      continue;
    }
    if (!slash && dropped.test(name)) {
      const rest = source.slice(position).search(new RegExp(`</${name}\\b`, 'i'));
      position = rest < 0 ? source.length : position + rest;
    }
    if (!names.has(name)) continue;
    html += slash ? `</${name}>` : `<${name}${attributes}>`;
    const step = slash ? -1 : 1;
    if (reopening.test(name)) reopened = Math.max(0, reopened + step);
    if (!empty.test(name) && !selfEnding.test(name)) depth = Math.max(0, depth + step);
    if (slash) continue;
    deepest = Math.max(deepest, depth);
    // A link also brings its host, and a tag is mostly followed by text.
    nodes += (name === 'a' ? 6 : 2) + (reopening.test(name) ? 0 : reopened);
  }
  return { html, nodes, depth: deepest };
}
