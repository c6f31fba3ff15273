/** Asks the far end for something beside a turn; the shape of a transport's `call`. */
export type FarCall = (path: string, init: RequestInit, signal: AbortSignal) => Promise<Response>;

/** What a page allows to be attached, and where it goes. The same object as long as nothing of it changes. */
export interface AttachmentOptions {
  /** As for `<input accept>`; empty for all that Gemini reads. */
  readonly accept: string;
  /** Bytes that one file may have; what the far end takes where none is set. */
  readonly maxFileBytes: number | undefined;
  /** Files that one message may have. */
  readonly maxFiles: number;
  readonly call: FarCall;
}
