import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { english, type Strings } from '../i18n/english.js';
import { englishSteps, type StepStrings } from '../i18n/english-steps.js';
import { definePart } from './define-part.js';
import { EachSecondController } from './each-second.js';
import { PartElement } from './part-element.js';

/** Longer waits are said by their sentence alone: nobody watches a clock for an hour. */
const longest = 600;

/** Says how long it is until trying again helps. */
export class CountdownElement extends PartElement {
  static readonly tag = 'gemini-chat-countdown';

  static override properties = {
    wait: { type: Number },
    strings: { attribute: false },
    locale: {},
  };

  /** Seconds to wait, from when they are set. */
  wait = 0;
  strings: Strings & Partial<StepStrings> = english;
  locale = 'en';

  #end = 0;

  constructor() {
    super();
    this.addController(new EachSecondController(this, () => this.#left > 0));
  }

  get #left(): number {
    // By the monotonic clock: a computer that sleeps, or a clock that is set, must not stretch the wait.
    return Math.max(0, Math.ceil((this.#end - performance.now()) / 1000));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('wait') && this.wait <= longest) this.#end = performance.now() + this.wait * 1000;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.#left === 0) return nothing;
    const unit = { style: 'unit', unit: 'second', unitDisplay: 'long' } as const;
    const wait = new Intl.NumberFormat(this.locale, unit).format(this.#left);
    return html`<span class="wait">${(this.strings.retryIn ?? englishSteps.retryIn)(wait)}</span>`;
  }
}

definePart(CountdownElement);
