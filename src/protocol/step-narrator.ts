import type { InteractionEvent } from './interaction-event.js';
import type { UnknownStep } from './step.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** A text of the answer, and the number of the step that says it. */
export interface SaidText {
  readonly index: number;
  readonly text: string;
}

interface OpenStep {
  readonly index: number;
  readonly type: 'thought' | 'model_output';
  /** Text that follows something else begins a step, so that each step's last text is its only one. */
  takesText: boolean;
}

/** Tells what a model does as the events of an interaction's steps, one step after the other. */
export class StepNarrator {
  readonly #events: InteractionEvent[] = [];
  #count = 0;
  #open: OpenStep | undefined;
  readonly #texts: { index: number; text: string }[] = [];
  readonly #whole: { index: number; step: UnknownStep }[] = [];

  /** The texts of the answer so far, in order; each step holds at most one. */
  get texts(): readonly SaidText[] {
    return this.#texts;
  }

  /** The last step of that type among those that were told whole, and its number. */
  findLast(type: string): { readonly index: number; readonly step: UnknownStep } | undefined {
    return this.#whole.findLast(({ step }) => step.type === type);
  }

  /** Whether nothing was told yet. */
  get isEmpty(): boolean {
    return this.#count === 0;
  }

  /** The events since this was last asked. */
  take(): InteractionEvent[] {
    return this.#events.splice(0);
  }

  /** More text of the answer. */
  say(text: string): void {
    const last = this.#texts.at(-1);
    const { index, takesText } = this.#continue('model_output');
    if (!takesText) {
      this.close();
      return this.say(text);
    }
    if (last?.index === index) last.text += text;
    else this.#texts.push({ index, text });
    this.change(index, { type: 'text', text });
  }

  /** More of a thought. */
  think(content: WireObject): void {
    this.change(this.#continue('thought').index, { type: 'thought_summary', content });
  }

  /** A picture, a sound, a film or a document. */
  show(content: WireObject): void {
    const open = this.#continue('model_output');
    open.takesText = false;
    this.change(open.index, content);
  }

  /** A step that is whole. */
  tell(step: UnknownStep): number {
    this.close();
    const index = this.#start(step);
    this.#whole.push({ index, step });
    const { content } = step;
    for (const piece of Array.isArray(content) ? content : []) {
      if (isWireObject(piece) && typeof piece['text'] === 'string') {
        this.#texts.push({ index, text: piece['text'] });
      }
    }
    this.#stop(index);
    return index;
  }

  /** A call; arguments that are no object are told as the text that they are. */
  call(step: UnknownStep): number {
    const { arguments: args } = step;
    if (isWireObject(args)) return this.tell(step);
    this.close();
    const index = this.#start({ ...step, arguments: {} });
    const text = typeof args === 'string' ? args : JSON.stringify(args);
    this.change(index, { type: 'arguments_delta', arguments: text });
    this.#stop(index);
    return index;
  }

  /** Adds to a step, whether or not it was told whole. */
  change(index: number, delta: WireObject): void {
    this.#events.push({ event_type: 'step.delta', index, delta });
  }

  /** Ends the step that is open. */
  close(): void {
    if (this.#open) this.#stop(this.#open.index);
    this.#open = undefined;
  }

  #continue(type: OpenStep['type']): OpenStep {
    if (this.#open?.type === type) return this.#open;
    this.close();
    this.#open = { index: this.#start({ type }), type, takesText: true };
    return this.#open;
  }

  #start(step: UnknownStep): number {
    const index = this.#count;
    this.#count += 1;
    this.#events.push({ event_type: 'step.start', index, step });
    return index;
  }

  #stop(index: number): void {
    this.#events.push({ event_type: 'step.stop', index });
  }
}
