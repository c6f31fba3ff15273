/** Controls, and signs that hide or turn around other text; joiners are kept, which some scripts cannot do without. */
const hidden = /(?![\t\n\u200C\u200D])[\p{Cc}\p{Cf}]/gu;

/** Text of which one sees all that is there, so that what is copied is what was seen. */
export function dropHidden(text: string): string {
  return text.replace(hidden, '');
}

/** The same on one line, and cut where it is longer than any title. */
export function toTitle(text: unknown): string {
  if (typeof text !== 'string') return '';
  const line = dropHidden(text.slice(0, 1000)).replace(/\s+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
}
