/** A span of time in words, by its two largest units: "1 minute and 5 seconds"; never less than a second. */
export function formatDuration(milliseconds: number, locale: string): string {
  const total = Math.max(1, Math.round(milliseconds / 1000));
  const spans = [
    ['hour', Math.floor(total / 3600)],
    ['minute', Math.floor(total / 60) % 60],
    ['second', total % 60],
  ] as const;
  const first = spans.findIndex(([, amount]) => amount > 0);
  const shown = spans.slice(first, first + 2).filter(([, amount]) => amount > 0);
  const words = shown.map(([unit, amount]) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount),
  );
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);
}
