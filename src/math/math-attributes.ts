import type { MathNode } from './math-node.js';

/** Longer or more negative lengths would draw over the page. */
const length =
  /^(?:-?\d(?:\.\d+)?|\+?\d\d?(?:\.\d+)?|-?\.\d+|\d{3}(?:\.\d+)?(?=p[tx]))(?:em|ex|pt|px|mu|%|width)?$/;
const truth = /^(?:true|false)$/;
const small = /^[0-3]$/;

/** Attributes that a formula may have, with the values they may take. Colours are left out: the theme has them. */
const allowed = new Map<string, RegExp>([
  ...'depth height linethickness lspace mathsize maxsize minsize rspace voffset width'
    .split(' ')
    .map((name): [string, RegExp] => [name, length]),
  ...'accent accentunder displaystyle fence largeop movablelimits separator stretchy symmetric'
    .split(' ')
    .map((name): [string, RegExp] => [name, truth]),
  ['columnalign', /^(?:left|right|center)$/],
  ['form', /^(?:prefix|infix|postfix)$/],
  ['mathvariant', /^(?:normal|bold|italic|monospace)$/],
  [
    'notation',
    /^(?:top|bottom|box|circle|longdiv|actuarial|phasorangle|horizontalstrike|(?:up|down)diagonalstrike| )+$/,
  ],
  ['scriptlevel', small],
]);

/** What temml says by classes, said by attributes that the sheet knows. */
const byClass = new Map<string, readonly [string, string]>([
  ['tml-left', ['columnalign', 'left']],
  ['tml-right', ['columnalign', 'right']],
  ['tml-jot', ['rowspacing', '0.7ex']],
  ['tml-small', ['rowspacing', '0.35ex']],
  ['menclose', ['notation', 'updiagonalstrike']],
  ['chr-sml', ['rspace', '0.07em']],
  ['chr-sml-vec', ['rspace', '0.07em']],
  ['chr-med', ['rspace', '0.14em']],
  ['chr-med-vec', ['rspace', '0.14em']],
  ['chr-lrg', ['rspace', '0.21em']],
  ['chr-lrg-vec', ['rspace', '0.21em']],
]);

/** The paddings of cells that the sheet knows, in ems. */
const paddings = [0, 0.15, 0.25, 0.5, 1];

/** The attributes of a formula's element. Inline styles become attributes too, since a strict page allows none. */
export function readMathAttributes({ type, attributes, classes, style }: MathNode): [string, string][] {
  const read = new Map<string, string>();
  for (const [name, value] of list(attributes)) {
    const isTextAlign = name === 'style' && value === 'text-align: left;';
    if (isTextAlign) read.set('columnalign', 'left');
    else if (allowed.get(name)?.test(value)) read.set(name, value);
  }
  for (const name of Array.isArray(classes) ? classes : []) {
    const [key, value] = byClass.get(String(name)) ?? [];
    if (key && value) read.set(key, value);
  }
  const lines: string[] = [];
  for (const [name, value] of list(style)) {
    const side = /^border(Top|Right|Bottom|Left)$/.exec(name)?.[1];
    if (side) lines.push(side.toLowerCase());
    else if (name === 'border') read.set('notation', 'box');
    else if (name === 'paddingLeft') read.set('lspace', snap(value));
    else if (name === 'paddingRight') read.set('rspace', snap(value));
    else if (name === 'textAlign' && value === 'left') read.set('columnalign', value);
    else if (name === 'fontWeight' && value === 'bold') read.set('mathvariant', value);
    else if (/^math-?depth$/i.test(name) && small.test(value)) read.set('scriptlevel', value);
    else if (name === 'width' && /^(?:100|50|7\.5)%$/.test(value)) read.set('width', value);
  }
  if (type === 'mtd' && lines.length > 0) read.set('notation', lines.join(' '));
  return [...read];
}

function list(values: unknown): [string, string][] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).map(([name, value]) => [name, String(value)]);
}

/** The nearest padding that the sheet knows. */
function snap(value: string): string {
  const ems = Number.parseFloat(value) / (value.endsWith('pt') ? 12 : 1);
  const nearest = paddings.toSorted((one, other) => Math.abs(one - ems) - Math.abs(other - ems))[0] ?? 0;
  return `${nearest}em`;
}
