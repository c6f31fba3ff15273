import type { WireObject } from '../protocol/wire-object.js';
import { refuse } from './check-fields.js';
import type { EmulatorContext } from './emulator-context.js';
import { GoogleError } from './google-error.js';
import { checkTokenTime, spendToken } from './live-caller.js';
import { describeClose } from './live-error.js';
import { readLiveMessage, type LiveMessage } from './live-message.js';
import { type LiveSetup, readLiveSetup } from './live-setup.js';
import type { LiveLine, LiveMoment, LiveState } from './live-store.js';
import { LiveTalk } from './live-talk.js';
import { lockLiveSetup } from './lock-live-setup.js';
import type { StoredToken } from './token-store.js';

/** The client's end of a connection. */
export interface LivePort {
  send(message: WireObject): void;
  close(code: number, reason: string): void;
  /** Breaks the connection as a lost one would. */
  drop(): void;
}

/** What a connection begins with. */
export interface LiveConnection {
  readonly context: EmulatorContext;
  readonly port: LivePort;
  /** What it was opened with; `undefined` for a key. */
  readonly token: StoredToken | undefined;
  /** The emulator's own address, where its files are. */
  readonly origin: string;
  /** Seconds after which the connection is closed. */
  readonly connectionSeconds: number;
  /** Seconds before that, when the client is told. */
  readonly noticeSeconds: number;
}

/** Milliseconds between two looks at the clock. */
const watchInterval = 100;

/** One connection to the Live API, from its setup to its end. */
export class LiveSession {
  readonly #connection: LiveConnection;
  readonly #began: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #wasTold = false;
  #fields: WireObject = {};
  #setup: LiveSetup | undefined;
  #talk: LiveTalk | undefined;
  #line: LiveLine | undefined;

  constructor(connection: LiveConnection) {
    this.#connection = connection;
    this.#began = connection.context.elapsed();
    this.#watch();
  }

  /** A frame of the client's, as text. */
  receive(frame: string): void {
    if (this.#isOver) return;
    this.#attempt(() => {
      this.#checkToken();
      const message = readLiveMessage(frame);
      const talk = this.#talk;
      if (talk) this.#pass(message, talk);
      else if (message.kind === 'setup') this.#open(message.body);
      else refuse('The first message must be a setup.');
    });
  }

  /** The connection is closed, by whomever. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#talk?.stop();
    if (this.#line) this.#line.isOpen = false;
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.end();
    const { code, reason } = describeClose(error);
    this.#connection.port.close(code, reason);
  }

  #pass({ kind, body }: LiveMessage, talk: LiveTalk): void {
    if (kind === 'clientContent') talk.addContent(body);
    else if (kind === 'realtimeInput') talk.hear(body);
    else if (kind === 'toolResponse') talk.addResponses(body);
    else if (kind === 'contextUpdate') {
      this.#fields = { ...this.#fields, ...body };
      talk.update(this.#readSetup());
    } else refuse('A session has one setup, which is its first message.');
  }

  #readSetup(): LiveSetup {
    const { token } = this.#connection;
    return readLiveSetup(token ? lockLiveSetup(this.#fields, token) : this.#fields);
  }

  #open(fields: WireObject): void {
    const { context, origin, port, token } = this.#connection;
    this.#fields = fields;
    const setup = this.#readSetup();
    const moment = setup.handle ? this.#findMoment(setup) : undefined;
    if (token) spendToken(token, moment !== undefined, context);
    const line = moment?.line ?? { model: setup.model.name, isOpen: true };
    line.isOpen = true;
    this.#line = line;
    this.#setup = setup;
    port.send({ setupComplete: {} });
    const state = moment?.state ?? { contents: [], heard: 0 };
    this.#talk = new LiveTalk(setup, state, {
      context,
      origin,
      send: (message) => port.send(message),
      drop: () => {
        this.end();
        port.drop();
      },
      fail: (error) => this.#fail(error),
      onBusy: () => {
        if (setup.isResumable) port.send({ sessionResumptionUpdate: {} });
      },
      onRest: (rested) => this.#offerHandle(rested),
    });
    this.#offerHandle(state);
  }

  #findMoment({ handle, model }: LiveSetup): LiveMoment {
    const moment = this.#connection.context.sessions.get(handle);
    if (!moment) throw new GoogleError(404, { message: 'There is no session to go on with by this handle.' });
    if (moment.line.model !== model.name) refuse(`The session was begun with ${moment.line.model}.`);
    // Google says no more than that something went wrong.
    if (moment.line.isOpen) throw new GoogleError(500, { message: 'The session is still connected.' });
    return moment;
  }

  /** Gives the client what it can go on by from here, where it asked for that. */
  #offerHandle(state: LiveState): void {
    const { context, port } = this.#connection;
    if (!this.#setup?.isResumable || !this.#line) return;
    const newHandle = context.nextLetters().slice(0, 64);
    context.sessions.add(newHandle, state, this.#line);
    port.send({ sessionResumptionUpdate: { newHandle, resumable: true } });
  }

  #checkToken(): void {
    const { token, context } = this.#connection;
    if (token) checkTokenTime(token, context);
  }

  /** Time is up by the emulator's clock, which need not be the one that timers go by: so it is looked at. */
  #watch(): void {
    this.#timer = setTimeout(() => this.#attempt(() => this.#look()), watchInterval);
  }

  #look(): void {
    const { context, connectionSeconds, noticeSeconds, port } = this.#connection;
    this.#checkToken();
    const left = connectionSeconds - (context.elapsed() - this.#began) / 1000;
    if (left <= 0) throw new GoogleError(403, { message: 'The time of this connection is over.' });
    this.#talk?.tick();
    if (this.#isOver) return;
    if (left <= noticeSeconds && this.#talk && !this.#wasTold) {
      this.#wasTold = true;
      port.send({ goAway: { timeLeft: `${Number(left.toFixed(3))}s` } });
    }
    this.#watch();
  }
}
