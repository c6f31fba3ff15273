import type { ChatError } from '../protocol/chat-error.js';
import type { LiveLeg } from './live-leg.js';

/** Who speaks and listens by voice, as long as somebody does. */
export interface LiveListener {
  readonly onHeard: (piece: string) => void;
  readonly onAnswer: (mayBegin: boolean) => LiveLeg | undefined;
  readonly onRest: () => void;
  readonly onClosed: (error: ChatError) => void;
}
