/** Control characters, embeddings and overrides of direction, invisible operators, and the tags block. */
const hidden = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/gu;
/** Also what prose in some scripts needs, but neither code nor an address. */
const invisible =
  /[\u00AD\u180E\u200B\u200E\u200F]|(?<!\P{ASCII})[\u200C\u200D]|[\u200C\u200D](?!\P{ASCII})/gu;

/** No script puts as many marks on one letter; thousands take the browser a minute to lay out. */
const stacked = /(\p{M}{20})\p{M}+/gu;
const lastMarks = /\p{M}{0,20}$/u;

/** Text without characters that hide or turn around other text, so that what is copied is what was seen. */
export function cleanText(text: string): string {
  return text.replace(hidden, '').replace(stacked, '$1');
}

/** As `cleanText`, for code and for the text of links. */
export function cleanStrictly(text: string): string {
  return cleanText(text).replace(invisible, '');
}

/** What a piece of text is, cleaned, after clean text that ends like this. */
export function cleanAfter(before: string, piece: string): string {
  const marks = lastMarks.exec(before.slice(-40))?.[0] ?? '';
  return cleanText(marks + piece).slice(marks.length);
}
