/** What an id stands for; the same letters sealed as something else are another id. */
export type IdKind =
  | 'interaction'
  | 'file'
  | 'environment'
  | 'continuation'
  /** The ticket that an upload goes on with. */
  | 'upload'
  /** A whole address. Only the id of a file in Gemini's store is sealed in it; any other stays as it is. */
  | 'uri';

/**
 * Ties Gemini's ids to a visitor. The same id is sealed in the same way each time, and one that was opened as it
 * was given, so that they can be compared; but for a change of the secret.
 */
export interface IdSeal {
  /** The id that the visitor gets. An empty one, of what Gemini does not keep, stays empty. */
  seal(kind: IdKind, id: string): string;
  /** Gemini's id; undefined where this visitor was not given the sealed one, or it was changed. */
  open(kind: IdKind, sealed: string): string | undefined;
}
