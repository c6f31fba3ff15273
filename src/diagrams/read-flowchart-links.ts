import { encodeLabel } from './diagram-text.js';
import { keepWithin } from './diagram-limits.js';
import type { Flowchart, FlowchartGroup, FlowchartShape } from './flowchart.js';

const name = /(?:[\p{L}\p{N}\p{M}_$*+]|[-./](?=[\p{L}\p{N}_]))+/uy;

/** The brackets of the description with those that can be drawn; the longest come first. */
const shapes: readonly (readonly [open: string, closes: readonly string[], drawn: FlowchartShape])[] = [
  ['(((', [')))'], ['(((', ')))']],
  ['([', ['])'], ['([', '])']],
  ['((', ['))'], ['((', '))']],
  ['[[', [']]'], ['[[', ']]']],
  ['[(', [')]'], ['[(', ')]']],
  ['[/', ['/]'], ['[', ']']],
  ['[/', ['\\]'], ['[/', '\\]']],
  ['[\\', ['\\]'], ['[', ']']],
  ['[\\', ['/]'], ['[\\', '/]']],
  ['{{', ['}}'], ['{{', '}}']],
  ['[', [']'], ['[', ']']],
  ['(', [')'], ['(', ')']],
  ['{', ['}'], ['{', '}']],
  ['>', [']'], ['>', ']']],
];

const namedShapes: Readonly<Record<string, FlowchartShape>> = {
  rounded: ['(', ')'],
  event: ['(', ')'],
  stadium: ['([', '])'],
  terminal: ['([', '])'],
  pill: ['([', '])'],
  diam: ['{', '}'],
  diamond: ['{', '}'],
  decision: ['{', '}'],
  hex: ['{{', '}}'],
  hexagon: ['{{', '}}'],
  cyl: ['[(', ')]'],
  cylinder: ['[(', ')]'],
  database: ['[(', ')]'],
  db: ['[(', ')]'],
  circle: ['((', '))'],
  circ: ['((', '))'],
  'dbl-circ': ['(((', ')))'],
  'double-circle': ['(((', ')))'],
  'fr-rect': ['[[', ']]'],
  subproc: ['[[', ']]'],
  subprocess: ['[[', ']]'],
};

/** Reads a statement of nodes with arrows between them, from left to right. */
export class LinkReader {
  readonly #chart: Flowchart;
  readonly #group: FlowchartGroup | undefined;
  readonly #text: string;
  #position = 0;

  constructor(chart: Flowchart, group: FlowchartGroup | undefined, text: string) {
    this.#chart = chart;
    this.#group = group;
    this.#text = text;
  }

  read(): void {
    let from = this.#readNodes();
    while (from.length > 0 && this.#position < this.#text.length) {
      const link = this.#readLink();
      if (!link) throw new SyntaxError(`No arrow at “${this.#text.slice(this.#position)}”`);
      const to = this.#readNodes();
      if (to.length === 0) throw new SyntaxError(`No node at “${this.#text.slice(this.#position)}”`);
      if (link.arrow) this.#connect(from, to, link.arrow, link.label);
      from = to;
    }
  }

  #connect(from: readonly string[], to: readonly string[], arrow: string, label: string): void {
    keepWithin('edges', this.#chart.edges.length + from.length * to.length);
    for (const start of from) {
      for (const end of to) this.#chart.edges.push({ from: start, to: end, arrow, label });
    }
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match) this.#position = pattern.lastIndex;
    return match;
  }

  /** One node, or several that share their arrows. */
  #readNodes(): string[] {
    const ids: string[] = [];
    do {
      this.#match(/\s*/y);
      const id = this.#readNode();
      if (id === undefined) break;
      ids.push(id);
    } while (this.#match(/\s*&/y));
    this.#match(/\s*/y);
    return ids;
  }

  #readNode(): string | undefined {
    const id = this.#match(name)?.[0];
    if (id === undefined) return undefined;
    const node = this.#chart.mention(id, this.#group);
    keepWithin('nodes', this.#chart.nodes.size);
    const attributes = this.#match(/@\{([^}]*)\}/y)?.[1];
    const label = /\blabel\s*:\s*("[^"]*"|[^,}]+)/.exec(attributes ?? '')?.[1];
    const shape = /\bshape\s*:\s*"?([\w-]+)/.exec(attributes ?? '')?.[1];
    const [shown, brackets] = this.#readShape() ?? [label, namedShapes[shape ?? ''] ?? node.shape];
    if (shown !== undefined) node.label = encodeLabel(shown);
    node.shape = brackets;
    node.isDeclared ||= shown !== undefined || attributes !== undefined;
    for (;;) {
      const className = this.#match(/:::([\w-]+)/y)?.[1];
      if (className === undefined) return id;
      node.classes.push(className);
    }
  }

  #readShape(): readonly [label: string, shape: FlowchartShape] | undefined {
    for (const [open, closes, drawn] of shapes) {
      if (!this.#text.startsWith(open, this.#position)) continue;
      const start = this.#position + open.length;
      const quoted = /\s*"[^"]*"\s*/y;
      quoted.lastIndex = start;
      const from = quoted.test(this.#text) ? quoted.lastIndex : start;
      for (const close of closes) {
        const end = this.#text.indexOf(close, from);
        if (end < 0) continue;
        this.#position = end + close.length;
        return [this.#text.slice(start, end), drawn];
      }
    }
    return undefined;
  }

  #readLink(): { arrow: string; label: string } | undefined {
    this.#match(/\s*(?:[\w-]+@(?=[-=.<xo~]))?/y);
    if (this.#match(/~~~+/y)) return { arrow: '', label: '' };
    // An `o` or `x` at the end belongs to a word where one follows.
    const whole =
      /([xo<]?)(?:(--+(?:[->]|[xo](?!\p{Ll})))|(==+(?:[=>]|[xo](?!\p{Ll})))|(-\.+-(?:>|[xo](?!\p{Ll}))?))/uy;
    const link = this.#match(whole);
    if (link) {
      const label = this.#match(/\s*\|("[^"]*"|[^|]*)\|/y)?.[1] ?? '';
      return { arrow: drawArrow(link[1], link[0]), label: label.trim() && encodeLabel(label) };
    }
    const [, start = '', opening] = this.#match(/([xo<]?)(--|==|-\.)\s*/y) ?? [];
    if (opening === undefined) return undefined;
    const label = this.#match(/"[^"]*"|(?:(?!--|==|\.-)[^])+/y)?.[0] ?? '';
    const ending = this.#match(/\s*(?:--+[-xo>]|==+[=xo>]|\.+-[xo>]?)/y)?.[0];
    if (ending === undefined) return undefined;
    return { arrow: drawArrow(start, opening + ending.trim()), label: encodeLabel(label) };
  }
}

/** The arrow that can be drawn: a circle or a cross at an end becomes a point. */
function drawArrow(start: string | undefined, link: string): string {
  const hasHead = /[xo>]$/.test(link);
  const head = hasHead ? '>' : '';
  const tail = start ? '<' : '';
  if (link.includes('.')) return `${tail}-.-${head}`;
  if (link.includes('=')) return hasHead ? `${tail}==>` : '===';
  return hasHead ? `${tail}-->` : '---';
}
