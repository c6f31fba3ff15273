import type { SoundOut } from '../protocol/sound-out.js';
import type { LiveTimes } from './live-times.js';

/** What live sessions need of the outside. */
export interface LiveOptions {
  /** A token for one more connection. Throws a `ChatError` where there is none to be had. */
  readonly takeToken: (signal: AbortSignal) => Promise<string>;
  /** The absolute address in place of Google's; empty for Google's own. */
  readonly apiBase: string;
  readonly openSound?: (() => Promise<SoundOut | undefined>) | undefined;
  /** How long things may take, where that is not as usual. */
  readonly times?: Partial<LiveTimes> | undefined;
}
