import type { OpenRuns } from './open-runs.js';
import type { RunningReplies } from './running-replies.js';
import type { StreamFormat } from './stream-format.js';

/** A request to Gemini that policy let through; the key is added when it is sent. */
export interface UpstreamCall {
  readonly method: 'DELETE' | 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, bytes as they come. */
  readonly body?: object | ReadableStream<Uint8Array>;
  /** Whether the answer is to be a stream, which begins before it is known. */
  readonly stream?: boolean;
  /** How the answer is written where it is a stream. */
  readonly format?: StreamFormat;
  /** Set where Gemini works for the answer, which is what limits are for. */
  readonly cost?: CallCost;
  /** Where the answer is kept for those who come back, if it is a stream of something that has an id. */
  readonly replies?: RunningReplies;
}

/** Who bears what a call costs. */
export interface CallCost {
  /** The model or agent that is asked; absent where a call only looks at what was asked before. */
  readonly model?: string | undefined;
  /** What runs in the background, where the call begins such a run or looks at one. */
  readonly runs?: OpenRuns;
  /** Gemini's id of the run that is looked at. */
  readonly run?: string;
}

/** Gemini's answer, and the key that must not be found in it. */
export interface UpstreamAnswer {
  readonly response: Response;
  readonly key: string;
}
