import type { Session } from '@google/genai/web';
import type { ChatError } from '../protocol/chat-error.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { createLiveError, describeLiveClose, type LiveClose } from './live-close.js';
import type { LiveConnection, LiveEnds } from './live-connection.js';
import type { LiveHeard } from './live-heard.js';
import type { LiveLeg } from './live-leg.js';
import type { LivePrint } from './live-steps.js';
import type { LiveSaying } from './write-live-input.js';

/** Who is told what happens on a line. */
export interface LineEnds {
  /** The session can go on from here by this. */
  readonly onHandle: (handle: string) => void;
  /** The model has called functions. */
  readonly onCalls: (ids: readonly string[]) => void;
  /** It has taken calls back. */
  readonly onCancelledCalls: (ids: readonly string[]) => void;
  /** Somebody was heard who has no answer yet. */
  readonly onHeard: (piece: string) => void;
  /** Something of an answer has come that nobody typed a question for: the leg that takes it, a new one if it may. */
  readonly onAnswer: (mayBegin: boolean) => LiveLeg | undefined;
  /** Nothing is being answered any more. */
  readonly onRest: () => void;
  /** It was closed, and not from here. */
  readonly onClosed: (error: ChatError) => void;
}

export interface LineOptions {
  readonly key: string;
  /** It listens to somebody who speaks. */
  readonly hears: boolean;
  /** What its server knows from before. */
  readonly known: readonly LivePrint[];
  readonly silenceMs: number;
}

function listStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function readText(value: unknown): string {
  const text = isWireObject(value) ? value['text'] : undefined;
  return typeof text === 'string' ? text : '';
}

/** Characters of a handle; longer ones would be sent, and kept, for nothing. */
const longestHandle = 65_536;

/** One connection: who is answered on it, and what its server knows. */
export class LiveLine implements LiveEnds {
  readonly key: string;
  readonly hears: boolean;
  known: readonly LivePrint[];
  /** Calls of functions that its server waits for, and the names of the functions. */
  readonly calls = new Map<unknown, string>();
  /** The server wants to close the connection soon. */
  isLeaving = false;
  isClosed = false;
  readonly #ends: LineEnds;
  readonly #silenceMs: number;
  #connection: LiveConnection | undefined;
  #leg: LiveLeg | undefined;
  /** Of who has spoken: functions run, and late words may come. */
  #heard: LiveHeard | undefined;
  /** The last answer is over here, and its end has yet to come. */
  #owesEnd = false;
  /** What comes is still of the answer that was interrupted, until its end comes. */
  #isCut = false;
  /** An interruption may be that of the answer before, which was still being played. */
  #isFirst = false;
  #lastSound: LiveLeg['sound'];
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor({ key, hears, known, silenceMs }: LineOptions, ends: LineEnds) {
    this.key = key;
    this.hears = hears;
    this.known = known;
    this.#silenceMs = silenceMs;
    this.#ends = ends;
  }

  connect(connection: LiveConnection): void {
    this.#connection = connection;
  }

  /** What is being answered. */
  get leg(): LiveLeg | undefined {
    return this.#leg;
  }

  say(saying: LiveSaying): void {
    const session = this.#connection?.session;
    if (session && !this.isClosed) saying(session);
  }

  /** What is said next interrupts what is being answered. */
  interrupt(): void {
    if (!this.#leg) return;
    this.#leg.cancel();
    this.#isCut = true;
  }

  /** Asks, and hands the answer to a leg. */
  ask(leg: LiveLeg, saying: (session: Session) => void): void {
    this.#take(leg);
    this.#isFirst = this.#owesEnd;
    try {
      this.say(saying);
    } catch {
      leg.fail(
        createLiveError('invalid-request', 'live-unsupported', 'This cannot be said in a live session.'),
      );
    }
  }

  /** An answer is expected, or something of it has come: silence counts from now. */
  watch(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#break(createLiveError('timeout', 'live-silent', `Nothing came for ${this.#silenceMs} ms.`));
    }, this.#silenceMs);
  }

  /** How much of what was said has not left yet. */
  get unsent(): number {
    return this.#connection?.unsent() ?? 0;
  }

  /** Nothing leaves any more, and nobody says so. */
  lose(): void {
    this.#break(createLiveError('network', 'live-lost', 'Nothing can be sent any more.'));
  }

  /** Ends it from here; resolves when the server knows, or soon after. */
  async leave(): Promise<void> {
    this.#close();
    this.#leg?.cancel();
    await this.#connection?.leave();
  }

  onMessage(message: WireObject): void {
    if (this.isClosed) return;
    if (this.#silence !== undefined) this.watch();
    const { serverContent, toolCallCancellation, goAway, sessionResumptionUpdate: update } = message;
    if (isWireObject(toolCallCancellation)) this.#cancelCalls(listStrings(toolCallCancellation['ids']));
    if (isWireObject(goAway)) this.isLeaving = true;
    const content = isWireObject(serverContent) ? serverContent : undefined;
    const heard = readText(content?.['inputTranscription']);
    if (heard) this.#hear(heard);
    if (content || message['toolCall'] || message['usageMetadata']) this.#answer(message, content ?? {});
    if (isWireObject(update)) this.#noteHandle(update);
  }

  onClose(close: LiveClose): void {
    const error = this.isLeaving
      ? createLiveError('network', 'live-lost', 'The time of the connection was over.')
      : describeLiveClose(close);
    this.#break(error);
  }

  #close(): void {
    this.isClosed = true;
    clearTimeout(this.#silence);
    this.#heard?.end();
  }

  #break(error: ChatError): void {
    if (this.isClosed) return;
    this.#close();
    this.#leg?.fail(error);
    void this.#connection?.leave();
    this.#ends.onClosed(error);
  }

  #hear(piece: string): void {
    const heard = this.#leg ? this.#leg.heard : this.#heard;
    if (heard) heard.add(piece);
    else this.#ends.onHeard(piece);
  }

  #answer(message: WireObject, content: WireObject): void {
    const { modelTurn, outputTranscription, interrupted, turnComplete, generationComplete } = content;
    const isModel = Boolean(modelTurn || message['toolCall']);
    const isSaying = isModel || readText(outputTranscription) !== '';
    if (interrupted === true) this.#lastSound?.hush();
    if (this.#isCut || (this.#isFirst && interrupted === true)) {
      const isOver = interrupted === true || turnComplete === true;
      this.#isCut &&= !isOver;
      this.#isFirst &&= !isOver;
      this.#owesEnd = turnComplete !== true;
      return;
    }
    this.#isFirst &&= !isModel;
    if (this.#owesEnd && !isSaying) {
      if (turnComplete === true) this.#owesEnd = this.#isFirst = false;
      return;
    }
    const isEnd = turnComplete === true || generationComplete === true;
    // Words alone may still be of the answer before.
    const mayBegin = isSaying && (isModel || !this.#owesEnd);
    const leg = this.#leg ?? (isSaying || isEnd ? this.#begin(mayBegin) : undefined);
    if (!leg) return;
    this.#owesEnd = false;
    leg.take(message);
    // What plays on, or was interrupted, has an end of its own.
    if (leg.end === 'cancelled' || leg.end === 'done') this.#owesEnd = turnComplete !== true;
  }

  #begin(mayBegin: boolean): LiveLeg | undefined {
    const leg = this.#ends.onAnswer(mayBegin);
    if (!leg) return undefined;
    this.#take(leg, [...this.known, ...(leg.heard ? [leg.heard] : [])]);
    return leg;
  }

  #take(leg: LiveLeg, asked = leg.asked): void {
    this.#heard?.end();
    this.#heard = undefined;
    this.#leg = leg;
    this.#isFirst = false;
    this.#lastSound = leg.sound;
    leg.asked = asked;
    leg.onEnd = (end) => {
      this.#leg = undefined;
      this.known = leg.known;
      clearTimeout(this.#silence);
      this.#silence = undefined;
      if (end === 'calls') this.#noteCalls(leg);
      // Also where it ends by its own clock.
      if (end === 'done') this.#owesEnd = true;
      this.#ends.onRest();
    };
    this.watch();
  }

  #noteCalls({ calls, heard }: LiveLeg): void {
    this.#heard = heard;
    for (const { id, name } of calls) this.calls.set(id, String(name));
    this.#ends.onCalls(calls.map(({ id }) => String(id)));
  }

  #cancelCalls(ids: readonly string[]): void {
    this.#leg?.takeBack(ids);
    for (const id of ids) this.calls.delete(id);
    this.#ends.onCancelledCalls(ids);
  }

  #noteHandle({ newHandle, resumable }: WireObject): void {
    if (typeof newHandle !== 'string' || newHandle === '' || resumable !== true) return;
    if (newHandle.length > longestHandle) return;
    // In the middle of an answer nobody could tell what the session would know.
    if (!this.#leg?.hasCome) this.#ends.onHandle(newHandle);
  }
}
