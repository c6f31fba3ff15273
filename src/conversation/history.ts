import { ChatError } from '../protocol/chat-error.js';
import type { Content } from '../protocol/step.js';
import { leaving } from './answer-turn.js';
import { forkAt, switchFork } from './branches.js';
import type { Path } from './fork.js';
import { isBlank, isInput, type Message, readContents, isWords, toContents } from './message.js';
import { readConversation } from './read-conversation.js';
import type { Turn } from './turn.js';

/** A conversation, to those who rearrange what was said in it. */
export interface History {
  readonly path: Path;
  /** Whether a reply is under way. */
  readonly isBusy: boolean;
  /** Replaces what is shown and kept. */
  show(path: Path): void;
  /** Replaces what was said, while what is under way goes on. */
  rewrite(messages: readonly Message[]): void;
  /** Stops what is under way; what waited for its answer stays as said. */
  halt(): Promise<void>;
  clear(reason?: string): void;
  /** Answers a question that is there, when its turn comes. */
  ask(turn: Omit<Turn, 'finish'>, options?: { first?: boolean }): Promise<Message>;
  send(contents: Content[]): Promise<Message>;
  newId(): string;
}

/** Answers a question again; the reply that is there stays as another branch. */
export async function regenerate(history: History, id: string | undefined): Promise<Message | undefined> {
  await history.halt();
  const { messages } = history.path;
  const index = messages.findLastIndex((message) => message.role === 'model' && (!id || message.id === id));
  const question = messages[index - 1];
  if (question?.role !== 'user') return undefined;
  history.show(forkAt(history.path, index));
  return history.ask({ question: question.id });
}

/** Asks a question in other words; what came of the old ones stays as another branch. */
export async function edit(history: History, id: string, text: unknown): Promise<Message> {
  const find = () =>
    history.path.messages.findIndex((message) => message.id === id && message.role === 'user');
  const question = history.path.messages[find()];
  if (!question || !isInput(text)) throw new ChatError('invalid-request');
  // What is attached stays, in front of the words.
  const contents = [...readContents(question).filter((content) => !isWords(content)), ...toContents(text)];
  if (isBlank(contents)) throw new ChatError('invalid-request');
  await history.halt();
  history.show(forkAt(history.path, find()));
  return history.send(contents);
}

/** Shows another of the branches that a message is the beginning of. */
export async function switchBranch(history: History, id: string, branch: number): Promise<void> {
  if (history.isBusy) return;
  // What waits behind an error belongs to the branch that is left.
  await history.halt();
  const index = history.path.messages.findIndex((message) => message.id === id);
  if (index >= 0) history.show(switchFork(history.path, index, branch));
}

/** Puts a kept conversation in place of the one that is there; a reply that runs on the server is taken up. */
export function restore(history: History, data: unknown): void {
  const path = readConversation(data, () => history.newId());
  history.clear(leaving);
  const last = path.messages.findLastIndex(isRunning);
  const question = path.messages[last - 1];
  // One at a time: others that were under way have been cut.
  const messages = path.messages.flatMap((message, index) => {
    if (!isRunning(message)) return [message];
    if (index === last && question?.role === 'user') return [];
    return [Object.freeze({ ...message, status: 'interrupted' as const })];
  });
  history.show({ ...path, messages });
  const running = path.messages[last]?.interactionId;
  if (question?.role === 'user') void history.ask({ question: question.id, running });
}

function isRunning({ status }: Message): boolean {
  return status === 'pending';
}
