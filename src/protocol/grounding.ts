import { isWireObject, type WireObject } from './wire-object.js';

function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isWireObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== '';
}

function listObjects(value: unknown): readonly WireObject[] {
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

function count(metadata: WireObject): number {
  return listObjects(metadata['groundingChunks']).length + listObjects(metadata['groundingSupports']).length;
}

/** The fields of `next` that say something, over those of `before`. */
function mergeMetadata(before: WireObject, next: WireObject): WireObject {
  const isPoorer = count(next) < count(before);
  const filled = Object.entries(next).filter(
    // Supports name chunks by their place in the list, so that both are taken from the same object.
    ([key, value]) => isFilled(value) && !(isPoorer && /^grounding(?:Chunks|Supports)$/.test(key)),
  );
  return { ...before, ...Object.fromEntries(filled) };
}

/** A source that a part of the answer was taken from, by its bytes in the whole answer. */
export interface CitedSource {
  readonly uri: string;
  readonly title: string;
  readonly start: unknown;
  readonly end: unknown;
}

/** Where an answer comes from, gathered over all chunks: most of them bring empty objects. */
export class Grounding {
  #metadata: WireObject = {};
  readonly #urls = new Map<string, unknown>();
  readonly #sources = new Map<string, CitedSource>();

  /** Takes what a candidate says of its sources. */
  add(candidate: WireObject): void {
    const { groundingMetadata, urlContextMetadata, citationMetadata } = candidate;
    if (isWireObject(groundingMetadata)) this.#metadata = mergeMetadata(this.#metadata, groundingMetadata);
    if (isWireObject(urlContextMetadata)) {
      for (const { retrievedUrl, urlRetrievalStatus } of listObjects(urlContextMetadata['urlMetadata'])) {
        // Some come without an address: there is nothing to say of them.
        if (typeof retrievedUrl === 'string') this.#urls.set(retrievedUrl, urlRetrievalStatus);
      }
    }
    if (!isWireObject(citationMetadata)) return;
    // Two names for the same list: of the Gemini API and of Google Cloud.
    const { citationSources, citations } = citationMetadata;
    for (const source of listObjects(citationSources ?? citations)) {
      const { uri, title, startIndex: start = 0, endIndex: end } = source;
      if (typeof uri !== 'string' || uri === '') continue;
      const name = typeof title === 'string' ? title : '';
      this.#sources.set(JSON.stringify([uri, start, end]), { uri, title: name, start, end });
    }
  }

  /** What was looked for, what was found, and how it supports the answer. */
  get metadata(): WireObject {
    return this.#metadata;
  }

  /** The chunks that were found, in the order in which supports number them. */
  get chunks(): readonly unknown[] {
    const { groundingChunks: chunks } = this.#metadata;
    return Array.isArray(chunks) ? chunks : [];
  }

  /** The passages of the answer that chunks support. */
  get supports(): readonly WireObject[] {
    return listObjects(this.#metadata['groundingSupports']);
  }

  /** The addresses that were read, each with how that ended. */
  get urls(): ReadonlyMap<string, unknown> {
    return this.#urls;
  }

  /** The sources that passages repeat. */
  get sources(): Iterable<CitedSource> {
    return this.#sources.values();
  }
}
