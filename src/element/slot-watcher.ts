import type { ReactiveControllerHost } from 'lit';
import type { Avatars } from '../ui/transcript-element.js';

/** Knows what the page put into the slots whose content decides what else is shown. */
export class SlotWatcher {
  /** Whether the page brings a header of its own. */
  hasHeader = false;
  /** Pictures for the two sides; one slot, copied to every message. */
  avatars: Avatars = {};

  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>) {
    this.#host = host;
  }

  /** To be called for each `slotchange` of these slots. */
  readonly onChange = (event: Event): void => {
    if (!(event.target instanceof HTMLSlotElement)) return;
    const { name } = event.target;
    const elements = event.target.assignedElements();
    const pictures = elements.length > 0 ? elements : undefined;
    if (name === 'header') this.hasHeader = elements.length > 0;
    else if (name === 'avatar-user') this.avatars = { ...this.avatars, user: pictures };
    else if (name === 'avatar-model') this.avatars = { ...this.avatars, model: pictures };
    this.#host.requestUpdate();
  };
}
