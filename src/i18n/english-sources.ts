const number = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');
const isOne = (count: number): boolean => plural.select(count) === 'one';

/** The words around sources and search suggestions, in English. */
export const englishSources = {
  /** Names the fold-out that lists the sources. */
  sources: (count: number) => `${number.format(count)} ${isOne(count) ? 'source' : 'sources'}`,
  /** Names a mark in the text; a part may be empty. */
  sourceName: (source: string, title: string, host: string) =>
    [`Source ${source}`, [title, host].filter(Boolean).join(', ')].filter(Boolean).join(': '),
  sourcePage: (page: string) => `page ${page}`,
  /** A link to a review that has no title. */
  review: 'Review',
  reviewsOf: (place: string) => `Reviews of ${place}`,
  searchSuggestions: 'Google Search suggestions',
  /** Names one of several frames with suggestions. */
  searchSuggestionsPart: (index: number, count: number) =>
    `Google Search suggestions, ${number.format(index)} of ${number.format(count)}`,
  suggestionsForbidden: 'This page does not let the chat show the Google Search suggestions for this answer.',
};

export type SourcesStrings = typeof englishSources;
