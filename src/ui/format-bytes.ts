const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in words: "1.2 MB". */
export function formatBytes(bytes: number, locale: string): string {
  let size = bytes;
  let position = 0;
  while (size >= 1000 && position < units.length - 1) {
    size /= 1000;
    position += 1;
  }
  const unit = units[position] ?? 'byte';
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay,
    maximumFractionDigits: size < 10 && position > 0 ? 1 : 0,
  }).format(size);
}
