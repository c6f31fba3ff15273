import type { Interactions } from '@google/genai';
import type { Content, Step } from './step.js';

type ModelParams = Interactions.InteractionCreateParams.CreateModelInteractionParams;

/**
 * The body of `POST /interactions`, in the wire's own snake_case names. Gemini itself wants a model or an
 * agent; a backend fills in its own, so that pages need not name one.
 */
export type InteractionRequest = Omit<ModelParams, 'model' | 'input'> & {
  model?: string;
  /** A managed agent, instead of a model. */
  agent?: string;
  /** Absent only in a request that continues an answer the server keeps. */
  input?: string | Content[] | Step[];
};

/** A whole interaction, as a unary answer or `GET /interactions/{id}` returns it. */
export type Interaction = Interactions.Interaction;

/** How an answer is made: limits, thinking, sampling. */
export type GenerationConfig = Interactions.GenerationConfig;

/** A tool that the model may use. */
export type Tool = Interactions.Tool;

/** The form of an answer: JSON by a schema, an image, sound, … */
export type ResponseFormat = NonNullable<ModelParams['response_format']>;

/** How strictly one kind of harm is filtered. */
export type SafetySetting = NonNullable<ModelParams['safety_settings']>[number];

/** What a request costs and how soon it is answered. */
export type ServiceTier = NonNullable<ModelParams['service_tier']>;

/** Where a managed agent works. */
export type Environment = NonNullable<ModelParams['environment']>;
