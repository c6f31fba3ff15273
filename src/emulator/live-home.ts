import type { EmulatorContext } from './emulator-context.js';
import type { Fault } from './fault.js';

/** What an emulator is made of, for who serves its Live API. */
export interface LiveHome {
  readonly context: EmulatorContext;
  readonly findFault: (request: Request) => Promise<Fault | undefined>;
}

const homes = new WeakMap<object, LiveHome>();

/** Notes what an emulator is made of. */
export function noteLiveHome(emulator: object, home: LiveHome): void {
  homes.set(emulator, home);
}

/** What an emulator is made of; throws where it is none. */
export function findLiveHome(emulator: object): LiveHome {
  const home = homes.get(emulator);
  if (!home) throw new TypeError('attachLive needs an emulator as createGeminiEmulator made it');
  return home;
}
