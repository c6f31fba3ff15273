import type { Message } from '../conversation/message.js';
import { listTexts } from '../protocol/read-text.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { findByteIndexes } from './find-byte-indexes.js';
import { readObjects } from './read-fields.js';
import { readSource, type Source } from './source.js';

/** A passage's end in the message's text, and what it rests on. */
export interface Citation {
  readonly end: number;
  readonly source: Source;
}

/** All that a message says about where it has its words from. */
export interface Citations {
  /** Numbered from 1, in the order in which the text names them. */
  readonly sources: readonly Source[];
  /** In the order of the text. */
  readonly citations: readonly Citation[];
}

/** More than anybody follows up; a far end may send any number. */
const maxCitations = 1000;

/** Each is a frame of its own, which costs the browser much; Google sends some eight. */
const maxSuggestions = 40;

/** The sources of a message's text, each once, and where the text cites them. */
export function readCitations(steps: Message['steps']): Citations {
  const sources = new Map<string, Source>();
  const citations: Citation[] = [];
  const take = (annotation: unknown): Source | undefined => {
    const source = readSource(annotation, sources.size + 1);
    if (!source) return undefined;
    const known = sources.get(source.key) ?? source;
    sources.set(source.key, known);
    return known;
  };
  for (const { text, start, content } of listTexts(steps)) {
    const annotations: readonly unknown[] = Array.isArray(content['annotations'])
      ? content['annotations']
      : [];
    const known = annotations
      .slice(0, maxCitations - citations.length)
      .filter((annotation) => isWireObject(annotation));
    const ends = findByteIndexes(text, known.map(readEnd));
    const ordered = known.map((annotation, index) => ({ annotation, end: start + (ends[index] ?? 0) }));
    for (const { annotation, end } of ordered.sort((one, other) => one.end - other.end)) {
      const source = take(annotation);
      if (source) citations.push({ end, source });
    }
  }
  for (const place of listPlaces(steps))
    if (sources.size < maxCitations) take({ ...place, type: 'place_citation' });
  return { sources: [...sources.values()], citations };
}

/** The search suggestions that Google wants shown with the answer, as they came. */
export function readSuggestions(steps: Message['steps']): string[] {
  return steps
    .filter(({ type }) => type === 'google_search_result')
    .flatMap((step) => readObjects(step, 'result'))
    .map((result) => result['search_suggestions'])
    .filter((snippet) => typeof snippet === 'string')
    .filter((snippet) => snippet.trim() !== '')
    .slice(0, maxSuggestions);
}

/** Places that the answer was made from: Google wants their links shown even where no passage names them. */
function listPlaces(steps: Message['steps']): WireObject[] {
  return steps
    .filter(({ type }) => type === 'google_maps_result')
    .flatMap((step) => readObjects(step, 'result'))
    .flatMap((result) => readObjects(result, 'places'));
}

/** The end in bytes: the end of the text where there is none, and the greater of two that were mixed up. */
function readEnd({ start_index: start, end_index: end }: WireObject): number {
  if (typeof end !== 'number') return Infinity;
  return typeof start === 'number' ? Math.max(start, end) : end;
}
