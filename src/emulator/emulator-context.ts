import type { ContinuationStore } from './continuation-store.js';
import type { FileStore } from './file-store.js';
import type { InteractionStore } from './interaction-store.js';
import type { LiveStore } from './live-store.js';
import type { Scene } from './scene.js';
import type { TokenStore } from './token-store.js';
import type { SignatureStore } from './signature-store.js';
import type { Upload } from './upload.js';

/** What every route shares. */
export interface EmulatorContext {
  readonly interactions: InteractionStore;
  readonly continuations: ContinuationStore;
  readonly files: FileStore;
  readonly signatures: SignatureStore;
  /** Files on their way, by the id in the address that their bytes go to. */
  readonly uploads: Map<string, Upload>;
  /** What opens sessions of the Live API without a key. */
  readonly tokens: TokenStore;
  /** Sessions of the Live API that can go on. */
  readonly sessions: LiveStore;
  /** In the order in which they are asked; the last one answers everything. */
  readonly scenes: readonly Scene[];
  /** Milliseconds of a beat. */
  readonly pace: number;
  /** Letters and digits that no other id has. */
  readonly nextLetters: () => string;
  readonly now: () => Date;
  /** Milliseconds that have passed, by the time that really did or by the clock where that was set ahead. */
  readonly elapsed: () => number;
}

/** A moment in the wire's format, to the second. */
export function writeTimestamp(moment: Date): string {
  return moment.toISOString().replace(/\.\d+Z$/, 'Z');
}
