import type { InteractionStore } from './interaction-store.js';
import type { Scene } from './scene.js';

/** What every route of the Interactions API shares. */
export interface InteractionContext {
  readonly store: InteractionStore;
  /** In the order in which they are asked; the last one answers everything. */
  readonly scenes: readonly Scene[];
  /** Milliseconds of a beat. */
  readonly pace: number;
  nextId(): string;
  /** Now, in the wire's format. */
  timestamp(): string;
}
