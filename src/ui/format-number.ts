/** Beyond these a number has more digits than anybody reads, and its own notation is clearer. */
const largest = 1e15;
const smallest = 1e-6;

/**
 * A number of an answer's data as the reader's language writes it: all digits, and four of them never grouped,
 * since they may be a year. One that JavaScript cannot hold exactly says so.
 */
export function formatNumber(value: number, locale: string): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return `≈ ${String(value)}`;
  if (size >= largest || (size > 0 && size < smallest)) return String(value);
  return new Intl.NumberFormat(locale, {
    maximumFractionDigits: 20,
    useGrouping: 'min2',
  }).format(value);
}
