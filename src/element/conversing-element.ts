import { Conversation } from '../conversation/conversation.js';
import type { ConversationData } from '../conversation/conversation-data.js';
import type { Message } from '../conversation/message.js';
import type { ChatStatus } from '../conversation/snapshot.js';
import { chooseTransport } from './choose-transport.js';
import { ConfiguredElement } from './configured-element.js';
import { ChatFunctionCallEvent } from './events.js';
import { readSettings } from './read-settings.js';
import { scheduleFrame } from './schedule-frame.js';

/** The tag's conversation, as a page reads and steers it. */
export abstract class ConversingElement extends ConfiguredElement {
  /** What was said and what is happening. */
  protected readonly conversation = new Conversation({
    transport: () => chooseTransport(this),
    settings: () => readSettings(this),
    schedule: scheduleFrame,
    permit: (call) => this.dispatchEvent(new ChatFunctionCallEvent(call)),
  });

  /** What is said next comes after what is being restored. */
  protected restoring: Promise<void> | undefined;

  /** What was said so far, oldest first; frozen, and replaced when it changes. */
  get messages(): readonly Message[] {
    return this.conversation.snapshot.messages;
  }

  /** What the chat is doing. */
  get status(): ChatStatus {
    return this.conversation.snapshot.status;
  }

  /** Stops the reply under way. What arrived stays. */
  stop(): void {
    this.conversation.stop();
  }

  /**
   * Answers a question again, by default the last; the reply so far stays as a branch to switch to. Resolves to
   * the finished reply, or to `undefined` where `messageId` names no reply.
   */
  async regenerate(messageId?: string): Promise<Message | undefined> {
    await this.restoring;
    return this.conversation.regenerate(messageId);
  }

  /**
   * Asks an earlier question in other words, with what was attached to it; what came of the old ones stays as a
   * branch to switch to. Resolves to the finished reply.
   *
   * @throws {ChatError} `invalid-request` where there is no such question or no text, `not-configured`.
   */
  async edit(messageId: string, text: string): Promise<Message> {
    await this.restoring;
    return this.conversation.edit(messageId, text);
  }

  /** Shows the branch of that number, from 0, of those that begin with a message. */
  async switchBranch(messageId: string, branch: number): Promise<void> {
    await this.restoring;
    return this.conversation.switchBranch(messageId, branch);
  }

  /** Everything that was said, all branches, as plain data for JSON. */
  exportConversation(): ConversationData {
    return this.conversation.export();
  }

  /**
   * Goes on with an exported conversation, in place of the one that is here. A reply that runs in the background
   * is taken up again. Resolves when the messages are there.
   *
   * @throws {ChatError} `invalid-request` where `data` is no conversation; then nothing changes.
   */
  async restoreConversation(data: ConversationData): Promise<void> {
    const restoring = this.conversation.restore(data);
    this.restoring = restoring.catch(() => {});
    try {
      await restoring;
    } finally {
      this.restoring = undefined;
    }
  }
}
