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
}

/** Gemini's answer, and the key that must not be found in it. */
export interface UpstreamAnswer {
  readonly response: Response;
  readonly key: string;
}
