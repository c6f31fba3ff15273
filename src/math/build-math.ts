import { cleanText } from '../safety/clean-text.js';
import { readMathAttributes } from './math-attributes.js';
import type { MathNode } from './math-node.js';

const namespace = 'http://www.w3.org/1998/Math/MathML';
const maxElements = 2000;
const maxDepth = 60;
const elements = new Set(
  (
    'menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub ' +
    'msubsup msup mtable mtd mtext mtr munder munderover none'
  ).split(' '),
);

/** Builds a formula from what temml made of it: only what is known, without styles and classes, within the caps. */
export function buildMath(owner: Document, tree: unknown, tex: string, display: boolean): Element {
  const create = (name: string): Element => owner.createElementNS(namespace, name);
  let count = 0;

  const build = (node: unknown, depth: number): Node[] => {
    if (!isNode(node)) return [];
    const { type, text, href, children } = node;
    if (typeof text === 'string') return [owner.createTextNode(cleanSign(text))];
    if (depth > maxDepth || ++count > maxElements) throw new RangeError('The formula is too large');
    if (typeof href === 'string') return [label(href)];
    // An overlaid arrow of `\cancelto` would need to be placed; its row gets a stroke instead.
    if (isClassed(node, 'tml-cancelto')) return [];
    const built = Array.isArray(children) ? children.flatMap((child) => build(child, depth + 1)) : [];
    // Only the first part of an action shows.
    if (type === 'maction') return built.slice(0, 1);
    if (typeof type !== 'string' || !elements.has(type)) return built;
    const element = create(type);
    for (const [name, value] of readMathAttributes(node)) element.setAttribute(name, value);
    element.append(...built);
    return [element];
  };

  /** What a reference names; there is nothing in the page to refer to. */
  const label = (href: string): Element => {
    const element = create('mtext');
    element.textContent = cleanText(href.replace(/^#/, ''));
    return element;
  };

  const math = create('math');
  const semantics = create('semantics');
  const row = create('mrow');
  const annotation = create('annotation');
  if (display) math.setAttribute('display', 'block');
  annotation.setAttribute('encoding', 'application/x-tex');
  annotation.textContent = cleanText(tex);
  row.append(...build(tree, 0));
  semantics.append(row, annotation);
  math.append(semantics);
  return math;
}

function isNode(value: unknown): value is MathNode {
  return typeof value === 'object' && value !== null;
}

function isClassed(node: MathNode, name: string): boolean {
  return Array.isArray(node.classes) && node.classes.includes(name);
}

/** Operators that are not seen but heard, such as the application of a function, stay. */
function cleanSign(text: string): string {
  return /^[\u2061-\u2064]$/.test(text) ? text : cleanText(text);
}
