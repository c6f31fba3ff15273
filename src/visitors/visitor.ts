import type { IdSeal } from './id-seal.js';

/** Who asks. Nothing in it says more about a person than that two requests are theirs. */
export interface Visitor {
  /**
   * What is counted by: a digest, never a name or an address in clear. Undefined where nothing tells the visitor
   * from others, so that no limit for one visitor can hold.
   */
  readonly id: string | undefined;
  /** A digest of the network address; undefined where the server is not told it. */
  readonly address: string | undefined;
  /** Makes this visitor's ids of Gemini's, and the other way round. */
  readonly ids: IdSeal;
  /** The `Set-Cookie` of the answer, where there is something to set. */
  readonly cookie: string | undefined;
}
