import { foldEvent } from '../protocol/fold-event.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { emptyReply, type Reply } from '../protocol/reply.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { createLiveError } from './live-close.js';
import type { LiveHeard } from './live-heard.js';
import { LiveNarrator } from './live-narrator.js';
import { LiveQueue } from './live-queue.js';
import { type LivePrint, printSteps } from './live-steps.js';
import type { LiveTimes } from './live-times.js';
import { readSamples } from './read-live-sound.js';
import type { SoundOut } from '../protocol/sound-out.js';

/** How an answer ended: it is whole, it waits for functions, somebody interrupted it, its connection broke. */
export type LegEnd = 'done' | 'calls' | 'cancelled' | 'failed';

export interface LegOptions {
  readonly model: string;
  /** Where its sound goes; it is dropped where there is nothing. */
  readonly sound?: SoundOut | undefined;
  /** What was said, where the answer is to somebody who spoke. */
  readonly heard?: LiveHeard | undefined;
  /** How many steps of this answer were told before its connection broke. */
  readonly toldBefore?: number;
  readonly times: LegTimes;
}

/** Calls of functions at once; a model that wants more has lost its way. */
const mostCalls = 128;
/** Steps of an answer; each one more costs as much as there are. */
const mostSteps = 2048;

type LegTimes = Pick<LiveTimes, 'settleMs' | 'callsMs'>;

/** An answer in a live session, or the part of one until its functions are called. */
export class LiveLeg {
  readonly heard: LiveHeard | undefined;
  readonly sound: SoundOut | undefined;
  readonly ended: Promise<void>;
  /** Everything that the session knows when it answers. */
  asked: readonly LivePrint[] = [];
  onEnd: (end: LegEnd) => void = () => undefined;
  readonly #queue = new LiveQueue<InteractionEvent>();
  readonly #narrator: LiveNarrator;
  readonly #toldBefore: number;
  readonly #times: LegTimes;
  #needsReset: boolean;
  #reply: Reply = emptyReply;
  #end: LegEnd | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #calling: ReturnType<typeof setTimeout> | undefined;
  #waitingCalls: WireObject[] = [];
  #noteEnded: () => void = () => undefined;

  constructor({ model, sound, heard, toldBefore = 0, times }: LegOptions) {
    this.heard = heard;
    this.sound = sound;
    this.#toldBefore = toldBefore;
    this.#needsReset = toldBefore > 0;
    this.#times = times;
    this.ended = new Promise((resolve) => {
      this.#noteEnded = resolve;
    });
    const onSound =
      sound &&
      ((piece: { data: string; sampleRate: number }) => {
        sound.play(readSamples(piece.data), piece.sampleRate);
      });
    this.#narrator = new LiveNarrator({ model, onSound });
  }

  get end(): LegEnd | undefined {
    return this.#end;
  }

  /** Whether anything of the answer has come. */
  get hasCome(): boolean {
    return this.#reply !== emptyReply;
  }

  /** How many steps of the answer were told, by this or by attempts before. */
  get told(): number {
    return Math.max(this.#toldBefore, this.#reply.steps.length);
  }

  /** What the session knows after the answer. */
  get known(): LivePrint[] {
    const { steps, status, error } = this.#reply;
    const isWhole = !error && (status === 'completed' || status === 'requires_action');
    // Of an answer that was cut short the conversation keeps what was said.
    const kept = isWhole ? steps : steps.filter(({ type }) => type === 'model_output');
    return [...this.asked, ...printSteps(kept.filter(isWireObject)).map(({ print }) => print)];
  }

  /** The calls of functions with which it ended. */
  get calls(): WireObject[] {
    return this.#reply.steps.filter(isWireObject).filter(({ type }) => type === 'function_call');
  }

  /** Its events until it ends. Throws what made it fail, or the signal's reason. */
  read(signal?: AbortSignal): AsyncGenerator<InteractionEvent, void> {
    return this.#queue.read(signal);
  }

  /** A message of the server's that belongs to this answer. */
  take(message: WireObject): void {
    const { serverContent, toolCall } = message;
    const content = isWireObject(serverContent) ? serverContent : {};
    this.#attempt(() => {
      this.#tell(this.#narrator.take(message));
      if (isWireObject(toolCall)) this.#noteCalls(toolCall['functionCalls']);
      else if (content['interrupted'] === true) this.cancel();
      else if (content['turnComplete'] === true) this.#complete(content['turnCompleteReason']);
      else if (content['generationComplete'] === true || this.#settling !== undefined) this.#settle();
    });
  }

  /** The server takes calls back that were not told yet. */
  takeBack(ids: readonly unknown[]): void {
    this.#waitingCalls = this.#waitingCalls.filter(({ id }) => !ids.includes(id));
  }

  /** Somebody speaks, or stops it: what came stays. */
  cancel(): void {
    if (this.#end) return;
    this.sound?.hush();
    this.#tell(this.#narrator.cancel());
    this.#finish('cancelled');
  }

  fail(error: unknown): void {
    if (this.#end) return;
    this.sound?.hush();
    this.#finish('failed', error);
  }

  /** What a server says may be so strange that nothing can be made of it, such as a thousand arrays in each other. */
  #attempt(work: () => void): void {
    if (this.#end) return;
    try {
      work();
    } catch {
      this.fail(createLiveError('server-error', 'live-failed', 'The answer cannot be understood.'));
    }
  }

  /** Calls may come in several messages, and are answered together. */
  #noteCalls(calls: unknown): void {
    const added: readonly unknown[] = Array.isArray(calls) ? calls : [];
    this.#waitingCalls = [...this.#waitingCalls, ...added.filter(isWireObject)];
    if (this.#waitingCalls.length > mostCalls) throw new RangeError('Nobody answers so many calls.');
    clearTimeout(this.#calling);
    this.#calling = setTimeout(() => {
      if (this.#waitingCalls.length > 0) this.#attempt(() => this.#complete());
    }, this.#times.callsMs);
  }

  #complete(reason?: unknown): void {
    if (this.#waitingCalls.length > 0) {
      this.#tell(this.#narrator.call(this.#waitingCalls));
      this.#finish('calls');
      return;
    }
    this.#tell(this.#narrator.complete(reason));
    this.#finish('done');
  }

  /** All of it is there, but for what trails behind; the rest of the turn is the time that it takes to play it. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#attempt(() => this.#complete()), this.#times.settleMs);
  }

  #finish(end: LegEnd, error?: unknown): void {
    clearTimeout(this.#settling);
    clearTimeout(this.#calling);
    this.#end = end;
    if (end !== 'calls') this.heard?.end();
    // First what follows from it: who waits for the end may ask the next question at once.
    this.onEnd(end);
    this.#queue.end(error);
    this.#noteEnded();
  }

  #tell(events: readonly InteractionEvent[]): void {
    for (const event of events) {
      this.#reply = foldEvent(this.#reply, event);
      if (this.#reply.steps.length > mostSteps) throw new RangeError('It never comes to the point.');
      for (const told of this.#toldBefore > 0 ? this.#retell(event) : [event]) this.#queue.put(told);
    }
  }

  /** An answer that begins anew stands in the place of what came of it before, once there is something. */
  #retell(event: InteractionEvent): readonly InteractionEvent[] {
    const fields: WireObject = event;
    if (event.event_type === 'interaction.created') return [];
    if (event.event_type === 'step.start' && this.#needsReset) {
      this.#needsReset = false;
      const step = { type: 'model_output', content: [] };
      const places = Array.from({ length: this.#toldBefore }, (_, index) => index);
      return [...places.map((index) => ({ event_type: 'step.start', index, step })), event];
    }
    const { interaction } = fields;
    if (event.event_type !== 'interaction.completed' || !isWireObject(interaction)) return [event];
    return [
      { ...fields, event_type: event.event_type, interaction: { ...interaction, steps: this.#reply.steps } },
    ];
  }
}
