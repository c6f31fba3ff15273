import { html, nothing, type TemplateResult } from 'lit';
import { isPending, type Attachable, type Attachment } from '../attachments/attachment.js';
import { AttachmentList } from '../attachments/attachment-list.js';
import type { AttachmentOptions } from '../attachments/attachment-options.js';
import type { Limits } from '../attachments/read-limits.js';
import { refuse } from '../attachments/refusal.js';
import { englishAttachments } from '../i18n/english-attachments.js';
import { ChatError } from '../protocol/chat-error.js';
import type { Content } from '../protocol/step.js';
import { kindIcons, removeIcon } from './attachment-icons.js';
import { attachmentsStyles } from './attachments.styles.js';
import { definePart } from './define-part.js';
import {
  describeFacts,
  describeLeftOut,
  describeList,
  describeName,
  describeRefusal,
} from './describe-attachment.js';
import { formatBytes } from './format-bytes.js';
import { LazyPart } from './lazy-part.js';
import { PreviewStore } from './preview-store.js';

/** Something about the files of the next message changed. */
export class AttachmentsChangeEvent extends Event {
  constructor() {
    super('attachments-change', { bubbles: true });
  }
}

/** A file is not sent; the reader has been told. */
export class AttachmentErrorEvent extends Event {
  readonly error: ChatError;

  constructor(error: ChatError) {
    super('attachment-error', { bubbles: true });
    this.error = error;
  }
}

const statusId = 'attachment-status';

/** As long as the page has not said what may be attached. */
const nothingAllowed: AttachmentOptions = {
  accept: '',
  maxFileBytes: undefined,
  maxFiles: 0,
  call: () => Promise.reject(new ChatError('not-configured')),
};

function readNumbers({ maxFiles, maxFileBytes = NaN }: AttachmentOptions) {
  return {
    maxFiles: maxFiles >= 0 ? maxFiles : usualFiles,
    maxFileBytes: maxFileBytes >= 0 ? maxFileBytes : undefined,
  };
}

const usualFiles = 10;

/** The files of the next message, above the box to write in. */
export class AttachmentsElement extends LazyPart {
  static readonly tag = 'gemini-chat-attachments';
  static override sheet = attachmentsStyles;

  static override properties = { options: { attribute: false }, locale: {} };

  options = nothingAllowed;
  locale = 'en';

  readonly #strings = englishAttachments;
  readonly #previews = new PreviewStore();
  readonly #list = new AttachmentList({
    options: () => this.#allowed,
    onChange: () => this.#onChange(),
  });
  /** The errors that the page was told of. */
  #told = new Set<ChatError>();
  #toldLeftOut: readonly string[] = [];
  #limits: { of: AttachmentOptions; are: Limits } | undefined;
  #isTouched = false;
  #isInsisting = false;
  #isAway = false;

  #clean: { of: AttachmentOptions; are: AttachmentOptions } | undefined;

  /** What is allowed; an attribute that holds no number sets no limit of its own. */
  get #allowed(): AttachmentOptions {
    const { options: of } = this;
    if (this.#clean?.of !== of) this.#clean = { of, are: { ...of, ...readNumbers(of) } };
    return this.#clean.are;
  }

  /** What goes into the message. */
  get contents(): Content[] {
    return this.#list.contents;
  }

  /** Whether there is nothing to send. */
  get isEmpty(): boolean {
    return this.#list.wanted.length === 0;
  }

  /** Whether a file is still being read or uploaded. */
  get busy(): boolean {
    return this.#list.items.some(isPending);
  }

  /** Why the message cannot be sent now; empty where it can. */
  get reason(): string {
    if (this.busy) return this.#strings.waitForFiles;
    return this.#list.items.some(({ state }) => state === 'failed') ? this.#strings.failedFiles : '';
  }

  /** What may be attached; empty as long as nobody knows: the far end is asked when somebody is about to. */
  get hint(): string {
    const options = this.#allowed;
    const { inlineBytes = Infinity, uploads = false }: Partial<Limits> =
      this.#limits?.of === options ? this.#limits.are : {};
    const most = uploads ? Math.max(inlineBytes, uploads.maxBytes) : inlineBytes;
    const size = Math.min(most, options.maxFileBytes ?? most);
    return size < Infinity ? this.#strings.limits(options.maxFiles, formatBytes(size, this.locale)) : '';
  }

  /** The files and then the words, as one message; undefined where no files are there, or not all are ready. */
  compose(text: string): Content[] | undefined {
    if (this.contents.length === 0 || this.reason) return undefined;
    return [...this.contents, ...(text ? [{ type: 'text' as const, text }] : [])];
  }

  /** Takes files and links in. Resolves when each of them is ready, or it is said why not. */
  async add(sources: readonly Attachable[]): Promise<void> {
    if (sources.length === 0) return;
    this.#isTouched = true;
    this.#tellLimits();
    await Promise.all([this.#list.add(sources), this.updateComplete.then(() => this.#showLast())]);
  }

  /** Empties it. */
  clear(): void {
    this.#list.clear();
  }

  /** Brings back what came with a message that was not sent. */
  restore(contents: readonly Content[]): void {
    this.#isTouched = false;
    this.#list.restore(contents);
  }

  /** Takes back what `restore` brought, where nothing of it was changed. */
  takeBack(): void {
    if (!this.#isTouched) this.#list.clear();
  }

  /** Says once more, for all to see, why the message cannot be sent now. */
  insist(): void {
    this.#isInsisting = true;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // From here, so that a box without files carries nothing for it.
    const composer = this.closest('gemini-chat-composer');
    composer?.querySelector('textarea')?.setAttribute('aria-describedby', statusId);
    const button = composer?.querySelector('[part~="attach-button"]');
    // Whoever only passes by with the keyboard must not cause a request.
    for (const type of ['pointerenter', 'click']) button?.addEventListener(type, this.#tellLimits);
    if (button?.matches(':hover')) this.#tellLimits();
    if (this.#isAway) {
      this.#isAway = false;
      void this.#list.resume();
    }
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A chat that is moved is back before this task ends.
    setTimeout(() => {
      if (this.isConnected) return;
      this.#isAway = true;
      this.#list.suspend();
      this.#previews.clear();
    });
  }

  protected override willUpdate(): void {
    this.#previews.keep(this.#list.items);
  }

  protected override render(): TemplateResult {
    const strings = this.#strings;
    const { items } = this.#list;
    const { maxFiles } = this.#allowed;
    const leftOut = describeLeftOut(this.#list, maxFiles, strings);
    const insists = this.#isInsisting && this.reason !== '';
    return html`
      <ul part="attachments" role="list" aria-label=${strings.attachments} ?hidden=${items.length === 0}>
        ${items.map((item) => this.#renderItem(item))}
      </ul>
      <p class="problem" aria-hidden="true" ?hidden=${!leftOut}><bdi>${leftOut}</bdi></p>
      <p class=${insists ? 'problem' : 'visually-hidden'} role="status" id=${statusId}>
        <bdi>${insists ? this.reason : describeList(this.#list, maxFiles, strings, this.locale)}</bdi>
      </p>
    `;
  }

  #renderItem(item: Attachment): TemplateResult {
    const strings = this.#strings;
    const { id, state, progress } = item;
    const name = describeName(item, strings);
    const facts = describeFacts(item, strings, this.locale);
    const preview = this.#previews.find(item);
    const remove = strings.removeFile(name);
    return html`<li part="attachment" data-state=${state}>
      <span class="picture">
        ${preview ? html`<img src=${preview} alt="" decoding="async" @error=${() => this.#onBroken(item)} />` : kindIcons[item.kind]}
      </span>
      <span class="words">
        <span class="name" dir="auto" title=${name}>${name}</span>
        <span class="facts"
          ><bdi>${item.refusal ? describeRefusal(item, strings, this.locale) : facts}</bdi></span
        >
      </span>
      ${
        state === 'failed'
          ? html`<button
              type="button"
              class="retry"
              aria-label=${strings.retryFileLabel(name)}
              @click=${() => this.#retry(id)}
            >
              ${strings.retryFile}
            </button>`
          : nothing
      }
      <button
        type="button"
        part="remove-button"
        aria-label=${remove}
        title=${remove}
        @click=${() => this.#remove(id)}
      >
        ${removeIcon}
      </button>
      ${
        state === 'uploading' || state === 'processing'
          ? html`<progress
              max="1"
              value=${state === 'uploading' ? (progress ?? 0) : nothing}
              aria-label=${strings.progressOf(name)}
            ></progress>`
          : nothing
      }
    </li>`;
  }

  /** Shows what was added last, or what is wrong with it. */
  #showLast(): void {
    const list = this.querySelector('ul');
    const refused = [...this.querySelectorAll<HTMLElement>('[data-state="refused"]')].at(-1);
    if (list) list.scrollTop = refused ? refused.offsetTop - list.offsetTop : list.scrollHeight;
  }

  #onBroken(item: Attachment): void {
    this.#previews.giveUp(item);
    this.requestUpdate();
  }

  #remove(id: number): void {
    const position = this.#list.items.findIndex((item) => item.id === id);
    this.#isTouched = true;
    this.#list.remove(id);
    void this.#focusRemove(position);
  }

  #retry(id: number): void {
    const position = this.#list.items.findIndex((item) => item.id === id);
    void this.#list.retry(id);
    void this.#focusRemove(position);
  }

  /** The control that was used is gone: its neighbour takes the focus, or the box where there is none. */
  async #focusRemove(position: number): Promise<void> {
    await this.updateComplete;
    const buttons = this.querySelectorAll<HTMLElement>('[part~="remove-button"]');
    const next = buttons[position] ?? buttons[position - 1];
    (next ?? this.closest<HTMLElement>('gemini-chat-composer'))?.focus();
  }

  readonly #tellLimits = (): void => {
    const of = this.#allowed;
    void this.#list.readLimits().then((are) => {
      if (this.#allowed !== of || this.#limits?.of === of) return;
      this.#limits = { of, are };
      this.dispatchEvent(new AttachmentsChangeEvent());
    });
  };

  #onChange(): void {
    this.#isInsisting = false;
    this.requestUpdate();
    this.#tellErrors();
    this.dispatchEvent(new AttachmentsChangeEvent());
  }

  #tellErrors(): void {
    const { items, leftOut } = this.#list;
    const before = this.#told;
    this.#told = new Set(items.flatMap(({ refusal }) => refusal?.error ?? []));
    for (const error of this.#told)
      if (!before.has(error)) this.dispatchEvent(new AttachmentErrorEvent(error));
    if (leftOut === this.#toldLeftOut) return;
    this.#toldLeftOut = leftOut;
    const { maxFiles: most } = this.#allowed;
    for (const name of leftOut)
      this.dispatchEvent(new AttachmentErrorEvent(refuse('count', name, { most }).error));
  }
}

definePart(AttachmentsElement);
