import type { Interactions } from '@google/genai';

/** The body of `POST /interactions`, in the wire's own snake_case names. */
export type InteractionRequest = Interactions.InteractionCreateParams;

/** A whole interaction, as a unary answer or `GET /interactions/{id}` returns it. */
export type Interaction = Interactions.Interaction;
