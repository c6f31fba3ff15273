import { ChatError } from '../protocol/chat-error.js';
import type { Content } from '../protocol/step.js';
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
  /** Stops what is under way; what waited for its answer stays as said. */
  halt(): Promise<void>;
  clear(): void;
  /** Answers a question that is there, when its turn comes. */
  ask(turn: Omit<Turn, 'finish'>): Promise<Message>;
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
export function switchBranch(history: History, id: string, branch: number): void {
  const index = history.path.messages.findIndex((message) => message.id === id);
  if (index >= 0 && !history.isBusy) history.show(switchFork(history.path, index, branch));
}

/** Puts a kept conversation in place of the one that is there; a reply that runs on the server is taken up. */
export function restore(history: History, data: unknown): void {
  const path = readConversation(data, () => history.newId());
  history.clear();
  const last = path.messages.at(-1);
  const question = path.messages.at(-2);
  if (last?.status !== 'pending' || !question) return history.show(path);
  history.show({ ...path, messages: path.messages.slice(0, -1) });
  void history.ask({ question: question.id, running: last.interactionId });
}
