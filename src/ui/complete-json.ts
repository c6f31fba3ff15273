/**
 * Makes a beginning of JSON whole: texts that are being written end where they are, numbers and words that may
 * still grow are left out, what is open is closed. In one pass and without recursion, however deep it is; what
 * is no JSON stays none.
 */
export function completeJson(text: string): string {
  const closers: string[] = [];
  /** How much of the text can be kept, once what is open is closed. */
  let kept = 0;
  let expectsKey = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? '';
    if (sign === '"') {
      const end = findQuote(text, index);
      if (end < 0) {
        if (expectsKey) break;
        return `${dropHalfEscape(text, index)}"${closeAll(closers)}`;
      }
      index = end;
      if (!expectsKey) kept = index + 1;
    } else if (sign === '{' || sign === '[') {
      closers.push(sign === '{' ? '}' : ']');
      expectsKey = sign === '{';
      kept = index + 1;
    } else if (sign === '}' || sign === ']') {
      closers.pop();
      expectsKey = false;
      kept = index + 1;
    } else if (sign === ',') {
      expectsKey = closers.at(-1) === '}';
      kept = index;
    } else if (sign === ':') {
      expectsKey = false;
    }
  }
  return text.slice(0, kept) + closeAll(closers);
}

function closeAll(closers: string[]): string {
  let closed = '';
  for (let closer = closers.pop(); closer; closer = closers.pop()) closed += closer;
  return closed;
}

/** Where a text ends whose quote opens at `start`, or -1. */
function findQuote(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') return index;
  }
  return -1;
}

const halfEscape = /^\\(?:u[\da-f]{0,3})?$/i;
const firstOfPair = /^\\ud[89ab][\da-f]{2}$/i;

/** All up to the end, without the escape that is not complete there, and without half a pair of them. */
function dropHalfEscape(text: string, start: number): string {
  let last = text.length;
  let before = text.length;
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] !== '\\') continue;
    before = last;
    last = index;
    index++;
  }
  const cut = halfEscape.test(text.slice(last, last + 7)) ? last : text.length;
  const half = [last, before].find((escape) =>
    firstOfPair.test(text.slice(escape, Math.min(cut, escape + 7))),
  );
  return text.slice(0, half ?? cut);
}
