/** Asked where the page names no model. */
const usualModel = 'gemini-3.1-flash-live-preview';

/** What a model of the Live API takes and gives. */
export interface LiveModel {
  readonly name: string;
  /** It takes what was said before as turns; later models refuse that and want all as it is said. */
  readonly takesTurns: boolean;
  /** It writes down what it hears, and says nothing else. */
  readonly transcribes: boolean;
}

/** The model that a request asks. */
export function findLiveModel(wanted: string | undefined): LiveModel {
  const name = (wanted || usualModel).replace(/^models\//, '');
  return {
    name,
    takesTurns: /^gemini-(?:live-)?2\./.test(name),
    transcribes: name.includes('transcribe-live'),
  };
}
