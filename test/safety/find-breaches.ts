type Rule = RegExp | ((value: string) => boolean);
type Rules = Readonly<Record<string, Rule>>;

/** What the text asks for by its own markup, and what else may therefore be there. */
export interface Expected {
  readonly mathematics: boolean;
  readonly diagrams: boolean;
}

/** Turns text around or hides it; copied text would not be what was seen. */
const deceptive = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u;
const plain: Rule = (value) => !deceptive.test(value);
const number = /^-?\d{1,9}$/;
const address: Rule = (value) =>
  URL.canParse(value) && /^(?:https?:\/\/|mailto:|tel:)/.test(new URL(value).href);
const raster = /^(?:blob:|data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,])/i;
const parts = new Set(
  (
    'alert alert-caution alert-important alert-note alert-tip alert-title alert-warning code-block code-header ' +
    'blocks code-lines code-piece copy-button diagram diagram-button diagram-status diagram-view footnote footnote-back ' +
    'footnote-reference footnotes image-button image-failed image-open link-host link-warning math plain-text table ' +
    'table-block wrap-button'
  ).split(' '),
);

/** What any element may have. Whatever styles, names or runs something is nowhere among them. */
const anywhere: Rules = {
  'aria-hidden': /^true$/,
  'aria-label': plain,
  dir: /^(?:auto|ltr|rtl)$/,
  lang: /^[\w-]*$/,
  part: (value) => value.split(' ').every((name) => parts.has(name)),
  role: /^(?:doc-\w+|group|img|list|note|region|status)$/,
  tabindex: /^(?:0|-1)$/,
  title: plain,
};

const cell: Rules = { align: /^(?:left|right|center)$/, colspan: /^[1-9]\d?$/, rowspan: /^[1-9]\d?$/ };
const image: Rules = {
  alt: plain,
  src: raster,
  width: number,
  height: number,
  'data-room': /^(?:block|line)$/,
  loading: /^lazy$/,
  decoding: /^async$/,
  referrerpolicy: /^no-referrer$/,
};
const aligned: Rules = { align: /^(?:left|right|center|justify)$/ };

/** The elements that may be there, with what they may have of their own. */
const elements: Readonly<Record<string, Rules>> = {
  ...Object.fromEntries(
    (
      'abbr b bdi blockquote br caption code dd del dfn dl dt em figcaption hr i ins kbd mark pre q rp rt ruby ' +
      's samp section small span strong sub summary sup table tbody tfoot thead tr u var wbr'
    )
      .split(' ')
      .map((name) => [name, {}]),
  ),
  ...Object.fromEntries('div h1 h2 h3 h4 h5 h6 p'.split(' ').map((name) => [name, aligned])),
  a: {
    href: address,
    target: /^_blank$/,
    rel: /^noopener noreferrer nofollow$/,
    referrerpolicy: /^no-referrer$/,
  },
  button: {
    type: /^button$/,
    'aria-busy': /^true$/,
    'aria-expanded': /^(?:true|false)$/,
    'aria-pressed': /^(?:true|false)$/,
    // As wide as its diagram can still be read.
    style: /^min-inline-size: \d+px;$/,
  },
  details: { open: /^$/ },
  figure: { 'data-wrap': /^$/ },
  img: image,
  input: { type: /^checkbox$/, disabled: /^$/, checked: /^$/ },
  li: { type: /^\w{1,8}$/ },
  ol: { start: number, type: /^\w{1,8}$/ },
  td: cell,
  th: { ...cell, scope: /^(?:col|row)$/ },
  ul: { type: /^\w{1,8}$/ },
};

/** A diagram is a picture: nothing in it runs or loads. */
const diagram: Rules = { ...image, src: /^data:image\/svg\+xml;charset=utf-8,%3Csvg/ };

/** The signs on our own buttons. */
const signs = new Set(['svg', 'path']);
const shape = /^[\w\s.,()#%+-]*$/;
const drawn: Rules = Object.fromEntries(
  'd fill height stroke stroke-linecap stroke-linejoin stroke-width viewBox width'
    .split(' ')
    .map((name) => [name, shape]),
);

const formula: Rules = {
  encoding: /^application\/x-tex$/,
  ...Object.fromEntries(
    (
      'accent accentunder columnalign columnlines columnspacing depth display displaystyle fence form height largeop linethickness ' +
      'lspace mathbackground mathcolor mathsize mathvariant maxsize minsize movablelimits notation rowlines rowspacing ' +
      'rspace scriptlevel separator stretchy symmetric voffset width'
    )
      .split(' ')
      .map((name) => [name, shape]),
  ),
};
const formulas = new Set(
  (
    'annotation math menclose merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt ' +
    'mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics'
  ).split(' '),
);

/** Everything in a rendered text that only a hostile text could want there. */
export function findBreaches(root: ParentNode & Node, expected: Expected): string[] {
  const breaches: string[] = [];
  for (const element of root.querySelectorAll('*')) {
    const { localName } = element;
    const own = findRules(element, expected);
    if (!own || element.shadowRoot) {
      breaches.push(`<${localName}>`);
      continue;
    }
    for (const { name, value } of element.attributes) {
      const rule = own[name] ?? anywhere[name];
      const isKept = rule instanceof RegExp ? rule.test(value) : rule?.(value);
      if (!isKept) breaches.push(`<${localName} ${name}="${value.slice(0, 80)}">`);
    }
    if (localName === 'button' && !element.matches('[part],[part=footnote-reference] > *'))
      breaches.push('a button that is not ours');
    if (localName === 'a' && !element.hasAttribute('rel')) breaches.push('a link without its rules');
    if (localName === 'input' && !element.matches('[type=checkbox]:disabled'))
      breaches.push('a field to fill in');
  }
  const hidden = deceptive.exec(root.textContent ?? '');
  if (hidden) breaches.push(`U+${hidden[0].codePointAt(0)?.toString(16)} in the text`);
  return breaches;
}

function findRules(element: Element, { mathematics, diagrams }: Expected): Rules | undefined {
  const { localName, namespaceURI } = element;
  if (namespaceURI === 'http://www.w3.org/1999/xhtml') {
    if (diagrams && element.matches('img[part=diagram]')) return diagram;
    return Object.hasOwn(elements, localName) ? elements[localName] : undefined;
  }
  if (namespaceURI === 'http://www.w3.org/1998/Math/MathML' && mathematics) {
    return formulas.has(localName) ? formula : undefined;
  }
  return signs.has(localName) && element.closest('button[part]') ? drawn : undefined;
}
