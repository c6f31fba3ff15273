import { GoogleError } from './google-error.js';

/** How a session answers: in words, or aloud. */
export type LiveModality = 'TEXT' | 'AUDIO';

/** What a model of the Live API can do. */
export interface LiveModel {
  readonly name: string;
  /** The first is the default. */
  readonly modalities: readonly LiveModality[];
  /** It writes down what it hears and says nothing else. */
  readonly transcribes: boolean;
  /** It takes `clientContent` for what was said before the session alone, and no `mediaChunks`. */
  readonly isStrict: boolean;
}

function listModalities(name: string): readonly LiveModality[] {
  if (/transcribe-live/.test(name)) return ['TEXT'];
  return /^gemini-3\.1-flash-live|native-audio/.test(name) ? ['AUDIO'] : ['AUDIO', 'TEXT'];
}

/** The model of a session by the name that its setup gives; only those of the Live API talk. */
export function findLiveModel(resource: string): LiveModel {
  const name = /^models\/([\w.-]+)$/.exec(resource)?.[1];
  if (name === undefined) {
    throw new GoogleError(400, { message: "Invalid value at 'setup.model': expected 'models/' and a name." });
  }
  if (!/(?:^|-)live(?:-|$)|native-audio/.test(name)) {
    throw new GoogleError(404, {
      message: `${resource} is no model for bidiGenerateContent, or is unknown.`,
    });
  }
  return {
    name,
    modalities: listModalities(name),
    transcribes: /transcribe-live/.test(name),
    isStrict: name.startsWith('gemini-3.1-'),
  };
}
