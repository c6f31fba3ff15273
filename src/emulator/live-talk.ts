import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { findReply } from './answer-generate-content.js';
import { refuse } from './check-fields.js';
import { type ComposedReply, composeReply } from './compose-reply.js';
import { cutText } from './cut-text.js';
import type { EmulatorContext } from './emulator-context.js';
import { GoogleError } from './google-error.js';
import { listObjects } from './list-objects.js';
import type { TimedMessage } from './live-answer.js';
import { LiveCalls } from './live-calls.js';
import { LiveInput, type UserParts } from './live-input.js';
import type { LiveSetup } from './live-setup.js';
import type { LiveState } from './live-store.js';
import { heardTexts } from './live-texts.js';
import { createModelContent, LiveTurn } from './live-turn.js';
import { listResent, prepareTurn } from './prepare-turn.js';
import { readContents } from './read-contents.js';
import { readGenerateRequest } from './read-generate-request.js';
import { resolveFiles } from './resolve-files.js';
import type { SceneTurn } from './scene.js';

/** What a talk needs of its connection. */
export interface TalkEnds {
  readonly context: EmulatorContext;
  /** Where files of the emulator are. */
  readonly origin: string;
  readonly send: (message: WireObject) => void;
  /** Breaks the connection as a lost one would. */
  readonly drop: () => void;
  /** Takes an error of something that nobody waits for. */
  readonly fail: (error: unknown) => void;
  /** An answer begins: what was said cannot be gone on from for a while. */
  readonly onBusy: () => void;
  /** Everything that was asked is answered. */
  readonly onRest: (state: LiveState) => void;
}

/** The conversation of a session: what comes in, who may speak, and what is answered. */
export class LiveTalk {
  readonly #ends: TalkEnds;
  readonly #input: LiveInput;
  readonly #calls = new LiveCalls();
  #setup: LiveSetup;
  #state: LiveState;
  #awaitsHistory: boolean;
  #turn: LiveTurn | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What waits for its turn where an answer may not be interrupted. */
  readonly #waiting: (() => void)[] = [];

  constructor(setup: LiveSetup, state: LiveState, ends: TalkEnds) {
    this.#setup = setup;
    this.#state = state;
    this.#ends = ends;
    this.#awaitsHistory = setup.awaitsHistory && state.contents.length === 0;
    this.#input = new LiveInput(setup, {
      elapsed: ends.context.elapsed,
      onBegin: () => {
        if (this.#setup.isInterruptible) this.#interrupt();
      },
      onTurn: (user) => this.#whenFree(() => this.#takeTurn(user)),
    });
  }

  get state(): LiveState {
    return this.#state;
  }

  /** `contextUpdate`: another instruction, other tools. */
  update(setup: LiveSetup): void {
    this.#setup = setup;
  }

  /** `clientContent`: what was said before, or what is to be answered now. */
  addContent(body: WireObject): void {
    if (this.#setup.model.isStrict && !this.#awaitsHistory) {
      refuse(`${this.#setup.model.name} takes clientContent as the history of a new session alone.`);
    }
    const isComplete = body['turnComplete'] === true;
    if (!this.#awaitsHistory) this.#interrupt();
    this.#remember(...listObjects(body['turns']));
    if (this.#awaitsHistory) this.#awaitsHistory = !isComplete;
    else if (isComplete) this.#answer();
  }

  /** `realtimeInput`: what is said, heard and seen right now. */
  hear(body: WireObject): void {
    this.#input.take(body);
  }

  /** `toolResponse`: what the client's functions returned. */
  addResponses(body: WireObject): void {
    const responses = listObjects(body['functionResponses']);
    if (responses.length === 0) refuse("Missing required parameter 'toolResponse.functionResponses'.");
    for (const response of responses) {
      const call = this.#calls.answer(response);
      // Google answers to results that it has not asked for as well.
      if (call) this.#remember({ role: 'model', parts: [{ functionCall: call }] });
    }
    if (this.#calls.isOpen) return;
    const { parts, isSilent } = this.#calls.takeResponses();
    if (parts.length === 0) return;
    this.#remember({ role: 'user', parts });
    if (!isSilent) this.#whenFree(() => this.#answer());
  }

  /** Time has passed: whoever spoke and sends no more sound has ended. */
  tick(): void {
    this.#input.tick();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn = undefined;
    this.#waiting.length = 0;
  }

  #remember(...contents: readonly WireObject[]): void {
    this.#state = { ...this.#state, contents: [...this.#state.contents, ...contents] };
  }

  #whenFree(work: () => void): void {
    if (this.#turn && !this.#setup.isInterruptible) {
      this.#waiting.push(work);
      return;
    }
    this.#interrupt();
    work();
  }

  #takeTurn({ parts, isHeard }: UserParts): void {
    if (!isHeard) {
      this.#remember({ role: 'user', parts });
      this.#answer();
      return;
    }
    const { heard } = this.#state;
    const words = heardTexts[heard % heardTexts.length] ?? heardTexts[0];
    this.#state = { ...this.#state, heard: heard + 1 };
    if (this.#setup.transcribesInput) {
      for (const text of cutText(words)) this.#ends.send({ serverContent: { inputTranscription: { text } } });
    }
    this.#remember({ role: 'user', parts: [...parts, { text: words }] });
    this.#answer(this.#setup.model.transcribes ? words : undefined);
  }

  /** Stops an answer that is being given, and calls that are not answered. */
  #interrupt(): void {
    const turn = this.#turn;
    if (turn) {
      clearTimeout(this.#timer);
      this.#turn = undefined;
      this.#ends.send({ serverContent: { interrupted: true } });
      this.#remember(turn.content);
      this.#ends.send(turn.writeComplete({ interactionStatus: 'IN_PROGRESS' }));
    }
    if (!this.#calls.isOpen) return;
    this.#ends.send({ toolCallCancellation: { ids: this.#calls.cancel() } });
    const { contents } = this.#state;
    this.#state = { ...this.#state, contents: contents.slice(0, -1) };
    const kept = listObjects(contents.at(-1)?.['parts']).filter(
      (part) => !isWireObject(part['functionCall']),
    );
    this.#remember(createModelContent(kept));
  }

  #answer(transcript?: string): void {
    this.#ends.onBusy();
    const { steps, turn } = this.#prepare();
    const reply = this.#findReply(turn, transcript);
    const given = [turn.request.system_instruction ?? '', turn.request.tools ?? [], steps];
    this.#turn = new LiveTurn({ reply, setup: this.#setup, given });
    this.#play(this.#turn);
  }

  #findReply(turn: SceneTurn, transcript: string | undefined): ComposedReply {
    if (transcript !== undefined) return composeReply(transcript, turn);
    return findReply(turn, this.#ends.context);
  }

  #prepare() {
    const { fields, model } = this.#setup;
    const { context, origin } = this.#ends;
    const config = fields['generationConfig'];
    // The scenes answer in words; how they are told is the turn's business.
    const { responseModalities: _, ...generationConfig } = isWireObject(config) ? config : {};
    const steps = readContents(this.#state.contents);
    const request = readGenerateRequest({ ...fields, generationConfig }, model.name, steps);
    const files = resolveFiles(steps.slice(listResent(steps).length), context.files, origin);
    return { steps, turn: prepareTurn({ request, steps, stored: [], files }) };
  }

  /** Sends what is due; a message that has to wait sends itself, and what follows. */
  #play(turn: LiveTurn): void {
    for (let next = turn.next(); next; next = turn.next()) {
      const wait = next.beats * this.#ends.context.pace;
      if (wait > 0) {
        this.#timer = setTimeout(this.#resume, wait, turn, next);
        return;
      }
      this.#send(turn, next);
    }
    this.#finish(turn);
  }

  readonly #resume = (turn: LiveTurn, message: TimedMessage): void => {
    try {
      this.#send(turn, message);
      this.#play(turn);
    } catch (error) {
      this.#ends.fail(error);
    }
  };

  #send(turn: LiveTurn, message: TimedMessage): void {
    turn.note(message);
    this.#ends.send(message.message);
  }

  #finish(turn: LiveTurn): void {
    const { content, ending } = turn;
    this.#turn = undefined;
    this.#remember(content);
    if (ending instanceof GoogleError) throw ending;
    if (ending === 'drop') {
      this.#ends.drop();
      return;
    }
    if (ending === 'calls') {
      this.#calls.open(content);
      return;
    }
    const next = this.#waiting.shift();
    if (next) next();
    else this.#ends.onRest(this.#state);
  }
}
