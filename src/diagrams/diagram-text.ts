/**
 * Signs that mean something to whoever reads a description or writes a picture. While a label travels from one to
 * the other they are characters without a meaning, from a range of Unicode where nothing else lives.
 */
const signs = '&<>"\'[](){}|;:#\\/%`~=\u00A0';
const firstCode = 0xe000;

const namedSigns: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  colon: ':',
  semi: ';',
  num: '#',
};

/** Drops what only looks like a sign that travels, and lets those travel that are written by name or number. */
export function encodeEntities(source: string): string {
  return source
    .replaceAll(/[\uE000-\uF8FF]/g, '')
    .split('\n')
    .map((line) => (/(?:^|;)\s*(?:style|classDef|linkStyle)\s/.test(line) ? line : encodeNamed(line)))
    .join('\n');
}

function encodeNamed(line: string): string {
  return line.replaceAll(
    /[&#](?:#?(\d{1,7})|#?x([\da-f]{1,6})|([a-z]{2,5}));/gi,
    (whole: string, decimal?: string, hex?: string, word?: string) => {
      if (word !== undefined) return encodeSigns(namedSigns[word.toLowerCase()] ?? '') || whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code >= 32 && code <= 0x10_ff_ff ? encodeSigns(String.fromCodePoint(code)) : '';
    },
  );
}

/** A label as the drawing code takes it: lines and the plainest emphasis, no other markup. */
export function encodeLabel(label: string): string {
  const kept: string[] = [];
  const plain = label
    .trim()
    .replace(/^(["'`])([^]*)\1$/, '$2')
    .replace(/^`([^]*)`$/, '$1')
    .replaceAll(/\s*(?:<br\s*\/?>|\\n|\n)\s*/gi, '\n')
    .replaceAll(/<\/?(?:b|strong|i|em|u|s|del)>/gi, (tag) => {
      kept.push(tag);
      return '\uF000';
    })
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/gi, '');
  const encoded = encodeSigns(plain)
    .replaceAll('\n', '<br>')
    .replaceAll('\uF000', () => kept.shift() ?? '');
  return encoded.trim() === '' ? '\u200B' : encoded.trim();
}

/** Lets every sign of a text travel. */
export function encodeSigns(text: string): string {
  return text.replaceAll(/[&<>"'[\](){}|;:#\\/%`~=\u00A0]/g, (sign) =>
    String.fromCharCode(firstCode + signs.indexOf(sign)),
  );
}

/** The text as it was, for people. */
export function decodeSigns(text: string): string {
  return text.replaceAll(/[\uE000-\uE0FF]/g, (code) => signs.charAt(code.charCodeAt(0) - firstCode));
}

/** The text as it was, for a picture's source, which a single character that XML does not know would break. */
export function decodeAsXml(source: string): string {
  return source
    .replaceAll(/(?![\t\n])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, '')
    .replaceAll(/[\uE000-\uE0FF]/g, (code) => {
      const sign = decodeSigns(code);
      return /[&<>"']/.test(sign) ? `&#${sign.charCodeAt(0)};` : sign;
    });
}
