import { Conversation, type ConversationOptions } from '../../src/conversation/conversation.js';
import type { Snapshot } from '../../src/conversation/snapshot.js';
import type { TurnSettings } from '../../src/conversation/turn-settings.js';
import type { FakeTransport } from './fake-transport.js';

/** A conversation over a fake transport, its snapshots as they are published, and its frames under control. */
export function converse(
  transport: FakeTransport,
  settings: TurnSettings = {},
  options: Partial<ConversationOptions> = {},
) {
  const frames: (() => void)[] = [];
  const snapshots: Snapshot[] = [];
  const conversation = new Conversation({
    transport: () => transport,
    settings: () => settings,
    schedule: (callback) => frames.push(callback),
    ...options,
  });
  conversation.subscribe((snapshot) => snapshots.push(snapshot));
  const paint = (): void => {
    for (const frame of frames.splice(0)) frame();
  };
  return { conversation, snapshots, paint };
}

/** Lets everything run that waits for nothing but its turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Who said what, and how far it got. */
export const says = (conversation: Conversation): string[] =>
  conversation.snapshot.messages.map(({ role, text, status }) => `${role} ${status}: ${text}`);

/** Waits until `read` gives something, painting meanwhile. */
export async function waitFor<Value>(
  read: () => Value,
  paint: () => void = () => {},
): Promise<NonNullable<Value>> {
  const end = performance.now() + 5000;
  for (;;) {
    paint();
    const value = read();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > end) throw new Error('Waited in vain.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
