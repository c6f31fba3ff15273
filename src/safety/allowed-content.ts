import { cleanStrictly } from './clean-text.js';

/** The elements that content may have. */
export const allowedTags: readonly string[] = (
  'a abbr b bdi blockquote br caption code dd del details dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins kbd ' +
  'li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var wbr'
).split(' ');

/** What a value may be, or what is made of it. */
type Rule = RegExp | ((value: string) => string);
type Rules = Readonly<Record<string, Rule>>;

const flag: Rule = () => '';
/** Which links and images stay, and how, is decided once all of them are known. */
const judgedLater: Rule = (value) => value;
const numbering = /^[1aAiI]$/;
const bullet = /^(?:disc|circle|square)$/i;
const aligned: Rules = { align: /^(?:left|right|center|justify)$/i };
/** A cell that claims thousands of rows and columns takes the browser seconds to lay out. */
const span = /^[1-9]\d?$/;
const cell: Rules = { align: /^(?:left|right|center)$/i, colspan: span, rowspan: span };

const anywhere: Rules = { title: cleanStrictly };
const own = new Map<string, Rules>([
  ['a', { href: judgedLater }],
  ['details', { open: flag }],
  ['img', { alt: judgedLater, src: judgedLater }],
  ['input', { checked: flag, disabled: flag, type: /^checkbox$/ }],
  ['li', { type: new RegExp(`${numbering.source}|${bullet.source}`) }],
  ['ol', { start: /^-?\d{1,9}$/, type: numbering }],
  ['td', cell],
  ['th', cell],
  ['ul', { type: bullet }],
  ...'div h1 h2 h3 h4 h5 h6 p'.split(' ').map((name): [string, Rules] => [name, aligned]),
]);

/** The attributes that content may have somewhere; none of them styles, names or runs anything. */
export const allowedAttributes: readonly string[] = [
  ...new Set([anywhere, ...own.values()].flatMap((rules) => Object.keys(rules))),
];

/** Whether content may have an attribute on an element, with some value at least. */
export function isAllowed(tag: string, attribute: string): boolean {
  return findRule(tag, attribute) !== undefined;
}

/** What remains of an attribute; nothing where the element may not have it, or not with this value. */
export function checkAttribute(tag: string, attribute: string, value: string): string | undefined {
  const rule = findRule(tag, attribute);
  if (rule instanceof RegExp) return rule.test(value) ? value : undefined;
  return rule?.(value);
}

function findRule(tag: string, attribute: string): Rule | undefined {
  const rules = own.get(tag);
  return [rules, anywhere].find((some) => some && Object.hasOwn(some, attribute))?.[attribute];
}
