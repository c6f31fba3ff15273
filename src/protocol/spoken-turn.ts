import type { InteractionEvent } from './interaction-event.js';
import type { InteractionRequest } from './interaction-request.js';

/** A conversation by voice, as a transport that can hear takes it. */
export interface Talk {
  /** The settings, and as `input` all that was said so far; asked for whenever a session begins. */
  readonly request: () => InteractionRequest;
  /** What the microphone hears: 16-bit little-endian samples, one channel, 16 kHz. Ends when it is switched off. */
  readonly sound: AsyncIterable<Uint8Array>;
  /** The session is open: what is said now is heard. */
  readonly onListening: () => void;
}

/** A turn that somebody began by speaking. */
export interface SpokenTurn {
  /** What was understood so far, whole each time that it grows; ends when no more of it can come. */
  readonly heard: AsyncIterable<string>;
  /** The answer, as `send` tells one. */
  readonly events: AsyncIterable<InteractionEvent>;
  /** The reader wants no more of the answer: it ends soon, and what is said next is heard. */
  readonly stop: () => void;
}
