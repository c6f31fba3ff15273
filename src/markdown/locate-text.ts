import type { ShownText } from './markdown-renderer.js';
import { matchMarks } from './match-marks.js';
import { endOfNodes, leaveMarkup, type TextPosition } from './text-position.js';

/** Signs to look for that are no markup but, to the rules of emphasis, punctuation; and others that are letters. */
const signs = ['\u2042', '\u203B', '\u2E19'];
const letters = ['\uA66E', '\uA500', '\uA4F7'];
/** Signs of markup and white space before a place: what was said ended before them. */
const lead = /(?:\s|(?<=\n)[ \t>]*(?:[-*+>]|\d{1,9}[.)]|#{1,6}))+$/;
/** Where a word, an address or a line ends: where a mark may stand if it cannot stand where it should. */
const ends = [
  /^[^\p{L}\p{N}\s]+/u,
  /[\p{L}\p{N}](?![\p{L}\p{N}])/u,
  /\)/,
  /\S(?=\s|$)/,
  /[^\s|](?=[ \t]*(?:\||\n|$))/,
];
/** What one block may cost in signs that are read again; a block itself is always read once. */
const allowance = 200_000;

/** Where offsets of a finished text, in rising order, are in the document: for each block that has some, a list. */
export function* locateText(
  texts: readonly ShownText[],
  offsets: readonly number[],
): Generator<TextPosition[], void> {
  const whole = texts.map(({ raw }) => raw).join('');
  let position = 0;
  let next = 0;
  const places = offsets.map((offset) => dropLead(whole, offset));
  // A page's own scripts, such as a translator's, may have put other nodes in place of some.
  const shown = texts.map((text) => ({
    ...text,
    nodes: text.nodes.filter(({ isConnected }) => isConnected),
  }));
  for (const [index, text] of shown.entries()) {
    const end = position + text.raw.length;
    const own: number[] = [];
    for (let place = places[next]; place !== undefined; place = places[next]) {
      if (place > end && index < shown.length - 1) break;
      own.push(Math.max(0, Math.min(place, end) - position));
      next += 1;
    }
    position = end;
    if (own.length === 0) continue;
    // A definition, or what the sanitizer took away, shows as nothing.
    const near = text.nodes[0] ? undefined : findShown(shown, index);
    if (!text.nodes[0] && !near) return;
    yield near ? own.map(() => endOfNodes(near)) : locateInText(text, own, { left: allowance });
  }
}

/** The nodes of the last text before an index that has any, else of the first. */
function findShown(texts: readonly ShownText[], index: number): readonly ChildNode[] | undefined {
  const isShown = ({ nodes }: ShownText): boolean => nodes.length > 0;
  return (texts.slice(0, index).findLast(isShown) ?? texts.find(isShown))?.nodes;
}

/** The place right after what was said before an offset; the beginning of a text has nothing before it. */
function dropLead(whole: string, offset: number): number {
  const near = Math.max(0, offset - 100);
  const said = whole.slice(near, offset).replace(lead, '');
  return said ? near + said.length : offset;
}

function locateInText(text: ShownText, offsets: readonly number[], work: { left: number }): TextPosition[] {
  const found = tryMarks(text, offsets, work);
  if (found) return found;
  if (offsets.length > 1) {
    const middle = offsets.length >> 1;
    return [offsets.slice(0, middle), offsets.slice(middle)].flatMap((half) =>
      locateInText(text, half, work),
    );
  }
  const [offset = 0] = offsets;
  for (const end of ends) {
    const match = end.exec(text.raw.slice(offset));
    if (!match || work.left <= 0) continue;
    const later = tryMarks(text, [offset + match.index + match[0].length], work);
    if (later) return later;
  }
  return [endOfNodes(text.nodes)];
}

/** Renders the text again with marks in it: where they come out, and nothing else changed, the places are. */
function tryMarks(
  text: ShownText,
  offsets: readonly number[],
  work: { left: number },
): TextPosition[] | undefined {
  const isNew = (mark: string): boolean => !text.raw.includes(mark);
  const [sign = '', letter = ''] = [signs.find(isNew), letters.find(isNew)];
  // The last one also ends an address that stands in the text as it is.
  for (const mark of [sign, letter, sign && ` ${sign}`]) {
    if (!mark) continue;
    if (work.left <= 0) return undefined;
    work.left -= text.raw.length;
    let marked = '';
    let from = 0;
    for (const offset of offsets) {
      marked += text.raw.slice(from, offset) + mark;
      from = offset;
    }
    const fragment = text.render(marked + text.raw.slice(from));
    const found = fragment && matchMarks(fragment, text.nodes, mark);
    if (found?.length === offsets.length) return found.map(leaveMarkup);
  }
  return undefined;
}
