import { parseJson } from '../protocol/parse-json.js';

const opening = /^<file name=("(?:[^"\\]|\\.)*")>\n/;
const closing = '\n</file>';

/** A text file as it is said to the model, since the wire has no place for its name. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** Puts a text file into words. */
export function writeFileText({ name, text }: FileText): string {
  return `<file name=${JSON.stringify(name)}>\n${text}${closing}`;
}

/** The text file that was put into these words; undefined where they are a person's own. */
export function readFileText(words: string): FileText | undefined {
  const [whole, quoted] = opening.exec(words) ?? [];
  if (whole === undefined || quoted === undefined || !words.endsWith(closing)) return undefined;
  const name = parseJson(quoted);
  return typeof name === 'string' ? { name, text: words.slice(whole.length, -closing.length) } : undefined;
}
