import type { Interactions } from '@google/genai';
import type { Content, Step } from './step.js';

/**
 * The body of `POST /interactions`, in the wire's own snake_case names. Gemini itself wants a model or an
 * agent; a backend fills in its own, so that pages need not name one.
 */
export type InteractionRequest = Omit<
  Interactions.InteractionCreateParams.CreateModelInteractionParams,
  'model' | 'input'
> & {
  model?: string;
  input: string | Content[] | Step[];
};

/** A whole interaction, as a unary answer or `GET /interactions/{id}` returns it. */
export type Interaction = Interactions.Interaction;

/** How an answer is made: limits, thinking, sampling. */
export type GenerationConfig = Interactions.GenerationConfig;

/** A tool that the model may use. */
export type Tool = Interactions.Tool;
