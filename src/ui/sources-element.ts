import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { englishSources, type SourcesStrings } from '../i18n/english-sources.js';
import type { MarkdownRenderer } from '../markdown/markdown-renderer.js';
import { trustFrameHtml } from '../safety/trusted-html.js';
import { CitationMarkers } from './citation-markers.js';
import { definePart } from './define-part.js';
import { chevronIcon } from './icons.js';
import { LazyPart } from './lazy-part.js';
import { readCitations, readSuggestions, type Citations } from './read-citations.js';
import { createCitation, renderSource } from './render-source.js';
import { sourcesStyles } from './sources.styles.js';
import { foldStyles } from './fold.styles.js';
import { createSuggestionsFrame, writeSuggestionsPage } from './suggestions-frame.js';

const unfinished: ReadonlySet<Message['status']> = new Set(['pending', 'streaming']);
/** As many of the names as are told before the list is unfolded. */
const previewed = 3;

/** Where an answer has its words from: marks in its text, a list, and the suggestions of Google Search. */
export class SourcesElement extends LazyPart {
  static readonly tag = 'gemini-chat-sources';
  static override sheet = [foldStyles, sourcesStyles];

  static override properties = {
    message: { attribute: false },
    strings: { attribute: false },
    locale: {},
    renderer: { attribute: false },
  };

  message?: Message;
  /** Words in the reader's language; what is missing is English. */
  strings: Partial<SourcesStrings> = englishSources;
  locale = 'en';
  /** Shows the answer's text, once all of it is in the document. */
  renderer?: MarkdownRenderer | undefined;

  readonly #markers = new CitationMarkers();
  #read: Citations = { sources: [], citations: [] };
  #snippets: readonly string[] = [];
  #frames: (HTMLIFrameElement | undefined)[] = [];
  /** What the marks in the text were placed for. */
  #placed: readonly unknown[] = [];

  get #words(): SourcesStrings {
    return { ...englishSources, ...this.strings };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#markers.clear();
    this.#placed = [];
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('message') && changed.get('message')?.steps !== this.message?.steps) {
      const steps = this.message?.steps ?? [];
      this.#read = readCitations(steps);
      this.#snippets = readSuggestions(steps);
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { sources } = this.#read;
    if (sources.length === 0 && this.#snippets.length === 0) return nothing;
    const words = this.#words;
    const hasPlaces = sources.some(({ kind }) => kind === 'place');
    const names = [...new Set(sources.map(({ title, host }) => title || host))].slice(0, previewed);
    const preview = new Intl.ListFormat(this.locale, { type: 'unit' }).format(names);
    return html`
      ${
        sources.length > 0
          ? // Links to places must be seen with the answer.
            html`<details part="sources" ?open=${hasPlaces}>
              <summary>
                ${chevronIcon}<span>${words.sources(sources.length)}</span>
                <bdi class="preview" aria-hidden="true">${preview}</bdi>
              </summary>
              <ol role="list">
                ${sources.map((source) => renderSource(source, words, this.locale))}
              </ol>
            </details>`
          : nothing
      }
      ${this.#snippets.length > 0 ? this.#renderSuggestions(words) : nothing}
    `;
  }

  protected override updated(): void {
    this.#matchScheme();
    const { message, renderer, locale, strings } = this;
    const { citations } = this.#read;
    const isReady = message && renderer && !unfinished.has(message.status) && citations.length > 0;
    const wanted = isReady ? [renderer, message.text, citations, locale, strings] : [];
    if (
      wanted.length === this.#placed.length &&
      wanted.every((value, index) => value === this.#placed[index])
    ) {
      return;
    }
    this.#placed = wanted;
    const words = this.#words;
    if (!isReady) this.#markers.clear();
    else {
      void this.#markers.place(renderer, message.text, citations, (source) =>
        createCitation(source, words, locale),
      );
    }
  }

  #renderSuggestions(words: SourcesStrings): TemplateResult {
    const frames = this.#updateFrames(words);
    if (frames.length === 0) return html`<p class="remark">${words.suggestionsForbidden}</p>`;
    return html`<div
      part="search-suggestions"
      role="group"
      aria-label=${words.searchSuggestions}
      tabindex=${frames.length > 1 ? '0' : nothing}
      @transitionend=${this.#matchScheme}
    >
      ${frames}
    </div>`;
  }

  /** A frame for each snippet in its order; one that stands already stays, since moving it would load it anew. */
  #updateFrames(words: SourcesStrings): HTMLIFrameElement[] {
    const count = this.#snippets.length;
    this.#frames = this.#snippets.map((snippet, index) => {
      const page = writeSuggestionsPage(snippet);
      const title = count > 1 ? words.searchSuggestionsPart(index + 1, count) : words.searchSuggestions;
      const current = this.#frames[index];
      if (current?.srcdoc === page) {
        current.title = title;
        return current;
      }
      const trusted = trustFrameHtml(page);
      return trusted === undefined ? undefined : createSuggestionsFrame(trusted, title);
    });
    return this.#frames.filter((frame) => frame !== undefined);
  }

  /** A page that names no colour scheme is light; to a frame it would mean that of the system. */
  readonly #matchScheme = (): void => {
    const scheme = getComputedStyle(this).colorScheme === 'normal' ? 'light' : '';
    for (const frame of this.#frames) if (frame) frame.style.colorScheme = scheme;
  };
}

definePart(SourcesElement);
