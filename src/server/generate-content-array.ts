import { parseJson } from '../protocol/parse-json.js';
import { isWireObject } from '../protocol/wire-object.js';
import { cleanResource, sealedWords } from './clean-resource.js';
import type { UpstreamError } from './describe-upstream-error.js';
import { describeUpstreamError } from './describe-upstream-error.js';
import { ElementSplitter } from './element-splitter.js';
import { isErrorPayload } from './is-error-payload.js';
import type { StreamFormat } from './stream-format.js';
import { toGoogleError } from './to-google-error.js';

/** Words of which an element must hold one to need a look. */
const telltales = ['"error"', ...sealedWords];

/** How streamGenerateContent streams when not asked for events: one JSON array, element by element. */
export const generateContentArray: StreamFormat = {
  mediaType: 'application/json',
  // Blanks may stand anywhere between elements.
  heartbeat: '\n',
  ending: ']',
  createSplitter: (maxHeldBytes) => new ElementSplitter(maxHeldBytes),
  cleanEvent(text, ids) {
    if (!telltales.some((telltale) => text.includes(telltale))) return undefined;
    const start = text.search(/[^\s[,]/);
    const payload = parseJson(text.slice(start));
    if (isErrorPayload(payload)) {
      return `${text.slice(0, start)}${writeElement(describeUpstreamError(payload))}`;
    }
    const clean = isWireObject(payload) ? cleanResource(payload, ids) : payload;
    return clean === payload ? undefined : `${text.slice(0, start)}${JSON.stringify(clean)}`;
  },
  beginsAsError: (start) => /^[\s[,]*\{\s*"error"/.test(start),
  mayPassInPieces: () => true,
  completeEvent: (text) => (/^\s*\]?\s*$/.test(text) ? text : undefined),
  writeError: (error, isFirst) => `${isFirst ? '[' : ','}${writeElement(error)}`,
};

function writeElement(error: UpstreamError): string {
  return JSON.stringify({ error: toGoogleError(error) });
}
