/** Base64 as groups of four that will not change any more, and the rest that more bytes would change. */
export interface CutBase64 {
  readonly whole: string;
  readonly rest: string;
}

function toStandardAlphabet(text: string): string {
  // `includes` runs through megabytes much faster than an expression does.
  return text.includes('-') || text.includes('_') ? text.replaceAll('-', '+').replaceAll('_', '/') : text;
}

/** Cuts off a last group that is padded or incomplete. */
export function cutBase64(text: string): CutBase64 {
  const standard = toStandardAlphabet(text);
  if (standard.length % 4 === 0 && !standard.endsWith('=')) return { whole: standard, rest: '' };
  const place = Math.floor((standard.length - 1) / 4) * 4;
  return { whole: standard.slice(0, place), rest: standard.slice(place) };
}

/**
 * The base64 of the bytes of `left` followed by those of `right`: padding may not stand in the middle, so
 * pieces cannot simply be strung together. `left.whole` is never looked into, which would cost a copy of
 * it for every piece. Throws a DOMException where the rest or `right` is no base64.
 */
export function joinBase64(left: CutBase64, right: string): CutBase64 {
  const standard = toStandardAlphabet(right);
  const { whole, rest } = cutBase64(left.rest === '' ? standard : btoa(atob(left.rest) + atob(standard)));
  return { whole: left.whole + whole, rest };
}
