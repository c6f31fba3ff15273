/** What a piece of HTML would cost, estimated before any of it is parsed. */
export interface HtmlSize {
  readonly nodes: number;
  readonly cells: number;
  readonly depth: number;
}

const empty = new Set([
  'br',
  'hr',
  'img',
  'input',
  'wbr',
  'area',
  'base',
  'col',
  'embed',
  'link',
  'meta',
  'param',
  'source',
  'track',
]);
/** End tags of these are often left out, and they do not nest in themselves. */
const selfEnding = new Set([
  'p',
  'li',
  'td',
  'th',
  'tr',
  'dt',
  'dd',
  'option',
  'thead',
  'tbody',
  'tfoot',
  'rp',
  'rt',
]);
/** Left open, these are opened again in every later block, by the rules of HTML. */
const reopening = new Set([
  'a',
  'b',
  'big',
  'code',
  'em',
  'font',
  'i',
  'nobr',
  's',
  'small',
  'strike',
  'strong',
  'tt',
  'u',
]);

/** Counts tags in one pass, erring upward. */
export function measureHtml(html: string): HtmlSize {
  let nodes = 1;
  let cells = 0;
  let depth = 0;
  let deepest = 0;
  let reopened = 0;
  for (const [, slash, tag] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    const name = (tag ?? '').toLowerCase();
    const step = slash ? -1 : 1;
    if (reopening.has(name)) reopened = Math.max(0, reopened + step);
    if (!empty.has(name) && !selfEnding.has(name)) depth = Math.max(0, depth + step);
    if (slash) continue;
    deepest = Math.max(deepest, depth);
    // A link also brings its host, and a tag is mostly followed by text.
    nodes += name === 'a' ? 6 : 2;
    if (!reopening.has(name)) nodes += reopened;
    if (name === 'td' || name === 'th') cells += 1;
  }
  return { nodes, cells, depth: deepest };
}
