import type { Grounding } from './grounding.js';
import { readPlace } from './read-place.js';
import type { SaidText } from './step-narrator.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** A stretch of the answer, in bytes of all its texts together. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** The annotations of one step's text. */
export interface PlacedAnnotations {
  readonly index: number;
  readonly annotations: readonly WireObject[];
}

/** The citation of a chunk, without its place. */
function readCitation(chunk: unknown): WireObject | undefined {
  if (!isWireObject(chunk)) return undefined;
  const { web, image, retrievedContext: file } = chunk;
  if (isWireObject(web)) return { type: 'url_citation', url: web['uri'], title: web['title'] };
  if (isWireObject(image)) return { type: 'url_citation', url: image['sourceUri'], title: image['title'] };
  const place = readPlace(chunk);
  if (place) return { type: 'place_citation', ...place };
  if (!isWireObject(file)) return undefined;
  return {
    type: 'file_citation',
    document_uri: file['uri'] ?? file['documentName'] ?? file['fileSearchStore'],
    file_name: file['title'],
    source: file['text'],
    page_number: file['pageNumber'],
    media_id: file['mediaId'],
  };
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** The answer as bytes, which is what offsets count. */
class Answer {
  readonly #texts: readonly SaidText[];
  readonly #encoder = new TextEncoder();
  readonly #bytes: Uint8Array;

  constructor(texts: readonly SaidText[]) {
    this.#texts = texts;
    this.#bytes = this.#encoder.encode(texts.map(({ text }) => text).join(''));
  }

  /** The stretch between two offsets, without halves of characters; undefined where there is none. */
  find(start: unknown, end: unknown): Range | undefined {
    if (!isOffset(start) || !isOffset(end)) return undefined;
    const range = { start: this.#snap(start), end: this.#snap(end) };
    return range.start < range.end ? range : undefined;
  }

  /** The stretch of a segment: where its offsets miss the words that it names, the nearest such words. */
  findSegment({ startIndex: start = 0, endIndex: end, text: words }: WireObject): Range | undefined {
    const range = this.find(start, end);
    if (typeof words !== 'string' || words === '') return range;
    if (range && this.#read(range) === words) return range;
    return this.#search(words, isOffset(start) ? start : 0) ?? range;
  }

  /** The pieces of a stretch, each with its place in the text that holds it. */
  *cut({ start, end }: Range): Generator<Range & { readonly index: number }> {
    let offset = 0;
    for (const { index, text } of this.#texts) {
      const { length } = this.#encoder.encode(text);
      const piece = { start: Math.max(start - offset, 0), end: Math.min(end - offset, length) };
      if (piece.start < piece.end) yield { index, ...piece };
      offset += length;
    }
  }

  #read({ start, end }: Range): string {
    return new TextDecoder().decode(this.#bytes.subarray(start, end));
  }

  #search(words: string, near: number): Range | undefined {
    const whole = this.#texts.map(({ text }) => text).join('');
    const from = this.#read({ start: 0, end: this.#snap(near) }).length;
    const places = [whole.lastIndexOf(words, from), whole.indexOf(words, from)].filter((place) => place >= 0);
    const [place] = places.sort((one, other) => Math.abs(one - from) - Math.abs(other - from));
    if (place === undefined) return undefined;
    const start = this.#encoder.encode(whole.slice(0, place)).length;
    return { start, end: start + this.#encoder.encode(words).length };
  }

  /** The start of the character that the byte at `offset` belongs to. */
  #snap(offset: number): number {
    let place = Math.min(offset, this.#bytes.length);
    while (((this.#bytes[place] ?? 0) & 0xc0) === 0x80) place -= 1;
    return place;
  }
}

/** The stretches of an answer that have a source, each with its citation. */
function* listCitations(grounding: Grounding, answer: Answer): Generator<[Range, WireObject]> {
  for (const { segment, groundingChunkIndices: indices } of grounding.supports) {
    const range = isWireObject(segment) ? answer.findSegment(segment) : undefined;
    if (!range || !Array.isArray(indices)) continue;
    for (const index of new Set<unknown>(indices)) {
      const citation = typeof index === 'number' ? readCitation(grounding.chunks[index]) : undefined;
      if (citation) yield [range, citation];
    }
  }
  for (const { uri, title, start, end } of grounding.sources) {
    const range = answer.find(start, end);
    const citation = { type: 'url_citation', url: uri, ...(title === '' ? {} : { title }) };
    if (range) yield [range, citation];
  }
}

/**
 * The citations of an answer, by the step whose text they belong to: generateContent counts its offsets over
 * the whole answer, Interactions count them in each text.
 */
export function placeAnnotations(grounding: Grounding, texts: readonly SaidText[]): PlacedAnnotations[] {
  const answer = new Answer(texts);
  const placed = new Map<number, WireObject[]>();
  for (const [range, citation] of listCitations(grounding, answer)) {
    const known = Object.fromEntries(Object.entries(citation).filter(([, value]) => value !== undefined));
    for (const { index, start, end } of answer.cut(range)) {
      const annotations = placed.get(index) ?? [];
      annotations.push({ ...known, start_index: start, end_index: end });
      placed.set(index, annotations);
    }
  }
  return [...placed].map(([index, annotations]) => ({ index, annotations }));
}
