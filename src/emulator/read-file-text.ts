import { parseJson } from '../protocol/parse-json.js';
import type { WireObject } from '../protocol/wire-object.js';
import { encodeBase64 } from './encode-base64.js';

const shape = /^<file name=("(?:[^"\\]|\\.)*")>\n([^]*)\n<\/file>$/;

/** A text file that a chat has put into words, as the file it was; undefined for what somebody said. */
export function readFileText(text: string): WireObject | undefined {
  const [, quoted = '', content = ''] = shape.exec(text) ?? [];
  const name = parseJson(quoted);
  if (typeof name !== 'string') return undefined;
  const data = encodeBase64(new TextEncoder().encode(content));
  return { type: 'document', mime_type: 'text/plain', name, data };
}
