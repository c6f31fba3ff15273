import type { Fault } from './fault.js';
import { GoogleError } from './google-error.js';
import { findCaller } from './live-caller.js';
import { describeClose } from './live-error.js';
import { createLivePort, type LiveFrames } from './live-fault.js';
import type { LiveHome } from './live-home.js';
import { LiveSession } from './live-session.js';

/** How long connections to the emulated Live API last, by the emulator's clock. */
export interface LiveServerOptions {
  /** Seconds after which a connection is closed; 600 by default, as at Google. */
  readonly connectionSeconds?: number;
  /** Seconds before that, when the client is told by `goAway`; 60 by default. */
  readonly noticeSeconds?: number;
}

/** What goes wrong with a connection, if anything does. */
export async function findLiveFault(request: Request, { findFault }: LiveHome): Promise<Fault | undefined> {
  try {
    return await findFault(request);
  } catch (error) {
    if (!(error instanceof GoogleError)) throw error;
    return { kind: 'status', status: error.status };
  }
}

/** What a session over an open connection is made of. */
export interface LiveParts extends LiveServerOptions {
  readonly home: LiveHome;
  readonly fault: Fault | undefined;
}

/** Begins a session over a connection that was opened by `request`; closes it where nobody may have one. */
export function beginLiveSession(
  request: Request,
  frames: LiveFrames,
  { home: { context }, fault, connectionSeconds = 600, noticeSeconds = 60 }: LiveParts,
): LiveSession | undefined {
  try {
    return new LiveSession({
      context,
      token: findCaller(request, context),
      port: createLivePort(frames, fault),
      origin: new URL(request.url).origin,
      connectionSeconds,
      noticeSeconds,
    });
  } catch (error) {
    const { code, reason } = describeClose(error);
    frames.close(code, reason);
    return undefined;
  }
}
