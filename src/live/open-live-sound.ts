import type { LiveOptions } from './live-options.js';
import type { SoundOut } from '../protocol/sound-out.js';

/** Where sound goes now; nowhere, where that cannot be had: the words are there. */
export async function openSound({ openSound: open }: LiveOptions): Promise<SoundOut | undefined> {
  try {
    return await open?.();
  } catch {
    return undefined;
  }
}
