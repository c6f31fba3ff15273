import { ChatError } from '../protocol/chat-error.js';
import type { Reply } from '../protocol/reply.js';
import type { FunctionCall } from '../tools/function-call.js';
import type { Transport } from '../transport/transport.js';
import { answerTurn } from './answer-turn.js';
import { type ConversationData, writeConversation } from './conversation-data.js';
import { type Forks, markBranch, type Path } from './fork.js';
import type { History } from './history.js';
import { loadHistory } from './load-history.js';
import {
  hasArrived,
  hasFailed,
  isBlank,
  isInput,
  type Message,
  type MessageInput,
  readWords,
  toContents,
} from './message.js';
import { finishMessage, messageFromReply } from './message-from-reply.js';
import type { ChatStatus, Snapshot } from './snapshot.js';
import type { Arriving, Turn } from './turn.js';
import { type TurnSettings, wantsData } from './turn-settings.js';

export interface ConversationOptions {
  /** The way to Gemini, asked for each turn. Throws `ChatError` `not-configured` where there is none. */
  transport: () => Transport;
  /** What the next request carries, asked for each turn. */
  settings: () => TurnSettings;
  /** Calls back before the next paint; decides how often a streaming reply is published. */
  schedule: (callback: () => void) => void;
  /** Whether the page lets a call of one of its functions run. Default: it does. */
  permit?: (call: FunctionCall) => boolean;
}

const nothing: Snapshot = Object.freeze({ messages: Object.freeze([]), status: 'ready' });

/** What was said and what is happening: one reply at a time, published as frozen snapshots. */
export class Conversation implements History {
  #snapshot = nothing;
  #forks: Forks = new Map();
  #queue: Turn[] = [];
  #stopping: AbortController | undefined;
  #answering: Promise<void> = Promise.resolve();
  #listeners = new Set<(snapshot: Snapshot) => void>();
  #arriving: Arriving | undefined;
  #publishing = false;
  #count = 0;
  readonly #visit = Math.random().toString(36).slice(2, 10);
  /** Calls that wait for the reader's consent, by their id. */
  #consents = new Map<string, (accepted: boolean) => void>();
  /** Ends the wait before the next attempt. */
  #hurry: (() => void) | undefined;
  readonly #options: ConversationOptions;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Calls `listener` with each new snapshot until `signal` aborts. */
  subscribe(listener: (snapshot: Snapshot) => void, { signal }: { signal?: AbortSignal } = {}): void {
    this.#listeners.add(listener);
    signal?.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  /**
   * Adds a user's turn at once and answers it when its turn comes; `replaces` names a message that was not
   * sent and that this one stands for. Resolves to the finished reply, whose `status` and `error` say how it
   * went. Throws a `ChatError` at once where the message cannot be taken.
   */
  send(input: MessageInput, { replaces }: { replaces?: string | undefined } = {}): Promise<Message> {
    if (!isInput(input) || isBlank(input)) throw new ChatError('invalid-request');
    this.#options.transport();
    if (replaces) this.#remove(replaces);
    const contents = toContents(input);
    const waits = this.#stopping !== undefined || this.#queue.length > 0;
    const { messages } = this.#snapshot;
    const question = this.#mark(messages.at(-1)?.id, {
      id: this.newId(),
      role: 'user',
      text: readWords(contents),
      steps: Object.freeze([Object.freeze({ type: 'user_input' as const, content: contents })]),
      status: waits ? 'queued' : 'complete',
      createdAt: new Date(),
    });
    this.#change({ messages: [...messages, question] });
    return this.ask({ question: question.id });
  }

  /** Ends the reply that is under way; what arrived stays, marked as stopped. */
  stop(): void {
    this.#stopping?.abort();
  }

  /** Ends the wait before the next attempt. */
  hurry(): void {
    this.#hurry?.();
  }

  /** The reader's answer to a call that waits for consent. */
  decide(call: string, accepted: boolean): void {
    this.#consents.get(call)?.(accepted);
  }

  /**
   * Asks the last turn again where it failed, was stopped or cut; its broken reply gives way to the new one.
   * The promise is of the finished reply; `undefined` where there is nothing to try again.
   */
  retry(): Promise<Message | undefined> | undefined {
    // Stopping takes a moment: what is left of the reply has to be put away first.
    if (this.#stopping?.signal.aborted) return this.#answering.then(() => this.retry());
    const { messages } = this.#snapshot;
    const index = messages.findLastIndex((message) => message.role === 'user' && message.status !== 'queued');
    const question = messages[index];
    const reply = messages[index + 1];
    if (!question || this.#stopping || !hasFailed(question, reply)) return undefined;
    this.#options.transport();
    const answer = reply?.role === 'model' ? reply.id : undefined;
    const { error: _, ...asked } = question;
    const again: Message = Object.freeze({ ...asked, status: 'complete' });
    this.#change({
      messages: messages
        .filter((message) => message.id !== answer)
        .map((message) => (message === question ? again : message)),
    });
    return this.ask({ question: question.id }, { first: true });
  }

  /**
   * Answers a question again, by default the last; the reply so far stays as another branch. `undefined` where
   * `id` names no reply.
   */
  async regenerate(id?: string): Promise<Message | undefined> {
    this.#options.transport();
    const { regenerate } = await loadHistory();
    return regenerate(this, id);
  }

  /**
   * Asks a question in other words, with what was attached to it; what came of the old ones stays as another
   * branch. Rejects with a `ChatError` where there is no such question, or no words.
   */
  async edit(id: string, text: string): Promise<Message> {
    this.#options.transport();
    const { edit } = await loadHistory();
    return edit(this, id, text);
  }

  /** Shows another of the branches that a message is the beginning of. Does nothing while a reply is under way. */
  async switchBranch(id: string, branch: number): Promise<void> {
    const { switchBranch } = await loadHistory();
    await switchBranch(this, id, branch);
  }

  /** Everything that was said, in a form that can be kept as JSON. */
  export(): ConversationData {
    return writeConversation({ ...this.path, messages: this.#snapshot.messages });
  }

  /**
   * Goes on with a conversation that was kept; what was said here is forgotten. Rejects with a `ChatError`
   * `invalid-request` where `data` is none, and then changes nothing.
   */
  async restore(data: unknown): Promise<void> {
    const { restore } = await loadHistory();
    restore(this, data);
  }

  /** Forgets everything that was said; a reply under way is stopped, for the reason given if any. */
  clear(reason?: string): void {
    this.#stopping?.abort(reason);
    this.#stopping = undefined;
    this.#arriving = undefined;
    this.#drain();
    this.#forks = new Map();
    this.#snapshot = nothing;
    this.#publish();
  }

  get path(): Path {
    return { messages: this.#snapshot.messages, forks: this.#forks };
  }

  get isBusy(): boolean {
    return this.#stopping !== undefined;
  }

  show({ messages, forks }: Path): void {
    this.#forks = forks;
    this.#change({ messages, status: 'ready', error: undefined });
  }

  /** Nobody waits for these any more. */
  #drain(): void {
    const waiting = this.#queue;
    this.#queue = [];
    for (const turn of waiting) turn.finish(this.#newReply('stopped'));
  }

  rewrite(messages: readonly Message[]): void {
    this.#change({ messages });
  }

  async halt(): Promise<void> {
    this.#drain();
    this.stop();
    await this.#answering;
    const messages = this.#snapshot.messages.map((message) =>
      message.status === 'queued' ? Object.freeze({ ...message, status: 'complete' as const }) : message,
    );
    this.#change({ messages });
  }

  ask(turn: Omit<Turn, 'finish'>, { first = false } = {}): Promise<Message> {
    return new Promise((finish) => {
      if (first) this.#queue.unshift({ ...turn, finish });
      else this.#queue.push({ ...turn, finish });
      if (!this.#stopping) this.#answering = this.#answerNext();
    });
  }

  async #answerNext(): Promise<void> {
    const turn = this.#queue.shift();
    if (!turn) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    const reply = this.#begin(turn);
    const finished = await this.#answer(reply, turn, stopping.signal);
    turn.finish(finished);
    // A conversation that was cleared meanwhile has moved on without this reply.
    if (this.#stopping !== stopping) return;
    this.#stopping = undefined;
    this.#finish(turn.question, finished);
    // Whoever was told of it may have begun the next turn already.
    if (this.#stopping) return;
    // After an error the waiting turns wait for the reader: to try again, or to say something new.
    if (this.#snapshot.status !== 'error' || this.#queue[0]?.begin) await this.#answerNext();
  }

  /** Shows the question as sent, and a reply that waits for its first word right below it. */
  #begin({ question, running }: Turn): Message {
    const reply = this.#mark(question, {
      ...this.#newReply('pending'),
      ...(running && { isBackground: true }),
    });
    const messages = this.#snapshot.messages.flatMap((message) =>
      message.id === question
        ? [Object.freeze({ ...message, status: 'complete' as const }), reply]
        : [message],
    );
    this.#change({ messages, status: 'submitted', error: undefined });
    return reply;
  }

  async #answer(message: Message, { running, begin }: Turn, signal: AbortSignal): Promise<Message> {
    const { transport, settings, permit = () => true } = this.#options;
    const listAsked = (): readonly Message[] => {
      const { messages } = this.#snapshot;
      return messages.slice(
        0,
        messages.findIndex(({ id }) => id === message.id),
      );
    };
    const begun = performance.now();
    let shown = message;
    let latest: Reply | undefined;
    const show = (change?: Partial<Message>) => {
      if (change) shown = Object.freeze({ ...shown, ...change });
      if (signal.aborted) return;
      this.#arriving = { message: shown, reply: latest };
      this.#publishSoon();
    };
    const outcome = await answerTurn({
      // What is heard of a question grows while its answer comes.
      get history() {
        return listAsked();
      },
      running,
      begin,
      transport,
      settings,
      signal,
      permit,
      onNote: show,
      onProgress: (reply) => {
        latest = reply;
        const isThinking = reply.steps.at(-1)?.type === 'thought';
        const isTimed = shown.thinkingMs !== undefined || isThinking || reply.steps.length < 2;
        show(isTimed ? undefined : { thinkingMs: Math.round(performance.now() - begun) });
      },
      onPause: (hurry) => {
        this.#hurry = hurry;
      },
      ask: ({ id }) =>
        new Promise((resolve) => {
          this.#consents.set(id, resolve);
        }),
    });
    if (this.#arriving?.message === shown) this.#arriving = undefined;
    return finishMessage(shown, outcome);
  }

  #finish(question: string, reply: Message): void {
    const { error } = reply;
    this.#consents.clear();
    const status: ChatStatus = reply.status === 'error' || reply.status === 'interrupted' ? 'error' : 'ready';
    // Where nothing came back the turn itself failed, and says so, instead of an empty answer. Not so where
    // other answers to it stand beside this one.
    const isUnsent = status === 'error' && !hasArrived(reply) && !this.#forks.has(question);
    const messages = this.#snapshot.messages.flatMap((message) => {
      if (message.id === reply.id) return isUnsent ? [] : [reply];
      if (message.id !== question || !isUnsent || !error) return [message];
      return [Object.freeze({ ...message, status: 'error' as const, error })];
    });
    this.#change({ messages, status, error });
  }

  #newReply(status: Message['status']): Message {
    const settings = this.#options.settings();
    return Object.freeze({
      id: this.newId(),
      role: 'model',
      text: '',
      steps: Object.freeze([]),
      status,
      createdAt: new Date(),
      ...(wantsData(settings) && { isData: true }),
      ...(settings.background && !settings.stateless && { isBackground: true }),
    });
  }

  /** A new message as one of several branches, where it stands at a fork. */
  #mark(before: string | undefined, message: Message): Message {
    return markBranch(message, this.#forks.get(before ?? ''));
  }

  newId(): string {
    this.#count += 1;
    // Kept conversations come back with their ids: those of another visit must not meet them.
    return `${this.#visit}-${this.#count}`;
  }

  #remove(id: string): void {
    this.#change({
      messages: this.#snapshot.messages.filter((message) => message.id !== id || message.status !== 'error'),
    });
  }

  #change(change: Partial<Omit<Snapshot, 'error'>> & { error?: ChatError | undefined }): void {
    const { messages, status } = { ...this.#snapshot, ...change };
    const error = 'error' in change ? change.error : this.#snapshot.error;
    this.#snapshot = Object.freeze({ messages: Object.freeze(messages), status, ...(error && { error }) });
    this.#publish();
  }

  #publishSoon(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    this.#options.schedule(() => {
      if (this.#publishing) this.#publishArrived();
    });
  }

  /** Reads what has arrived once a frame, however many events brought it. */
  #publishArrived(): void {
    if (!this.#arriving) return this.#publish();
    const { message, reply } = this.#arriving;
    const arrived = reply ? messageFromReply(message, reply) : message;
    const waits = message.calls?.some(({ state }) => state === 'waiting');
    this.#change({
      messages: this.#snapshot.messages.map((before) => (before.id === arrived.id ? arrived : before)),
      status: waits ? 'awaiting-confirmation' : reply ? 'streaming' : 'submitted',
    });
  }

  #publish(): void {
    this.#publishing = false;
    for (const listener of this.#listeners) listener(this.#snapshot);
  }
}
