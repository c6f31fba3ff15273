const longestString = 4000;
const deepest = 50;
const mostValues = 20_000;

/** Data as indented JSON; what is too long, too deep or too much to be read stands as an ellipsis. */
export function readableJson(value: unknown): string {
  let left = mostValues;
  const shorten = (item: unknown, depth: number): unknown => {
    left -= 1;
    if (typeof item === 'string') return cutString(item);
    if (typeof item === 'bigint') return String(item);
    if (typeof item !== 'object' || item === null || item instanceof Date) return item;
    // A page's data may refer to itself, many times over: depth alone would not end that.
    if (depth >= deepest || left <= 0) return '…';
    if (Array.isArray(item)) return cutList(item, left).map((inner) => shorten(inner, depth + 1));
    const entries = cutList(Object.entries(item), left);
    // `fromEntries` defines, so that a key named __proto__ stays a key.
    return Object.fromEntries(entries.map(([key, inner]) => [key, shorten(inner, depth + 1)]));
  };
  try {
    return JSON.stringify(shorten(value, 0), null, 2) ?? '';
  } catch {
    // A page's object may throw when it is read.
    return '…';
  }
}

function cutString(text: string): string {
  return text.length > longestString ? `${text.slice(0, longestString)}…` : text;
}

function cutList<Item>(list: readonly Item[], length: number): readonly Item[] {
  return list.length > length ? list.slice(0, length) : list;
}
