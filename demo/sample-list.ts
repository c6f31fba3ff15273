import { html, render, type TemplateResult } from 'lit';
import { copyCode } from './copy-code.js';
import { type CardHandlers, type CardStatus, renderCard } from './render-card.js';
import type { Capability, CapabilityGroup } from './samples/capability.js';
import { writeSnippet } from './write-snippet.js';

/** What is shown of the list. */
export interface SampleFilter {
  readonly words: string;
  /** The id of a group; empty for all of them. */
  readonly group: string;
}

/** The page's list of samples: what is shown of it, and how far each one got. */
export class SampleList {
  readonly #groups: readonly CapabilityGroup[];
  readonly #place: HTMLElement;
  readonly #handlers: CardHandlers;
  readonly #codes = new Map<string, string>();
  readonly #statuses = new Map<string, CardStatus>();
  #filter: SampleFilter = { words: '', group: '' };
  #current: Capability | undefined;
  #findObstacle: (capability: Capability) => string = () => '';

  constructor(groups: readonly CapabilityGroup[], place: HTMLElement, handlers: CardHandlers) {
    this.#groups = groups;
    this.#place = place;
    this.#handlers = handlers;
    for (const { capabilities, source } of groups) {
      for (const capability of capabilities) this.#codes.set(capability.id, writeSnippet(capability, source));
    }
    place.replaceChildren();
    this.#render();
  }

  /** Makes the buttons that copy code do so, and tell it in `status`. */
  offerCopies(status: HTMLElement): void {
    for (const figure of this.#place.querySelectorAll('figure')) {
      const button = figure.querySelector('button');
      const code = figure.querySelector('code');
      if (button && code) copyCode(button, code, status);
    }
  }

  /** Samples by their ids, in the order of the page. */
  find(id: string): Capability | undefined {
    return this.#groups.flatMap(({ capabilities }) => capabilities).find((one) => one.id === id);
  }

  /** The card of the sample that was picked last, where it is to be seen. */
  get currentCard(): HTMLElement | undefined {
    const card = this.#place.querySelector<HTMLElement>('[aria-current]');
    return card && !card.hidden ? card : undefined;
  }

  /** Cards that are to be seen. */
  get count(): number {
    return this.#groups.reduce((sum, group) => sum + this.#listShown(group).length, 0);
  }

  set filter(filter: SampleFilter) {
    this.#filter = filter;
    this.#render();
  }

  /** Tells why a sample cannot run here; empty where it can. */
  set findObstacle(findObstacle: (capability: Capability) => string) {
    this.#findObstacle = findObstacle;
    this.#render();
  }

  pick(capability: Capability): void {
    this.#current = capability;
    this.#render();
  }

  tell(capability: Capability, status: CardStatus): void {
    this.#statuses.set(capability.id, status);
    this.#render();
  }

  #listShown({ id, title, capabilities }: CapabilityGroup): readonly Capability[] {
    const { group, words } = this.#filter;
    if (group && group !== id) return [];
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return capabilities.filter((capability) => {
      const said = [title, capability.title, capability.about, this.#codes.get(capability.id)];
      const text = said.join('\n').toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  }

  #render(): void {
    render(
      this.#groups.map((group) => this.#renderGroup(group)),
      this.#place,
    );
  }

  #renderGroup(group: CapabilityGroup): TemplateResult {
    const shown = new Set(this.#listShown(group));
    return html`<section id=${group.id} aria-labelledby=${`${group.id}-title`} ?hidden=${shown.size === 0}>
      <h2 id=${`${group.id}-title`}>${group.title}</h2>
      <p class="group-about">${group.about}</p>
      <ul class="cards">
        ${group.capabilities.map((capability) =>
          renderCard(
            {
              capability,
              code: this.#codes.get(capability.id) ?? '',
              state: 'idle',
              outcome: '',
              ...this.#statuses.get(capability.id),
              isCurrent: capability === this.#current,
              isHidden: !shown.has(capability),
              obstacle: this.#findObstacle(capability),
            },
            this.#handlers,
          ),
        )}
      </ul>
    </section>`;
  }
}
