import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { listObjects } from './list-objects.js';
import { contentOf, fieldsOf, textField } from './read-step.js';

function fieldsOfType(steps: readonly Step[], type: string): WireObject[] {
  return steps.filter((step) => step.type === type).map(fieldsOf);
}

function listArguments(steps: readonly Step[], type: string, field: string): unknown[] {
  return fieldsOfType(steps, type).flatMap(({ arguments: given }) => {
    const values = isWireObject(given) ? given[field] : undefined;
    return Array.isArray(values) ? values : [];
  });
}

function listResults(steps: readonly Step[], type: string): WireObject[] {
  return fieldsOfType(steps, type).flatMap(({ result }) => listObjects(result));
}

function present(object: WireObject): WireObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function writePlace(place: WireObject): WireObject {
  const id = textField(place, 'place_id');
  const snippets = listObjects(place['review_snippets']).map((snippet) =>
    present({
      title: snippet['title'],
      googleMapsUri: snippet['url'],
      reviewId: snippet['review_id'],
    }),
  );
  return {
    maps: present({
      uri: place['url'],
      title: place['name'],
      placeId: id ? `places/${id.replace(/^places\//, '')}` : undefined,
      placeAnswerSources: snippets.length > 0 ? { reviewSnippets: snippets } : undefined,
    }),
  };
}

/** A source as the older API lists it; `undefined` for an annotation that names none. */
function writeSource(annotation: WireObject): WireObject | undefined {
  switch (annotation['type']) {
    case 'url_citation':
      return { web: present({ uri: annotation['url'], title: annotation['title'] }) };
    case 'place_citation':
      return writePlace(annotation);
    case 'file_citation':
      return {
        retrievedContext: present({
          uri: annotation['document_uri'],
          title: annotation['file_name'],
          text: annotation['source'],
          pageNumber: annotation['page_number'],
          mediaId: annotation['media_id'],
        }),
      };
    default:
      return undefined;
  }
}

/** Sources, each once, and which passages rest on which of them. */
class Sources {
  readonly #chunks = new Map<string, { readonly index: number; readonly chunk: WireObject }>();
  readonly #supports = new Map<string, { readonly segment: WireObject; readonly indices: number[] }>();

  get chunks(): WireObject[] {
    return Array.from(this.#chunks.values(), ({ chunk }) => chunk);
  }

  get supports(): WireObject[] {
    return Array.from(this.#supports.values(), ({ segment, indices }) => ({
      segment,
      groundingChunkIndices: indices,
    }));
  }

  add(chunk: WireObject): number {
    const body = Object.values(chunk)[0];
    const key = isWireObject(body) ? JSON.stringify([body['uri'], body['title'], body['text']]) : '';
    const known = this.#chunks.get(key);
    if (known) return known.index;
    const index = this.#chunks.size;
    this.#chunks.set(key, { index, chunk });
    return index;
  }

  cite(segment: WireObject, index: number): void {
    const key = JSON.stringify(segment);
    const known = this.#supports.get(key);
    if (!known) this.#supports.set(key, { segment, indices: [index] });
    else if (!known.indices.includes(index)) known.indices.push(index);
  }
}

/** Offsets count bytes over all texts of the answer together; a passage at the very beginning leaves its out. */
function writeSegment(annotation: WireObject, bytes: Uint8Array, offset: number): WireObject | undefined {
  const { start_index: start = 0, end_index: end } = annotation;
  if (typeof start !== 'number' || typeof end !== 'number') return undefined;
  const first = offset + start;
  return {
    ...(first > 0 ? { startIndex: first } : {}),
    endIndex: offset + end,
    text: new TextDecoder().decode(bytes.slice(start, end)),
  };
}

function readSources(steps: readonly Step[]): Sources {
  const sources = new Sources();
  let offset = 0;
  for (const content of steps.filter(({ type }) => type === 'model_output').flatMap(contentOf)) {
    if (content['type'] !== 'text') continue;
    const bytes = new TextEncoder().encode(textField(content, 'text'));
    for (const annotation of listObjects(content['annotations'])) {
      const chunk = writeSource(annotation);
      const segment = writeSegment(annotation, bytes, offset);
      if (!chunk) continue;
      const index = sources.add(chunk);
      if (segment) sources.cite(segment, index);
    }
    offset += bytes.length;
  }
  for (const result of listResults(steps, 'google_maps_result')) {
    for (const place of listObjects(result['places'])) sources.add(writePlace(place));
  }
  return sources;
}

/** What an answer rests on, as a candidate of the older API tells it; `undefined` where it rests on nothing. */
export function writeGrounding(steps: readonly Step[]): WireObject | undefined {
  const { chunks, supports } = readSources(steps);
  const queries = listArguments(steps, 'google_search_call', 'queries');
  const suggestions = listResults(steps, 'google_search_result')
    .map((result) => textField(result, 'search_suggestions'))
    .join('');
  const widget = listResults(steps, 'google_maps_result').find((result) => result['widget_context_token']);
  const metadata = {
    ...(suggestions ? { searchEntryPoint: { renderedContent: suggestions } } : {}),
    ...(chunks.length > 0 ? { groundingChunks: chunks } : {}),
    ...(supports.length > 0 ? { groundingSupports: supports } : {}),
    ...(queries.length > 0 ? { webSearchQueries: queries } : {}),
    ...(widget ? { googleMapsWidgetContextToken: widget['widget_context_token'] } : {}),
  };
  return Object.keys(metadata).length > 0 ? metadata : undefined;
}

/** Which pages were read, and whether they could be; `undefined` where none was asked for. */
export function writeUrlContext(steps: readonly Step[]): WireObject | undefined {
  const urlMetadata = listResults(steps, 'url_context_result').map(({ url, status }) => ({
    retrievedUrl: url,
    urlRetrievalStatus: `URL_RETRIEVAL_STATUS_${String(status).toUpperCase()}`,
  }));
  return urlMetadata.length > 0 ? { urlMetadata } : undefined;
}
