import { html, nothing, type TemplateResult } from 'lit';
import { highlightCode } from './highlight-code.js';
import type { Capability, CapabilityAction } from './samples/capability.js';

/** How far a card's sample got. */
type CardState = 'idle' | 'running' | 'waiting' | 'done' | 'failed';

/** What a card says about its sample. */
export interface CardStatus {
  readonly state: CardState;
  /** How it went, or what it waits for. */
  readonly outcome: string;
}

/** A card as it is to be shown. */
export interface CardView extends CardStatus {
  readonly capability: Capability;
  readonly code: string;
  readonly isCurrent: boolean;
  readonly isHidden: boolean;
  /** Why it cannot run here; empty where it can. */
  readonly obstacle: string;
}

/** What a card's controls do. */
export interface CardHandlers {
  run(capability: Capability): void;
  act(action: CapabilityAction): void;
  goToChat(event: Event): void;
}

/** A capability with its code, and the button that runs it. */
export function renderCard(card: CardView, handlers: CardHandlers): TemplateResult {
  const { capability, code, state, outcome, obstacle } = card;
  const { id, title, about, note, actions = [] } = capability;
  return html`<li
    class="card"
    id=${id}
    data-state=${state}
    aria-current=${card.isCurrent ? 'true' : nothing}
    ?hidden=${card.isHidden}
  >
    <div class="card-head">
      <h3><a href="#${id}">${title}</a></h3>
      <button
        type="button"
        class="run"
        aria-label=${state === 'idle' ? `Run “${title}”` : `Run again: “${title}”`}
        ?disabled=${obstacle !== ''}
        @click=${() => handlers.run(capability)}
      >
        ${state === 'idle' ? 'Run' : 'Run again'}
      </button>
    </div>
    <p>${about}</p>
    ${[note, obstacle].filter(Boolean).map((line) => html`<p class="note">${line}</p>`)}
    <p class="outcome" ?hidden=${outcome === ''}>${outcome}</p>
    <a class="skip" href="#chat" @click=${(event: Event) => handlers.goToChat(event)}>Go to the chat</a>
    <details>
      <summary>Code</summary>
      <figure>
        <figcaption>
          <span>HTML</span>
          <button type="button" aria-label=${`Copy the code of “${title}”`}>Copy</button>
        </figcaption>
        <pre
          dir="ltr"
          tabindex="0"
          role="group"
          aria-label=${`Code of “${title}”`}
        ><code>${highlightCode(code)}</code></pre>
      </figure>
    </details>
    ${
      actions.length > 0
        ? html`<div class="actions">
            ${actions.map(
              (action) =>
                html`<button type="button" @click=${() => handlers.act(action)}>${action.label}</button>`,
            )}
          </div>`
        : nothing
    }
  </li>`;
}
