/** Reads an attribute that lists things, parted by spaces or commas, and writes it back. */
export const listConverter = {
  fromAttribute: (value: string | null): readonly string[] => value?.split(/[\s,]+/).filter(Boolean) ?? [],
  toAttribute: (value: readonly string[]): string | null => (value.length > 0 ? value.join(' ') : null),
};
