import { parseJson } from '../protocol/parse-json.js';
import type { UpstreamError } from './describe-upstream-error.js';
import { describeUpstreamError } from './describe-upstream-error.js';
import { ElementSplitter } from './element-splitter.js';
import { isErrorPayload } from './is-error-payload.js';
import type { StreamFormat } from './stream-format.js';
import { toGoogleError } from './to-google-error.js';

/** How streamGenerateContent streams when not asked for events: one JSON array, element by element. */
export const generateContentArray: StreamFormat = {
  mediaType: 'application/json',
  // Blanks may stand anywhere between elements.
  heartbeat: '\n',
  ending: ']',
  createSplitter: (maxHeldBytes) => new ElementSplitter(maxHeldBytes),
  cleanEvent(text) {
    if (!text.includes('"error"')) return undefined;
    const start = text.search(/[^\s[,]/);
    const payload = parseJson(text.slice(start));
    return isErrorPayload(payload)
      ? `${text.slice(0, start)}${writeElement(describeUpstreamError(payload))}`
      : undefined;
  },
  beginsAsError: (start) => /^[\s[,]*\{\s*"error"/.test(start),
  completeEvent: (text) => (/^\s*\]?\s*$/.test(text) ? text : undefined),
  writeError: (error, isFirst) => `${isFirst ? '[' : ','}${writeElement(error)}`,
};

function writeElement(error: UpstreamError): string {
  return JSON.stringify({ error: toGoogleError(error) });
}
