import temml from 'temml';
import { adoptSheet } from '../dom/adopt-sheet.js';
import { buildMath } from './build-math.js';
import type { Formula } from './create-math.js';
import { mathStyles } from './math.styles.js';
import { showMathSource } from './show-math-source.js';

const maxSource = 5000;
const maxCells = 1000;
const maxOverlays = 6;
/** No length, in ems or points, is longer. */
const maxSize: [number, number] = [20, 200];

/** What a table asks of its rows is the one definition that answers have; it is not worth a failure. */
const stretch = /\\(?:renewcommand|def)\s*\{?\s*\\arraystretch\s*\}?\s*\{[\d.\s]*\}/g;
/** With definitions a short source can ask for any amount of work; a formula needs none. */
const definition = /\\(?:[egx]?def|(?:future)?let|(?:new|renew|provide)command)(?![a-z])/i;
/** Their content is built twice or thrice, and so is what they stand in. */
const overlay = /\\(?:(?:math)?llap|cancelto)(?![a-z])/gi;

/** Environments that TeX allows in display math alone; within a line they are shown all the same. */
const displayOnly = /\\begin\{(?:align|equation|gather|multline|CD)/;

/** Renders a formula into its place; where that is impossible, or too much, its source. */
export function renderMath(place: Element, formula: Formula): void {
  const math = tryMath(place.ownerDocument, formula);
  if (!math) return showMathSource(place, formula);
  adoptSheet(place, mathStyles);
  place.replaceChildren(math);
}

function tryMath(owner: Document, { tex, display }: Formula): Element | undefined {
  const source = tex.replace(stretch, '');
  if (source.length > maxSource || definition.test(source) || countCells(source) > maxCells) return undefined;
  if ((source.match(overlay)?.length ?? 0) > maxOverlays) return undefined;
  try {
    const tree: unknown = temml.__renderToMathMLTree(source, {
      displayMode: display || displayOnly.test(source),
      throwOnError: true,
      maxSize,
      maxExpand: 500,
      macros: {},
    });
    return buildMath(owner, tree, tex, display);
  } catch {
    // Invalid, too deeply nested, or over a cap.
    return undefined;
  }
}

/** Rows are filled up to the longest, so that a short source can ask for many cells. */
function countCells(source: string): number {
  const rows = source.split(/\\\\|\\cr|\\newline/);
  return rows.length * Math.max(...rows.map((row) => row.split('&').length));
}
