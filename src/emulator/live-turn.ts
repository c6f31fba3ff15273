import type { WireObject } from '../protocol/wire-object.js';
import type { ComposedReply } from './compose-reply.js';
import { joinParts } from './list-parts.js';
import { type LiveEnding, playLiveAnswer, type TimedMessage } from './live-answer.js';
import type { LiveSetup } from './live-setup.js';
import { measureUsage } from './measure-usage.js';

/** Tokens that a second of sound counts. */
const tokensOfSecond = 25;
/** Beats for which the last sounds are supposed to be played before a turn is over. */
const playbackBeats = 4;

/** What a turn is made from. */
export interface TurnPlan {
  readonly reply: ComposedReply;
  readonly setup: LiveSetup;
  /** Everything that the model was given. */
  readonly given: readonly unknown[];
}

/** What the model said in its turn; nothing is something too, or two turns of the user would be read as one. */
export function createModelContent(parts: readonly WireObject[]): WireObject {
  return { role: 'model', parts: parts.length > 0 ? parts : [{ text: '' }] };
}

/** An answer while it is given, message by message, and what has been said of it so far. */
export class LiveTurn {
  readonly #plan: TurnPlan;
  readonly #messages: Generator<TimedMessage, LiveEnding, undefined>;
  readonly #said: WireObject[] = [];
  #seconds = 0;
  #ending: LiveEnding | undefined;

  constructor(plan: TurnPlan) {
    this.#plan = plan;
    this.#messages = this.#play();
  }

  /** How it ended; `undefined` while it goes on. */
  get ending(): LiveEnding | undefined {
    return this.#ending;
  }

  /** What the model has said so far. */
  get content(): WireObject {
    return createModelContent(joinParts(this.#said.map((part) => ({ part, beats: 0 }))));
  }

  /** The message that is to be sent next; `undefined` at the end. */
  next(): TimedMessage | undefined {
    const next = this.#messages.next();
    if (!next.done) return next.value;
    this.#ending = next.value;
    return undefined;
  }

  /** A message has been sent. */
  note({ said = [], seconds = 0 }: TimedMessage): void {
    this.#said.push(...said);
    this.#seconds += seconds;
  }

  /** What closes a turn. */
  writeComplete(more: WireObject): WireObject {
    return { serverContent: { turnComplete: true, ...more }, usageMetadata: this.#writeUsage() };
  }

  *#play(): Generator<TimedMessage, LiveEnding, undefined> {
    const { reply, setup } = this.#plan;
    const { ending, reason } = yield* playLiveAnswer(reply, setup);
    if (ending !== 'done') return ending;
    const message = () =>
      this.writeComplete({
        ...(reason === undefined ? {} : { turnCompleteReason: reason }),
        interactionStatus: 'IDLE',
      });
    yield { message: message(), beats: setup.modality === 'AUDIO' ? playbackBeats : 0 };
    return ending;
  }

  #writeUsage(): WireObject {
    const { reply, setup, given } = this.#plan;
    const usage = measureUsage({ given, steps: reply.steps });
    const prompt = usage.total_input_tokens ?? 0;
    const thoughts = usage.total_thought_tokens ?? 0;
    const toolUse = usage.total_tool_use_tokens ?? 0;
    const isSpoken = setup.modality === 'AUDIO';
    const response = isSpoken ? Math.ceil(this.#seconds * tokensOfSecond) : (usage.total_output_tokens ?? 0);
    return {
      promptTokenCount: prompt,
      ...(response > 0 ? { responseTokenCount: response } : {}),
      ...(toolUse > 0 ? { toolUsePromptTokenCount: toolUse } : {}),
      ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
      totalTokenCount: prompt + response + toolUse + thoughts,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
      ...(response > 0
        ? { responseTokensDetails: [{ modality: setup.modality, tokenCount: response }] }
        : {}),
    };
  }
}
