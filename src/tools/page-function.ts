import type { FunctionCall } from './function-call.js';

declare global {
  // What a page shows, known by its name alone where this is compiled without a page's types.
  interface Node {}
}

/** A function of the page that the model may call. */
export interface PageFunction {
  /** Letters, digits, `_` and `-`; what the model calls it by. */
  readonly name: string;
  /** Tells the model what it does and when to use it. */
  readonly description?: string;
  /** A JSON Schema of type `object`; arguments that do not fit are refused before `execute` is called. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /**
   * Does the work. What it returns, or resolves to, is told to the model: a text, pieces of content, or anything
   * that can be written as JSON. What it throws is told as an error. `signal` aborts on stop and on time-out.
   */
  readonly execute: (args: Record<string, unknown>, context: { readonly signal: AbortSignal }) => unknown;
  /**
   * Asks the reader first: `true` with the usual question, a text with that question, a function for each call
   * (`false`: no need to ask). Default: `false`.
   */
  readonly confirm?: boolean | string | ((args: Record<string, unknown>) => boolean | string);
  /**
   * Shows the call in the conversation: the tag name of a custom element, which gets the properties `args`,
   * `state`, `result` and `error`, or a function that makes a node and is called again when the call changes.
   */
  readonly render?: string | ((call: FunctionCall) => Node);
  /** Milliseconds it may take. Default: 60000. */
  readonly timeoutMs?: number;
}
