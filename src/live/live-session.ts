import { ChatError } from '../protocol/chat-error.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { isOffline } from '../protocol/is-offline.js';
import { openLiveConnection } from './live-connection.js';
import { LiveLeg } from './live-leg.js';
import { LiveLine } from './live-line.js';
import type { LiveListener } from './live-listener.js';
import type { LiveOptions } from './live-options.js';
import type { LiveTimes } from './live-times.js';
import { type LiveMoment, LiveMoments } from './live-moments.js';
import { findRest, listSteps, type PrintedStep, printSteps } from './live-steps.js';
import { loadGenai } from './load-genai.js';
import { pause } from '../protocol/pause.js';
import { watchSilence } from '../protocol/watch-silence.js';
import type { SoundOut } from '../protocol/sound-out.js';
import { addLiveRecord, writeLiveTurns } from './write-live-history.js';
import { checkLiveFiles, type LiveSaying, writeLiveInput, writeLiveResults } from './write-live-input.js';
import { type LiveSetup, writeLiveSetup } from './write-live-setup.js';

/** An answer that was asked for. */
export interface LiveAsked {
  /** Absent where all that was to be said has been taken back. */
  readonly leg: LiveLeg | undefined;
  /** The connection was there before, so that it may have broken unnoticed. */
  readonly isReused: boolean;
}

interface AskOptions {
  readonly sound: SoundOut | undefined;
  readonly toldBefore: number;
}

/** A connection as it is needed. */
interface LineWish {
  readonly setup: LiveSetup;
  /** All that was said. */
  readonly printed: readonly PrintedStep[];
  /** The last of it is to be answered; else somebody is about to speak. */
  readonly isQuestion: boolean;
}

interface KeptLine {
  readonly line: LiveLine;
  readonly rest: readonly PrintedStep[];
}

/** Errors by which a server refuses a handle; another connection that goes on with less may be taken. */
const refusals: ReadonlySet<unknown> = new Set(['live-refused', 'live-unsuited', 'live-failed']);

/** A conversation in live sessions, over all of their connections. */
export class LiveSession {
  readonly #options: LiveOptions;
  readonly #times: LiveTimes;
  #line: LiveLine | undefined;
  #model = '';
  readonly #moments: LiveMoments;
  #listener: LiveListener | undefined;
  readonly #calls = new Map<string, AbortController>();
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** One after the other opens and asks. */
  #turn: Promise<unknown> = Promise.resolve();
  #leaving: Promise<unknown> = Promise.resolve();

  constructor(options: LiveOptions, times: LiveTimes) {
    this.#options = options;
    this.#times = times;
    this.#moments = new LiveMoments(times.handleMs);
  }

  /** Asks what a request asks; what the session knows already is not said again. */
  async ask(request: InteractionRequest, options: AskOptions, signal: AbortSignal): Promise<LiveAsked> {
    const setup = writeLiveSetup(request);
    const printed = printSteps(listSteps(request));
    if (printed.length === 0) {
      throw new ChatError('invalid-request', { message: 'There is nothing in the request to send.' });
    }
    checkLiveFiles(printed, setup.model);
    return this.#inTurn(signal, async () => {
      this.#line?.interrupt();
      const kept = this.#findKept(setup, printed);
      const isReused = kept !== undefined && kept.rest.length > 0;
      const line = isReused ? kept.line : await this.#open({ setup, printed, isQuestion: true }, signal);
      signal.throwIfAborted();
      // A new question ends what is still being played.
      if (line.calls.size === 0) options.sound?.hush();
      const saying = this.#write(line, printed, setup);
      if (!saying) {
        line.known = printed.map(({ print }) => print);
        return { leg: undefined, isReused };
      }
      const leg = new LiveLeg({ ...options, model: setup.model.name, times: this.#times });
      leg.asked = printed.map(({ print }) => print);
      // Also where nobody is there any more to whom it could be handed.
      signal.addEventListener('abort', () => this.abandon(leg), { once: true });
      line.ask(leg, saying);
      return { leg, isReused };
    });
  }

  /** The name of the model that was last asked. */
  get model(): string {
    return this.#model;
  }

  /** The connection that is open. */
  get line(): LiveLine | undefined {
    return this.#line;
  }

  /** Listens from now on, in a session that knows all that was said. */
  async listen(request: InteractionRequest, listener: LiveListener, signal: AbortSignal): Promise<void> {
    const setup = writeLiveSetup(request);
    const printed = printSteps(listSteps(request));
    return this.#inTurn(signal, async () => {
      this.#listener = listener;
      const kept = this.#line;
      // What is being answered there was typed meanwhile.
      if (kept?.leg && kept.hears && isOpen(kept, setup)) return;
      if (kept?.leg) await watchSilence(kept.leg.ended, 0, signal);
      const known = this.#findKept(setup, printed);
      if (known?.line.hears && known.rest.length === 0) return;
      const line = await this.#open({ setup, printed, isQuestion: false }, signal);
      const rest = findRest(printed, line.known) ?? [];
      if (rest.length > 0 && setup.model.takesTurns) {
        const turns: object[] = writeLiveTurns(rest);
        line.say((session) => session.sendClientContent({ turns, turnComplete: false }));
      }
      line.known = printed.map(({ print }) => print);
    });
  }

  /** Nobody listens any more; what is typed goes on. */
  endListening(listener: LiveListener): void {
    if (this.#listener !== listener) return;
    this.#listener = undefined;
    this.#rest();
  }

  /** Nobody wants an answer any more: what makes it must stop. */
  abandon(leg: LiveLeg): void {
    if (leg.end) return;
    if (this.#line?.leg === leg) this.#leave(this.#line);
    leg.cancel();
  }

  /** Aborts when the server takes a call back. */
  watchCall(id: string): AbortSignal | undefined {
    return this.#calls.get(id)?.signal;
  }

  /** Ends the connection; the next turn opens another. */
  close(): void {
    if (this.#line) this.#leave(this.#line);
  }

  async #inTurn<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turn;
    const mine = before.then(async () => {
      signal.throwIfAborted();
      clearTimeout(this.#idle);
      try {
        return await work();
      } finally {
        if (!this.#line?.leg) this.#rest();
      }
    });
    this.#turn = mine.catch(() => undefined);
    return watchSilence(mine, 0, signal);
  }

  /** The connection that can be gone on with, and what its server does not know yet. */
  #findKept(setup: LiveSetup, printed: readonly PrintedStep[]): KeptLine | undefined {
    const line = this.#line;
    const rest = line && isOpen(line, setup) ? findRest(printed, line.known) : undefined;
    return line && rest && { line, rest };
  }

  /** What is to be said; undefined where the server has taken back all calls that this is for. */
  #write(line: LiveLine, printed: readonly PrintedStep[], { model }: LiveSetup): LiveSaying | undefined {
    const rest = findRest(printed, line.known) ?? printed;
    const results = rest.flatMap(({ steps }) => steps);
    const isWanted = ({ call_id: id }: { readonly call_id?: unknown }) => line.calls.has(id);
    const isTakenBack = ({ call_id: id }: { readonly call_id?: unknown }) =>
      this.#calls.get(String(id))?.signal.aborted === true;
    const isForCalls = results.every(
      (step) => step['type'] === 'function_result' && (isWanted(step) || isTakenBack(step)),
    );
    if (!isForCalls) {
      line.calls.clear();
      this.#calls.clear();
      return writeLiveInput(rest, model);
    }
    const wanted = results.filter(isWanted);
    if (wanted.length === 0) return undefined;
    const names = new Map(line.calls);
    for (const { call_id: id } of wanted) line.calls.delete(id);
    return writeLiveResults(wanted, names);
  }

  /** A connection on which everything can be said that its server does not know. */
  async #open(wish: LineWish, signal: AbortSignal): Promise<LiveLine> {
    if (this.#line) this.#leave(this.#line);
    const { setup, printed, isQuestion } = wish;
    const { model } = setup;
    // Google refuses to go on with a session that is still connected.
    await this.#leaving;
    for (let attempt = 0; ; attempt += 1) {
      // A server that has forgotten two of them has as a rule forgotten all.
      const moment = attempt < 2 ? this.#moments.find(model.name, printed, isQuestion ? 1 : 0) : undefined;
      try {
        return await this.#connect(wish, moment, signal);
      } catch (error) {
        const reason = error instanceof ChatError ? error.reason : undefined;
        if (!moment || !refusals.has(reason)) throw error;
        // It may take a moment until it is known that the connection before is closed.
        if (reason === 'live-failed' && attempt === 0) await pause(this.#times.waits[0] ?? 0, signal);
        else this.#moments.drop(moment);
      }
    }
  }

  async #connect(
    { setup: { model, config, key }, printed, isQuestion }: LineWish,
    moment: LiveMoment | undefined,
    signal: AbortSignal,
  ): Promise<LiveLine> {
    const { apiBase, takeToken } = this.#options;
    const { openMs, silenceMs } = this.#times;
    const hears = this.#listener !== undefined;
    const known = moment?.known ?? [];
    const untold = isQuestion || model.takesTurns ? [] : (findRest(printed, known) ?? []);
    const record = [...(moment?.record ?? []), ...untold];
    // The client is fetched meanwhile; it will be asked for again.
    const [token] = await Promise.all([watchSilence(takeToken(signal), 0, signal), loadGenai()]);
    const line: LiveLine = new LiveLine(
      { key, hears, known, silenceMs },
      {
        onHandle: (handle) => {
          this.#moments.add({ handle, model: model.name, known: line.known, record });
        },
        onCalls: (ids) => {
          for (const id of ids) this.#calls.set(id, new AbortController());
        },
        onCancelledCalls: (ids) => {
          for (const id of ids) this.#calls.get(id)?.abort();
        },
        onHeard: (piece) => this.#listener?.onHeard(piece),
        onAnswer: (mayBegin) => this.#listener?.onAnswer(mayBegin),
        onRest: () => this.#rest(),
        onClosed: (error) => {
          if (this.#line !== line) return;
          this.#line = undefined;
          clearTimeout(this.#idle);
          this.#listener?.onClosed(error);
        },
      },
    );
    const connection = await openLiveConnection(
      {
        token,
        apiBase,
        model: model.name,
        config: {
          ...addLiveRecord(config, record),
          sessionResumption: moment ? { handle: moment.handle } : {},
          ...(hears ? { inputAudioTranscription: {} } : {}),
        },
        openMs,
        silenceMs,
      },
      line,
      signal,
    );
    line.connect(connection);
    this.#model = model.name;
    this.#line = line;
    return line;
  }

  /** Nothing is being answered: a connection that nobody uses is closed after a while. */
  #rest(): void {
    clearTimeout(this.#idle);
    this.#listener?.onRest();
    const line = this.#line;
    if (!line || this.#listener) return;
    // Somebody may have to agree to a call, or has stopped the turn without a word.
    const idleMs = this.#times.idleMs * (line.calls.size > 0 ? 10 : 1);
    this.#idle = setTimeout(() => this.#leave(line), idleMs);
  }

  #leave(line: LiveLine): void {
    clearTimeout(this.#idle);
    if (this.#line === line) this.#line = undefined;
    const before = this.#leaving;
    const mine = line.leave();
    this.#leaving = before.then(() => mine);
  }
}

function isOpen({ isClosed, isLeaving, key }: LiveLine, setup: LiveSetup): boolean {
  // Sockets may learn late that the net is gone; another one learns it at once.
  return !isClosed && !isLeaving && key === setup.key && !isOffline();
}
