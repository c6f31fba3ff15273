import { createLocalCallId } from './call-ids.js';
import type { Grounding } from './grounding.js';
import { readPlace } from './read-place.js';
import type { StepNarrator } from './step-narrator.js';
import { isWireObject, type WireObject } from './wire-object.js';

function listStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
}

/** Tells a tool's call and result, or adds to them where they came as parts of their own. */
function narrateTool(narrator: StepNarrator, kind: string, call: WireObject, result: readonly WireObject[]) {
  const type = `${kind}_result`;
  const told = narrator.findLast(type);
  if (told) {
    if (result.length > 0) narrator.change(told.index, { type, result });
    return;
  }
  const asked = narrator.findLast(`${kind}_call`)?.step['id'];
  const id = typeof asked === 'string' ? asked : createLocalCallId();
  if (asked === undefined) narrator.tell({ type: `${kind}_call`, id, ...call });
  narrator.tell({ type, call_id: id, result });
}

function narrateSearch({ metadata }: Grounding, narrator: StepNarrator): void {
  const queries = listStrings(metadata['webSearchQueries']);
  const imageQueries = listStrings(metadata['imageSearchQueries']);
  const { searchEntryPoint: entry } = metadata;
  const suggestions = isWireObject(entry) ? entry['renderedContent'] : undefined;
  const hasSuggestions = typeof suggestions === 'string' && suggestions !== '';
  if (queries.length + imageQueries.length === 0 && !hasSuggestions) return;
  const type = queries.length === 0 && imageQueries.length > 0 ? 'image_search' : 'web_search';
  const call = { arguments: { queries: [...queries, ...imageQueries] }, search_type: type };
  narrateTool(narrator, 'google_search', call, hasSuggestions ? [{ search_suggestions: suggestions }] : []);
}

const statusPrefix = 'URL_RETRIEVAL_STATUS_';

function readStatus(status: unknown): string {
  if (typeof status !== 'string' || !status.startsWith(statusPrefix)) return 'error';
  return status.slice(statusPrefix.length).toLowerCase();
}

function narrateUrls({ urls }: Grounding, narrator: StepNarrator): void {
  if (urls.size === 0) return;
  const result = [...urls].map(([url, status]) => ({ url, status: readStatus(status) }));
  narrateTool(narrator, 'url_context', { arguments: { urls: [...urls.keys()] } }, result);
}

function narratePlaces({ chunks, metadata }: Grounding, narrator: StepNarrator): void {
  const places = chunks.map(readPlace).filter((place) => place !== undefined);
  const { googleMapsWidgetContextToken: token } = metadata;
  const hasToken = typeof token === 'string' && token !== '';
  if (places.length === 0 && !hasToken) return;
  const queries = listStrings(metadata['retrievalQueries']);
  narrateTool(narrator, 'google_maps', { arguments: { queries } }, [
    { ...(places.length > 0 ? { places } : {}), ...(hasToken ? { widget_context_token: token } : {}) },
  ]);
}

function narrateFiles({ chunks }: Grounding, narrator: StepNarrator): void {
  if (!chunks.some((chunk) => isWireObject(chunk) && isWireObject(chunk['retrievedContext']))) return;
  narrateTool(narrator, 'file_search', {}, []);
}

/** Tells the searches that an answer rests on as steps; generateContent tells them beside its parts. */
export function narrateGrounding(grounding: Grounding, narrator: StepNarrator): void {
  narrateSearch(grounding, narrator);
  narrateUrls(grounding, narrator);
  narratePlaces(grounding, narrator);
  narrateFiles(grounding, narrator);
}
