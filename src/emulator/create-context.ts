import { builtInScenes } from './built-in-scenes.js';
import { ContinuationStore } from './continuation-store.js';
import { createSignature } from './create-signature.js';
import type { EmulatorContext } from './emulator-context.js';
import { FileStore } from './file-store.js';
import { InteractionStore } from './interaction-store.js';
import { LiveStore } from './live-store.js';
import type { Scene } from './scene.js';
import { TokenStore } from './token-store.js';
import { SignatureStore } from './signature-store.js';

/** What an emulator's memory and time are made from. */
export interface ContextOptions {
  readonly pace?: number;
  readonly scenes?: readonly Scene[];
  readonly clock?: () => Date;
  readonly seed?: string;
  readonly retentionDays?: number;
}

/** An emulator's own memory and time; two emulators share nothing. */
export function createContext(options: ContextOptions): EmulatorContext {
  const { pace = 0, scenes = [], clock = () => new Date(), seed = 'gemini' } = options;
  if (!(pace >= 0 && Number.isFinite(pace)))
    throw new RangeError('pace must be a number of milliseconds, 0 or more');
  const { retentionDays = 55 } = options;
  if (!(retentionDays > 0)) throw new RangeError('retentionDays must be more than 0');
  let count = 0;
  const beginning = { clock: clock().getTime(), real: performance.now() };
  // A clock that stands still must not stop what runs at a pace, one set ahead may hurry it.
  const elapsed = () => Math.max(performance.now() - beginning.real, clock().getTime() - beginning.clock);
  return {
    interactions: new InteractionStore({ days: retentionDays, now: clock }),
    continuations: new ContinuationStore(),
    files: new FileStore({ now: clock, elapsed, pace }),
    signatures: new SignatureStore(),
    uploads: new Map(),
    tokens: new TokenStore(),
    sessions: new LiveStore(clock),
    scenes: [...scenes, ...builtInScenes],
    pace,
    nextLetters: () => {
      count += 1;
      return createSignature(`${seed} ${count}`).replaceAll(/[^A-Za-z0-9]/g, '');
    },
    now: clock,
    elapsed,
  };
}
