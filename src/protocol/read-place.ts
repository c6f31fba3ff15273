import { isWireObject, type WireObject } from './wire-object.js';

/** A place as Interactions tell it; undefined for a chunk of another kind. */
export function readPlace(chunk: unknown): WireObject | undefined {
  if (!isWireObject(chunk) || !isWireObject(chunk['maps'])) return undefined;
  const { title, placeId, uri, placeAnswerSources: sources } = chunk['maps'];
  const reviews = isWireObject(sources) ? (sources['reviewSnippets'] ?? sources['reviewSnippet']) : [];
  const snippets = (Array.isArray(reviews) ? reviews : []).filter(isWireObject).map((review) => ({
    title: review['title'],
    url: review['googleMapsUri'],
    review_id: review['reviewId'],
  }));
  return {
    ...(title === undefined ? {} : { name: title }),
    ...(placeId === undefined ? {} : { place_id: placeId }),
    ...(uri === undefined ? {} : { url: uri }),
    ...(snippets.length > 0 ? { review_snippets: snippets } : {}),
  };
}
