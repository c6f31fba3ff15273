import { ChatError } from '../protocol/chat-error.js';
import type { Reply } from '../protocol/reply.js';
import type { Transport } from '../transport/transport.js';
import { buildRequest } from './build-request.js';
import { hasArrived, isBlank, isInput, type Message, type MessageInput, toContents } from './message.js';
import { finishMessage, messageFromReply } from './message-from-reply.js';
import { receiveReply } from './receive-reply.js';
import type { ChatStatus, Snapshot } from './snapshot.js';
import type { TurnSettings } from './turn-settings.js';

export interface ConversationOptions {
  /** The way to Gemini, asked for each turn. Throws `ChatError` `not-configured` where there is none. */
  transport: () => Transport;
  /** What the next request carries, asked for each turn. */
  settings: () => TurnSettings;
  /** Calls back before the next paint; decides how often a streaming reply is published. */
  schedule: (callback: () => void) => void;
}

/** A question that waits for its answer. */
interface Turn {
  readonly question: string;
  /** To be called once, with the finished reply. */
  readonly finish: (reply: Message) => void;
}

const nothing: Snapshot = Object.freeze({ messages: Object.freeze([]), status: 'ready' });

/** What was said and what is happening: one reply at a time, published as frozen snapshots. */
export class Conversation {
  #snapshot = nothing;
  #queue: Turn[] = [];
  #stopping: AbortController | undefined;
  #answering: Promise<void> = Promise.resolve();
  #listeners = new Set<(snapshot: Snapshot) => void>();
  #arriving: { readonly message: Message; readonly reply: Reply } | undefined;
  #publishing = false;
  #count = 0;
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
    const question: Message = Object.freeze({
      id: this.#newId(),
      role: 'user',
      text: contents.map((content) => (content.type === 'text' ? content.text : '')).join(''),
      steps: Object.freeze([Object.freeze({ type: 'user_input' as const, content: contents })]),
      status: waits ? 'queued' : 'complete',
      createdAt: new Date(),
    });
    this.#change({ messages: [...this.#snapshot.messages, question] });
    return this.#enqueue(question.id);
  }

  /** Ends the reply that is under way; what arrived stays, marked as stopped. */
  stop(): void {
    this.#stopping?.abort();
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
    return this.#enqueue(question.id, { first: true });
  }

  /** Forgets everything that was said; a reply under way is stopped. */
  clear(): void {
    this.stop();
    this.#stopping = undefined;
    this.#arriving = undefined;
    const waiting = this.#queue;
    this.#queue = [];
    for (const turn of waiting) turn.finish(this.#emptyReply('stopped'));
    this.#snapshot = nothing;
    this.#publish();
  }

  #enqueue(question: string, { first = false } = {}): Promise<Message> {
    return new Promise((finish) => {
      const turn: Turn = { question, finish };
      if (first) this.#queue.unshift(turn);
      else this.#queue.push(turn);
      if (!this.#stopping) this.#answering = this.#answerNext();
    });
  }

  async #answerNext(): Promise<void> {
    const turn = this.#queue.shift();
    if (!turn) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    const reply = this.#begin(turn.question);
    const finished = await this.#answer(reply, stopping.signal);
    turn.finish(finished);
    // A conversation that was cleared meanwhile has moved on without this reply.
    if (this.#stopping !== stopping) return;
    this.#stopping = undefined;
    this.#finish(turn.question, finished);
    // Whoever was told of it may have begun the next turn already.
    if (this.#stopping) return;
    // After an error the waiting turns wait for the reader: to try again, or to say something new.
    if (this.#snapshot.status !== 'error') await this.#answerNext();
  }

  /** Shows the question as sent, and a reply that waits for its first word right below it. */
  #begin(question: string): Message {
    const reply = this.#emptyReply('pending');
    const messages = this.#snapshot.messages.flatMap((message) =>
      message.id === question
        ? [Object.freeze({ ...message, status: 'complete' as const }), reply]
        : [message],
    );
    this.#change({ messages, status: 'submitted', error: undefined });
    return reply;
  }

  async #answer(reply: Message, signal: AbortSignal): Promise<Message> {
    const asked = this.#snapshot.messages;
    const history = asked.slice(
      0,
      asked.findIndex((message) => message.id === reply.id),
    );
    const outcome = await receiveReply({
      events: () => this.#options.transport().send(buildRequest(history, this.#options.settings()), signal),
      signal,
      onProgress: (progress) => {
        if (signal.aborted) return;
        this.#arriving = { message: reply, reply: progress };
        this.#publishSoon();
      },
    });
    if (this.#arriving?.message === reply) this.#arriving = undefined;
    return finishMessage(reply, outcome);
  }

  #finish(question: string, reply: Message): void {
    const { error } = reply;
    const status: ChatStatus = reply.status === 'error' || reply.status === 'interrupted' ? 'error' : 'ready';
    // Where nothing came back the turn itself failed, and says so, instead of an empty answer.
    const isUnsent = status === 'error' && !hasArrived(reply);
    const messages = this.#snapshot.messages.flatMap((message) => {
      if (message.id === reply.id) return isUnsent ? [] : [reply];
      if (message.id !== question || !isUnsent || !error) return [message];
      return [Object.freeze({ ...message, status: 'error' as const, error })];
    });
    this.#change({ messages, status, error });
  }

  #emptyReply(status: Message['status']): Message {
    return Object.freeze({
      id: this.#newId(),
      role: 'model',
      text: '',
      steps: Object.freeze([]),
      status,
      createdAt: new Date(),
    });
  }

  #newId(): string {
    this.#count += 1;
    return `message-${this.#count}`;
  }

  #remove(id: string): void {
    this.#change({
      messages: this.#snapshot.messages.filter((message) => message.id !== id || message.status !== 'error'),
    });
  }

  #change(change: { messages?: Message[]; status?: ChatStatus; error?: ChatError | undefined }): void {
    const { messages = this.#snapshot.messages, status = this.#snapshot.status } = change;
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
    const arrived = messageFromReply(this.#arriving.message, this.#arriving.reply);
    this.#change({
      messages: this.#snapshot.messages.map((message) => (message.id === arrived.id ? arrived : message)),
      status: 'streaming',
    });
  }

  #publish(): void {
    this.#publishing = false;
    for (const listener of this.#listeners) listener(this.#snapshot);
  }
}

/** Whether a turn did not bring what was asked for: not sent, cut short, or answered with nothing. */
function hasFailed(question: Message, reply: Message | undefined): boolean {
  if (question.status === 'error') return true;
  return reply?.role === 'model' && (reply.status !== 'complete' || !reply.text);
}
