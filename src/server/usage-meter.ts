import { parseJson } from '../protocol/parse-json.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { bytesPerToken, mediaShare } from './measure-request.js';

/** In what the model says itself, each quotation mark has a backslash before it. */
const mediaPattern = /(?<!\\)"(?:mime_type|mimeType)":\s*"(?:image|audio|video)\//;

/**
 * Reads from an answer what it cost, whichever API wrote it. What follows the last word of Gemini on that, or all of
 * it where there is none, is estimated from its bytes: who leaves early saves no tokens. Those bytes are for the most
 * part the API's own words, which stand for the thoughts that cost tokens and are not told.
 */
export class UsageMeter {
  #counted = 0;
  /** Whether Gemini said what the whole answer cost. */
  #settled = false;
  /** Bytes since the last count, media taken for what they are worth. */
  #bytes: number;
  /** Bytes of the latest piece, of which it is not known yet what they are. */
  #latest = 0;

  /** `requestBytes`: what was asked, as `measureRequest` has it. */
  constructor(requestBytes: number) {
    this.#bytes = requestBytes;
  }

  /**
   * Takes note of a piece of the answer. `text` is the whole event that ends with the piece; it is left out where the
   * event is too long to look at, as only those with media are.
   */
  read(bytes: number, text = ''): void {
    if (bytes > 0) {
      this.#bytes += this.#latest * mediaShare;
      this.#latest = bytes;
    }
    if (text === '') return;
    this.#bytes += this.#latest * (mediaPattern.test(text) ? mediaShare : 1);
    this.#latest = 0;
    if (!text.includes('"total_tokens"') && !text.includes('"totalTokenCount"')) return;
    const payload = parseJson(findJson(text));
    if (isWireObject(payload)) this.#count(payload);
  }

  #count(payload: WireObject): void {
    const tokens = readTokens(payload);
    if (tokens === undefined) return;
    // Some models count but the question until the end, and say that again with every piece.
    if (tokens > this.#counted) this.#bytes = 0;
    this.#counted = Math.max(this.#counted, tokens);
    this.#settled ||= isLast(payload);
  }

  /** What Gemini counted, and an estimate of what it did not get to count. */
  get tokens(): number {
    if (this.#settled) return this.#counted;
    return this.#counted + Math.ceil((this.#bytes + this.#latest * mediaShare) / bytesPerToken);
  }
}

/** Whether what is counted here is all. */
function isLast(payload: WireObject): boolean {
  const { event_type: type, object, candidates } = payload;
  if (type === 'interaction.completed' || object === 'interaction') return true;
  return Array.isArray(candidates) && candidates.some((one) => isWireObject(one) && 'finishReason' in one);
}

/** The JSON of an event, or of an array's element. */
function findJson(text: string): string {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  // No line ends inside a string of JSON, so that these are lines of the event.
  return json.replaceAll(/[\r\n]+data:/g, '');
}

/**
 * Looks only where Gemini itself writes: a field of that name in what the model says, such as the arguments of a
 * function, would let a visitor use up the tokens of all.
 */
function readTokens(payload: WireObject): number | undefined {
  const interaction = readObject(payload, 'interaction');
  const metadata = readObject(payload, 'metadata');
  const counts = [
    readObject(payload, 'usageMetadata')?.['totalTokenCount'],
    readObject(payload, 'usage')?.['total_tokens'],
    interaction && readObject(interaction, 'usage')?.['total_tokens'],
    metadata && readObject(metadata, 'total_usage')?.['total_tokens'],
    metadata && readObject(metadata, 'usage')?.['total_tokens'],
  ].filter((count): count is number => typeof count === 'number' && Number.isFinite(count) && count >= 0);
  return counts.length === 0 ? undefined : Math.max(...counts);
}

function readObject(value: WireObject, name: string): WireObject | undefined {
  const field = value[name];
  return isWireObject(field) ? field : undefined;
}
