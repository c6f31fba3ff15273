import { html, type TemplateResult } from 'lit';
import { englishSteps, type StepStrings } from '../i18n/english-steps.js';
import { definePart } from './define-part.js';
import { EachSecondController } from './each-second.js';
import { formatDuration } from './format-duration.js';
import { LazyPart } from './lazy-part.js';

/** Says how long something has been going on. */
export class ElapsedElement extends LazyPart {
  static readonly tag = 'gemini-chat-elapsed';

  static override properties = { since: { attribute: false }, words: { attribute: false }, locale: {} };

  since = new Date();
  words: StepStrings = englishSteps;
  locale = 'en';

  constructor() {
    super();
    this.addController(new EachSecondController(this, () => true));
  }

  protected override render(): TemplateResult {
    const spent = Date.now() - this.since.getTime();
    // It changes each second: heard aloud, it would drown everything else.
    return html`<p class="elapsed" role="timer" aria-live="off">
      ${this.words.workingFor(formatDuration(spent, this.locale))}
    </p>`;
  }
}

definePart(ElapsedElement);
