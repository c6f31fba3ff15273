import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { copyText } from '../dom/copy-text.js';
import { englishData, type DataStrings } from '../i18n/english-data.js';
import { english, type Strings } from '../i18n/english.js';
import { dataStyles } from './data.styles.js';
import { foldStyles } from './fold.styles.js';
import { root, type DataView } from './data-view.js';
import { definePart } from './define-part.js';
import { dropHidden } from './drop-hidden.js';
import { chevronIcon } from './icons.js';
import { LazyPart } from './lazy-part.js';
import { readData, type AnswerData } from './read-data.js';
import { renderData } from './render-data.js';

/** As much of the JSON as is shown as text. */
const longestSource = 100_000;
const feedbackTime = 2000;

/** An answer that is data, as one reads data; the JSON itself is one click away. */
export class DataElement extends LazyPart {
  static readonly tag = 'gemini-chat-data';
  static override sheet = [foldStyles, dataStyles];

  static override properties = {
    message: { attribute: false },
    strings: { attribute: false },
    locale: {},
    limits: { state: true },
    opened: { state: true },
    copyState: { state: true },
  };

  message?: Message;
  /** Words in the reader's language; what is missing is English. */
  strings: Partial<Strings & DataStrings> = english;
  locale = 'en';

  private limits: ReadonlyMap<string, number> = new Map();
  private opened: ReadonlyMap<string, boolean> = new Map();
  private copyState: 'copy' | 'copied' | 'copyFailed' = 'copy';
  #data: AnswerData = { state: 'arriving' };

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { message } = this;
    if (!changed.has('message') || !message) return;
    const before = changed.get('message');
    if (before && before.id !== message.id) {
      this.limits = new Map();
      this.opened = new Map();
    }
    if (before?.text !== message.text || before.status !== message.status) this.#data = readData(message);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { message, locale } = this;
    if (!message?.text) return nothing;
    const words = { ...english, ...englishData, ...this.strings };
    const { state, value } = this.#data;
    const view: DataView = {
      words,
      locale,
      isGrowing: state === 'arriving',
      limits: this.limits,
      opened: this.opened,
      showMore: (path, limit) => this.#showMore(path, limit),
      toggle: (path, isOpen) => this.#toggle(path, isOpen),
    };
    const remark = { arriving: words.dataArriving, whole: '', cut: words.dataCut, broken: words.dataBroken }[
      state
    ];
    return html`
      ${
        value === undefined
          ? nothing
          : html`<div part="data" role="group" aria-label=${words.data}>
              ${renderData(value, '', root, view)}
            </div>`
      }
      ${remark ? html`<p class="remark">${remark}</p>` : nothing}
      ${state === 'arriving' ? nothing : this.#renderSource(message.text, state !== 'whole', words)}
    `;
  }

  #renderSource(text: string, isOpenAtFirst: boolean, words: Strings & DataStrings): TemplateResult {
    const isOpen = this.opened.get('source') ?? isOpenAtFirst;
    const onToggle = ({ target }: Event): void => {
      if (target instanceof HTMLDetailsElement && target.open !== isOpen) this.#toggle('source', target.open);
    };
    return html`<details class="source" ?open=${isOpen} @toggle=${onToggle}>
      <summary>${chevronIcon}<span>${words.dataSource}</span></summary>
      ${isOpen ? this.#renderCode(text, words) : nothing}
    </details>`;
  }

  #renderCode(text: string, words: Strings & DataStrings): TemplateResult {
    return html`<figure part="code-block">
        <figcaption part="code-header">
          <span>${words.dataSource}</span>
          <button
            type="button"
            part="copy-button"
            aria-label=${this.copyState === 'copy' ? words.copyData : words[this.copyState]}
            @click=${() => void this.#copy(text)}
          >
            ${words[this.copyState]}
          </button>
        </figcaption>
        <pre
          tabindex="0"
          role="group"
          aria-label=${words.dataSource}
          dir="ltr"
        ><code>${dropHidden(text.slice(0, longestSource))}</code></pre>
      </figure>
      ${text.length > longestSource ? html`<p class="remark">${words.dataSourceCut(longestSource)}</p>` : nothing}`;
  }

  async #copy(text: string): Promise<void> {
    this.copyState = (await copyText(dropHidden(text), this.querySelector('pre'))) ? 'copied' : 'copyFailed';
    setTimeout(() => {
      this.copyState = 'copy';
    }, feedbackTime);
  }

  #toggle(path: string, isOpen: boolean): void {
    this.opened = new Map(this.opened).set(path, isOpen);
  }

  #showMore(path: string, limit: number): void {
    const tree = this.getRootNode();
    const button = tree instanceof ShadowRoot || tree instanceof Document ? tree.activeElement : null;
    const around = button?.parentElement?.closest<HTMLElement>('.entries');
    this.limits = new Map(this.limits).set(path, limit);
    void this.updateComplete.then(() => {
      // The button goes away; the list that it belonged to takes the focus.
      if (button && !button.isConnected) around?.focus({ preventScroll: true });
    });
  }
}

definePart(DataElement);
