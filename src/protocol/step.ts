import type { Interactions } from '@google/genai';

/** A step of a kind this version does not know; kept verbatim, so that it can be sent back. */
export interface UnknownStep {
  type: string;
  [field: string]: unknown;
}

/** One step of a conversation: what was asked, thought, called or answered. */
export type Step = Interactions.Step | UnknownStep;

/** A piece of what was said: text, image, audio, document or video. */
export type Content = Interactions.Content;

/** Tokens counted by Gemini for one reply. */
export type Usage = Interactions.Usage;
