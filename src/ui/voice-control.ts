import type { ChatError } from '../protocol/chat-error.js';

/** What a conversation by voice is doing. */
export type VoicePhase =
  | 'off'
  | 'asking'
  | 'connecting'
  | 'listening'
  | 'hearing'
  | 'thinking'
  | 'answering'
  | 'consent';

/** What can be seen of a conversation by voice; replaced when it changes. */
export interface VoiceState {
  readonly phase: VoicePhase;
  /** Whether the reader may speak. */
  readonly canTalk: boolean;
  /** What was understood of the question that is being asked. */
  readonly caption: string;
  /** Whether answers are heard: not yet, or muted, or because the browser wants a click first. */
  readonly sound: 'none' | 'on' | 'muted' | 'blocked';
  /** Why it ended. */
  readonly error?: ChatError | undefined;
  /** It ended because nobody looked at the page. */
  readonly isLeft: boolean;
}

/** What speaks and listens, for those who show and switch it. */
export interface VoiceControl {
  readonly state: VoiceState;
  /** How loud the reader is, from 0 to 1. */
  readonly level: number;
  /** Whether the last answer is one that the reader hears. */
  readonly isHeard?: boolean;
  /** Calls `listener` when either has changed, until `signal` aborts. */
  watch(listener: () => void, signal: AbortSignal): void;
  /** Switches the microphone on or off. */
  toggle(): void;
  /** Switches what is heard on or off. */
  toggleSound(): void;
}
