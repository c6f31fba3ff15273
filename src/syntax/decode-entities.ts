/** The few references that models write; all others are left to the browser's own parser. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00A0',
};
/** What the parser leaves as a reference; every other ampersand stands for itself. */
const reference = /&(?:#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);/g;

/** Text with its character references replaced, or nothing where only the browser's parser knows them. */
export function decodeEntities(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isKnown = true;
  const decoded = text.replace(reference, (found) => {
    const name = found.slice(1, -1);
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.replace('#', ''));
    // Below are control characters, and what Windows once had in their place.
    const character = name.startsWith('#')
      ? (code > 31 && code < 127) || (code > 160 && code < 0xd800)
        ? String.fromCharCode(code)
        : undefined
      : Object.hasOwn(named, name)
        ? named[name]
        : undefined;
    if (character === undefined) isKnown = false;
    return character ?? found;
  });
  return isKnown ? decoded : undefined;
}
