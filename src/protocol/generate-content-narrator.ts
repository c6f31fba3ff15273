import { CallIds } from './call-ids.js';
import { FunctionCallPieces } from './function-call-pieces.js';
import { Grounding } from './grounding.js';
import type { InteractionEvent } from './interaction-event.js';
import { narrateGrounding } from './narrate-grounding.js';
import { placeAnnotations } from './place-annotations.js';
import { readPart } from './read-generate-content-part.js';
import type { UnknownStep, Usage } from './step.js';
import { StepNarrator } from './step-narrator.js';
import { translateBlock, translateFinish, type Finish } from './translate-finish.js';
import { translateUsage } from './translate-usage.js';
import { findWireError, type WireError } from './wire-error.js';
import { isWireObject, type WireObject } from './wire-object.js';

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The one answer that a chat asks for: others would have a number of their own. */
function findCandidate({ candidates }: WireObject): WireObject | undefined {
  const list: readonly unknown[] = Array.isArray(candidates) ? candidates : [];
  return list.filter(isWireObject).find(({ index = 0 }) => index === 0);
}

/** Whether it is a chunk of an answer of generateContent. */
export function isGenerateContentChunk(value: WireObject): boolean {
  return ['candidates', 'promptFeedback'].some((key) => key in value);
}

/** Retells the chunks of a generateContent answer as the events of an interaction that nobody stored. */
export class GenerateContentNarrator {
  readonly #steps = new StepNarrator();
  readonly #ids = new CallIds();
  readonly #pieces = new FunctionCallPieces();
  readonly #grounding = new Grounding();
  /** Calls of the page's functions by the server's id, so that one that is repeated is not called twice. */
  readonly #calls = new Map<unknown, number>();
  #hasBegun = false;
  #hasCalls = false;
  #isOver = false;
  #model: string | undefined;
  #usage: Usage | undefined;
  #block: { readonly reason: unknown; readonly message: unknown } | undefined;
  /** The last one: an answer with several rounds names one at the end of each. */
  #finishReason: string | undefined;
  #finishMessage: unknown;
  #continuationToken: string | undefined;

  /** The events that one chunk brings. */
  take(chunk: WireObject): InteractionEvent[] {
    if (this.#isOver) return [];
    const { modelVersion, usageMetadata, promptFeedback, error } = chunk;
    if (error !== undefined && error !== null) return this.fail(chunk);
    if (isText(modelVersion)) this.#model ??= modelVersion;
    // It counts from the start, and some last chunks come without.
    if (isWireObject(usageMetadata)) this.#usage = translateUsage(usageMetadata) ?? this.#usage;
    if (isWireObject(promptFeedback)) {
      const { blockReason: reason, blockReasonMessage: message } = promptFeedback;
      if (isText(reason) || isText(message)) this.#block ??= { reason, message };
    }
    const events = this.#begin();
    const candidate = findCandidate(chunk);
    if (candidate) this.#takeCandidate(candidate);
    return [...events, ...this.#steps.take()];
  }

  /** The event for an error that stands where a chunk was expected; what came before it stays. */
  fail(value: unknown): InteractionEvent[] {
    const error = findWireError(value) ?? { message: 'The stream reported an error without saying which.' };
    return this.#isOver ? [] : this.#endWith(error);
  }

  /**
   * The events at the end of the stream. Without a finish reason there is no terminal one: the stream was cut.
   * An answer that came as one object (`isWhole`) cannot be.
   */
  end(isWhole = false): InteractionEvent[] {
    if (this.#isOver || !this.#hasBegun) return [];
    const isCut = this.#finishReason === undefined && !isWhole && this.#continuationToken === undefined;
    if (!isCut) for (const part of this.#pieces.end()) this.#takePart(part);
    this.#steps.close();
    this.#narrateSources();
    if (this.#block && this.#steps.isEmpty) {
      return this.#endWith(translateBlock(this.#block.reason, this.#block.message));
    }
    if (isCut) return [...this.#steps.take(), ...this.#tellUsage()];
    const finish = this.#findFinish();
    return 'error' in finish ? this.#endWith(finish.error) : this.#complete(finish.status);
  }

  #begin(): InteractionEvent[] {
    if (this.#hasBegun) return [];
    this.#hasBegun = true;
    return [{ event_type: 'interaction.created', interaction: this.#describe('in_progress') }];
  }

  /** No id: generateContent keeps nothing that one could refer to. */
  #describe(status: string): WireObject {
    return { object: 'interaction', status, ...(this.#model === undefined ? {} : { model: this.#model }) };
  }

  #takeCandidate(candidate: WireObject): void {
    const { content, finishReason, finishMessage, continuationToken } = candidate;
    const parts: unknown = isWireObject(content) ? content['parts'] : undefined;
    for (const received of Array.isArray(parts) ? parts : []) {
      if (!isWireObject(received)) continue;
      for (const part of this.#pieces.take(received)) this.#takePart(part);
    }
    this.#grounding.add(candidate);
    if (isText(continuationToken)) this.#continuationToken = continuationToken;
    if (isText(finishReason)) {
      this.#finishReason = finishReason;
      this.#finishMessage = finishMessage;
    }
  }

  #takePart(part: WireObject): void {
    const { functionCall: call } = part;
    const known = isWireObject(call) && isText(call['id']) ? this.#calls.get(call['id']) : undefined;
    if (known !== undefined && isWireObject(call)) {
      this.#repeatCall(known, call, part);
      return;
    }
    const meaning = readPart(part, this.#ids);
    if (!meaning) return;
    if (meaning.kind === 'text') this.#steps.say(meaning.text);
    else if (meaning.kind === 'step') this.#takeStep(meaning.step);
    else if (meaning.kind === 'thought') this.#steps.think(meaning.content);
    else this.#steps.show(meaning.content);
  }

  #takeStep(step: UnknownStep): void {
    if (step.type !== 'function_call') {
      this.#steps.tell(step);
      return;
    }
    this.#hasCalls = true;
    this.#calls.set(step['id'], this.#steps.call(step));
  }

  #repeatCall(index: number, { args }: WireObject, { thoughtSignature: signature }: WireObject): void {
    const given = isWireObject(args) ? { arguments: args } : {};
    this.#steps.change(index, {
      type: 'function_call',
      ...given,
      ...(isText(signature) ? { signature } : {}),
    });
  }

  #narrateSources(): void {
    narrateGrounding(this.#grounding, this.#steps);
    for (const { index, annotations } of placeAnnotations(this.#grounding, this.#steps.texts)) {
      this.#steps.change(index, { type: 'text_annotation_delta', annotations });
    }
  }

  #findFinish(): Finish {
    const reason = this.#finishReason;
    if (this.#continuationToken !== undefined && (reason === undefined || reason === 'CONTINUATION')) {
      return { status: 'requires_continuation' };
    }
    if (reason !== undefined) {
      return translateFinish(reason, { message: this.#finishMessage, hasCome: !this.#steps.isEmpty });
    }
    return this.#steps.isEmpty
      ? { error: { code: 'bad_response', message: 'The answer holds nothing and does not say why.' } }
      : { status: 'completed' };
  }

  #complete(status: string): InteractionEvent[] {
    this.#isOver = true;
    const interaction = {
      ...this.#describe(status === 'completed' && this.#hasCalls ? 'requires_action' : status),
      ...(this.#usage ? { usage: this.#usage } : {}),
      ...(status === 'requires_continuation' ? { continuation_token: this.#continuationToken } : {}),
    };
    return [...this.#steps.take(), { event_type: 'interaction.completed', interaction }];
  }

  #endWith(error: WireError): InteractionEvent[] {
    this.#isOver = true;
    this.#steps.close();
    const told = [...this.#steps.take(), ...this.#tellUsage()];
    return [...told, { event_type: 'error', error }];
  }

  #tellUsage(): InteractionEvent[] {
    if (!this.#usage) return [];
    return [{ event_type: 'interaction.status_update', status: 'in_progress', usage: this.#usage }];
  }
}
