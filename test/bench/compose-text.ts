import type { BlockKind, Section } from './collect-sections.js';

export interface Composition {
  readonly text: string;
  readonly packages: number;
  /** Characters by what they are in. */
  readonly shares: Readonly<Partial<Record<BlockKind, number>>>;
  /** How often the sections were gone through; more than once where there are too few. */
  readonly passes: number;
}

/** No package gives more than this share, so that no text is about one thing. */
const largestShare = 0.08;
const separator = '\n\n';

/** Puts whole sections after each other, in their order, up to a size in characters that is not exceeded. */
export function composeText(sections: readonly Section[], size: number): Composition {
  const chosen: Section[] = [];
  const used = new Map<string, number>();
  const own = Math.max(size * largestShare, 600);
  let length = 0;
  let passes = 0;
  const measure = ({ pieces }: Section): number =>
    pieces.reduce((sum, { text }) => sum + text.length + separator.length, 0);
  for (let before = -1; before < length && length < size * 0.98; passes += 1) {
    before = length;
    for (const section of sections) {
      const more = measure(section);
      const from = (used.get(section.source) ?? 0) + more;
      if (length + more > size || from > own * (passes + 1)) continue;
      chosen.push(section);
      used.set(section.source, from);
      length += more;
    }
  }
  const pieces = chosen.flatMap((section) => section.pieces);
  const shares: Partial<Record<BlockKind, number>> = {};
  for (const { kind, text } of pieces) shares[kind] = (shares[kind] ?? 0) + text.length;
  const text = pieces.map((piece) => piece.text).join(separator);
  return { text, packages: used.size, shares, passes };
}
