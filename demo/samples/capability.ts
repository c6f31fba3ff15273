import type { GeminiChatElement, Message } from '../../src/index.js';

/** How a sample ends: as its last message does, with the code of an error, or `empty` where nobody answered. */
export type Ending = Message['status'] | NonNullable<Message['error']>['code'] | 'empty';

/** One thing that the chat can do: a script that runs as it is shown, and what is to come of it. */
export interface Capability {
  /** Names the card in the page's address. */
  readonly id: string;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
  /** What else its reader should know. */
  readonly note?: string;
  /** Attributes of the tag beside `endpoint`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What a page's own script would do. Its source is shown, so that it says nothing but what a page needs. */
  run(chat: GeminiChatElement): Promise<unknown>;
  /** Default: `complete`. */
  readonly ends?: Ending;
  /** Answers that stand in the chat at the end. Default: 1. */
  readonly answers?: number;
  /** What must have come: types of steps, contents and annotations; `data`, `branch`, `thoughts`. */
  readonly brings?: readonly string[];
  /** Gemini does not do this when asked. */
  readonly isEmulated?: boolean;
  /** What else one can do once it has run. */
  readonly actions?: readonly CapabilityAction[];
}

/** A button on a card. */
export interface CapabilityAction {
  readonly label: string;
  run(chat: GeminiChatElement): Promise<unknown>;
}

/** Capabilities that belong together, with the source of the module that holds them. */
export interface CapabilityGroup {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly capabilities: readonly Capability[];
  readonly source: string;
}
