/**
 * A click must not hold the page for seconds. Laying out takes a time that grows faster than the number of lines
 * between boxes; at these limits it takes about half a second.
 */
export const diagramLimits = {
  characters: 20_000,
  lines: 500,
  nodes: 150,
  edges: 150,
  groups: 24,
  depth: 8,
  messages: 300,
  values: 500,
  pictureCharacters: 2_000_000,
};

/** Refuses what would take too long. */
export function keepWithin(limit: keyof typeof diagramLimits, count: number): void {
  if (count > diagramLimits[limit]) {
    throw new RangeError(`A diagram of ${count} ${limit} is larger than ${diagramLimits[limit]}.`);
  }
}
