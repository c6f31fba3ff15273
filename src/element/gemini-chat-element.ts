import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import { isBusy, type Snapshot } from '../conversation/snapshot.js';
import { english } from '../i18n/english.js';
import { ChatError } from '../protocol/chat-error.js';
import type { Content } from '../protocol/step.js';
import type { AttachmentOptions } from '../attachments/attachment-options.js';
import type { AttachmentErrorEvent } from '../ui/attachments-element.js';
import type { AnnouncerElement } from '../ui/announcer-element.js';
import type { ComposerElement, ComposerSendEvent } from '../ui/composer-element.js';
import { readContentOptions } from '../ui/content-options.js';
import { describeError } from '../ui/describe-error.js';
import type { CallDecisionEvent } from '../ui/function-call-element.js';
import type { MessageActionEvent } from '../ui/actions-element.js';
import type { TurnActionEvent } from '../ui/notice-element.js';
import type { ReuseMediaEvent } from '../ui/picture-element.js';
import type { CallRenderer } from '../ui/message-element.js';
import { registerParts } from '../ui/register-parts.js';
import { sheets } from '../ui/sheets.js';
import type { SuggestionEvent } from '../ui/transcript-element.js';
import { canConnect, closeTransport } from './choose-transport.js';
import { ConversingElement } from './conversing-element.js';
import { ChatSendEvent } from './events.js';
import { findLanguage } from './find-language.js';
import { inOrder } from './in-order.js';
import { listChanges } from './list-changes.js';
import { listErrorEvents } from './list-error-events.js';
import { narrate } from './narrate.js';
import { findVoice } from './open-sound.js';
import { preloadTurn } from './preload-turn.js';
import { PresenceController } from './presence-controller.js';
import { readAttachmentOptions } from './read-attachment-options.js';
import { SlotWatcher } from './slot-watcher.js';
import { surfaceStyles } from './surface.styles.js';
import { themeStyles } from './theme.styles.js';
import { findUnsent, restoreUnsent, takeBackUnsent } from './unsent-draft.js';

/**
 * A chat with Gemini: asks through a backend of yours, streams the answer as safe markdown, keeps the
 * conversation.
 *
 * @tag gemini-chat
 *
 * @event {ChatSendEvent} chat-send - Before a message is taken; cancelable, and `input` may be changed.
 * @event {ChatReplyStartEvent} chat-reply-start - The first of a reply arrived.
 * @event {ChatReplyDeltaEvent} chat-reply-delta - More of a reply arrived; at most once a frame.
 * @event {ChatReplyEndEvent} chat-reply-end - A reply ended; its `status` says how.
 * @event {ChatErrorEvent} chat-error - Something went wrong; the reader has been told.
 * @event {ChatSignInEvent} chat-sign-in - After a `chat-error` `unauthorized`: let the reader sign in, then call `retry()`.
 * @event {ChatFunctionCallEvent} chat-function-call - The model calls a function of the page; cancel it to refuse.
 * @event {ChatStatusChangeEvent} chat-status-change - The chat began or ceased to do something.
 * @event {ChatConversationChangeEvent} chat-conversation-change - The conversation became another one.
 *
 * @slot header - In place of the heading.
 * @slot empty - Before the first message, in place of the greeting.
 * @slot avatar-user - A picture of the reader, copied beside each of their messages.
 * @slot avatar-model - A picture of the model, copied beside each of its messages.
 * @slot composer-start - Before the message box.
 * @slot composer-end - Between the message box and its buttons.
 * @slot disclaimer - A line below the message box.
 * @slot footer - Below everything.
 *
 * @csspart surface - The whole chat.
 * @csspart header - The top, with the heading.
 * @csspart transcript - The scroller of messages.
 * @csspart message - A message of either side.
 * @csspart message-user - A message of the reader.
 * @csspart message-model - A message of the model.
 * @csspart bubble - What holds the text of a message.
 * @csspart content - The text of a message.
 * @csspart thoughts - The fold-out of the model's thoughts.
 * @csspart step - What else the model did for an answer.
 * @csspart function-call - A call of one of the page's functions.
 * @csspart citation - The mark of a source in the text.
 * @csspart sources - The list of sources.
 * @csspart search-suggestions - Google's search suggestions.
 * @csspart attachment - A file: beside the message box, or in a message.
 * @csspart action-button - A button for what can be done with a message.
 * @csspart branch - Which of several versions a message is.
 * @csspart usage - What a reply cost, in tokens.
 * @csspart code-block - A block of code.
 * @csspart code-header - The top of a block of code: its language and its buttons.
 * @csspart copy-button - The button that copies code, or a table as comma-separated values.
 * @csspart wrap-button - The switch that breaks long lines of code.
 * @csspart diagram-button - The button that draws a diagram of its description.
 * @csspart diagram - A diagram.
 * @csspart math - A formula.
 * @csspart alert - A note, tip, warning or the like; also `alert-note`, `alert-tip` and so on.
 * @csspart footnotes - The list of footnotes.
 * @csspart table - The scroller around a table.
 * @csspart plain-text - Text shown as it was written, since it is too large or too deep to be laid out.
 * @csspart image-open - The button around an image that opens it larger.
 * @csspart image-button - Stands for an image from elsewhere until it is asked for.
 * @csspart link-host - The host that a link leads to, where its text does not say it.
 * @csspart composer - The message box with its buttons.
 * @csspart input - The box to write in.
 * @csspart attach-button - Chooses files to go with the message.
 * @csspart voice-button - Switches the microphone on and off.
 * @csspart sound-button - Mutes answers that are heard.
 * @csspart send-button - Sends the message.
 * @csspart stop-button - Stops the answer.
 * @csspart suggestion - A question offered before the first message.
 * @csspart jump-button - Goes to the latest message.
 * @csspart notice - A remark or an error.
 * @csspart error - An error.
 * @csspart retry-button - Tries again, or goes on.
 *
 * @cssState ready - Nothing is under way.
 * @cssState submitted - A message was sent; nothing has come back yet.
 * @cssState streaming - An answer is arriving.
 * @cssState awaiting-confirmation - A call of a function waits for the reader's consent.
 * @cssState error - The last turn went wrong.
 * @cssState empty - Nothing has been said yet.
 */
export class GeminiChatElement extends ConversingElement {
  static override styles = [themeStyles, surfaceStyles, ...sheets];

  static override properties = { snapshot: { state: true, attribute: false } };

  readonly #internals = this.attachInternals();
  readonly #slots = new SlotWatcher(this);
  readonly #strings = english;
  private snapshot = this.conversation.snapshot;
  #canSend = false;
  #content = readContentOptions(this);
  #attachments: AttachmentOptions | undefined;
  readonly #findRenderer: CallRenderer = ({ name }) =>
    this.functions?.find((candidate) => candidate.name === name)?.render;

  constructor() {
    super();
    registerParts();
    // Kept by the element, as each of its controllers is.
    void new PresenceController(this, {
      onLost: () => {
        void this.conversation.halt();
        closeTransport(this);
      },
      onOnline: () => this.#onOnline(),
    });
    this.conversation.subscribe(inOrder((snapshot) => this.#tell(snapshot)));
  }

  /**
   * Sends a message as if the reader had: after `chat-send`, which may change or refuse it. With a text go the
   * files that are attached. While a reply is under way it waits its turn. Resolves to the finished reply, whose `status` and `error` say how it went.
   *
   * @throws {ChatError} `not-configured` where the chat has no endpoint, `invalid-request` where there is
   * nothing to send; a `DOMException` named `AbortError` where the page refused the message.
   */
  async send(input: string | Content[]): Promise<Message> {
    // Lit hands on what a page set before the upgrade with the first update.
    if (!this.hasUpdated && this.isConnected) await this.updateComplete;
    if (this.restoring) await this.restoring;
    const files = typeof input === 'string' ? this.#composer?.compose(input) : undefined;
    const reply = this.#take(files ?? input);
    if (files) this.#composer?.clearFiles();
    return reply;
  }

  /**
   * Attaches files to the next message, and links: YouTube's, and of files that Gemini can fetch. Resolves when
   * each is ready, or the reader has been told why not.
   *
   * @throws {ChatError} `attachment-failed` where the chat takes no files.
   */
  async attach(files: Iterable<File | URL | string>): Promise<void> {
    await this.updateComplete;
    await this.#composer?.attach(files);
  }

  /**
   * Asks the last turn again where it failed, was stopped or cut. Resolves to the finished reply, or to
   * `undefined` where there is nothing to try again.
   */
  async retry(): Promise<Message | undefined> {
    const { messages } = this;
    const reply = this.conversation.retry();
    if (reply) takeBackUnsent(messages, this.#composer);
    return reply;
  }

  /** Begins another conversation; this one is forgotten. */
  newConversation(): void {
    this.clear();
  }

  /** Forgets the conversation. What the reader has typed stays in the message box. */
  clear(): void {
    takeBackUnsent(this.messages, this.#composer);
    this.conversation.clear();
  }

  /** Puts the focus into the message box. */
  override focus(options?: FocusOptions): void {
    if (this.hasUpdated) this.#composer?.focus(options);
    else void this.updateComplete.then(() => this.#composer?.focus(options));
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'aria-label', 'lang'];
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isOther = (...names: string[]) => names.some((name) => changed.has(name));
    if (isOther('imageHosts', 'linkHosts', 'headingLevel')) this.#content = readContentOptions(this);
    // The far end's own limits are asked for once for each of these.
    const isOtherWay = isOther('endpoint', 'tokenEndpoint', 'getToken', 'apiBase', 'api');
    if (!this.hasUpdated || isOtherWay || isOther('attachments', 'accept', 'maxFileBytes', 'maxFiles')) {
      this.#attachments = readAttachmentOptions(this);
    }
    if (isOtherWay) this.#canSend = canConnect(this);
    const { states } = this.#internals;
    const { messages, status } = this.snapshot;
    states.clear();
    states.add(status);
    if (messages.length === 0) states.add('empty');
  }

  protected override render(): TemplateResult {
    const { messages } = this.snapshot;
    const strings = this.#strings;
    const locale = findLanguage(this);
    return html`
      <section
        part="surface"
        aria-label=${this.getAttribute('aria-label') || this.heading || strings.chat}
        @keydown=${this.#onKeydown}
        @focusin=${() => preloadTurn(this)}
        @composer-send=${this.#onComposerSend}
        @composer-stop=${this.stop}
        @suggestion=${this.#onSuggestion}
        @turn-action=${this.#onTurnAction}
        @retry-now=${() => this.conversation.hurry()}
        @call-decision=${(event: CallDecisionEvent) => this.conversation.decide(event.id, event.accepted)}
        @message-action=${this.#onMessageAction}
        @reuse-media=${this.#onReuseMedia}
        @attachment-error=${this.#onAttachmentError}
      >
        <div part="header" ?hidden=${!this.heading && !this.#slots.hasHeader}>
          <slot name="header" @slotchange=${this.#slots.onChange}>
            <div class="heading" role="heading" aria-level=${this.#content.headingLevel - 1}>
              ${this.heading}
            </div>
          </slot>
        </div>
        <gemini-chat-transcript
          .messages=${messages}
          .suggestions=${this.suggestions ?? []}
          .strings=${strings}
          .locale=${locale}
          .renderers=${this.#findRenderer}
          .avatars=${this.#slots.avatars}
          .content=${this.#content}
        ></gemini-chat-transcript>
        ${
          this.#canSend
            ? nothing
            : html`<gemini-chat-notice
                class="connection"
                .strings=${strings}
                .text=${strings.errors['not-configured']}
              ></gemini-chat-notice>`
        }
        <gemini-chat-composer
          .strings=${strings}
          .placeholder=${this.placeholder}
          .locale=${locale}
          .attachments=${this.#attachments}
          .voice=${findVoice(this, this.conversation)}
          .busy=${isBusy(this.status)}
        ></gemini-chat-composer>
        <div class="foot">
          <slot name="disclaimer"></slot>
          <slot name="footer"></slot>
        </div>
        <gemini-chat-announcer></gemini-chat-announcer>
        <div hidden>
          <slot name="avatar-user" @slotchange=${this.#slots.onChange}></slot>
          <slot name="avatar-model" @slotchange=${this.#slots.onChange}></slot>
        </div>
      </section>
    `;
  }

  #tell(snapshot: Snapshot): void {
    const before = this.snapshot;
    this.snapshot = snapshot;
    if (snapshot.messages.length === 0) this.#announcer?.hush();
    for (const event of listChanges(before, snapshot)) this.dispatchEvent(event);
    for (const announcement of narrate(before, snapshot, this.#strings, this.#composer?.voice?.isHeard))
      this.#announcer?.announce(announcement);
    restoreUnsent(before.messages, this.messages, this.#composer);
  }

  /** Takes a message into the conversation, or throws at once. */
  #take(input: string | Content[], replaces?: string): Promise<Message> {
    const event = new ChatSendEvent(input);
    if (!this.dispatchEvent(event)) throw new DOMException('The page refused the message.', 'AbortError');
    preloadTurn(this);
    const { messages } = this;
    try {
      const reply = this.conversation.send(event.input, { replaces });
      // An unsent message can still be seen above; its copy would only be in the way of the next.
      takeBackUnsent(messages, this.#composer);
      return reply;
    } catch (error) {
      if (error instanceof ChatError) {
        this.#tellError(error);
        this.#announcer?.announce({ text: describeError(error, this.#strings), urgent: true });
      }
      throw error;
    }
  }

  #onComposerSend(event: ComposerSendEvent): void {
    try {
      void this.#take(event.contents ?? event.text, event.replaces);
    } catch {
      // Refused, and said so: what was typed stays in the box.
      event.preventDefault();
    }
  }

  #onSuggestion(event: SuggestionEvent): void {
    if (this.#ask(event.text)) this.focus();
    else this.#composer?.restore(event.text);
  }

  /** Asks something that the reader picked; whether it was taken. */
  #ask(text: string): boolean {
    try {
      void this.#take(text);
      return true;
    } catch {
      return false;
    }
  }

  #onTurnAction(event: TurnActionEvent): void {
    // The button goes away with the notice; the message box takes the focus.
    this.focus();
    if (event.action === 'retry') void this.retry().catch(() => {});
    else this.#ask(this.#strings.continuePrompt);
  }

  #onMessageAction({ id, change }: MessageActionEvent): void {
    const { branch, text } = change;
    if (branch !== undefined) return void this.switchBranch(id, branch).catch(() => {});
    // The control that was used goes away with the message; the message box takes the focus.
    this.focus();
    const reply = text === undefined ? this.regenerate(id) : this.edit(id, text);
    void reply.catch(() => {});
  }

  /** The tray has told the reader already. */
  #onAttachmentError({ error }: AttachmentErrorEvent): void {
    this.#tellError(error);
  }

  #tellError(error: ChatError): void {
    for (const event of listErrorEvents(error)) this.dispatchEvent(event);
  }

  #onReuseMedia({ content }: ReuseMediaEvent): void {
    void this.#composer?.reuse([content]);
    this.focus();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || !isBusy(this.status)) return;
    event.stopPropagation();
    this.stop();
    this.focus();
  }

  #onOnline(): void {
    // An answer that was cut keeps what arrived: whether to ask again is the reader's choice.
    if (findUnsent(this.messages)?.error?.code === 'offline' && this.status === 'error')
      void this.retry().catch(() => {});
  }

  get #announcer(): AnnouncerElement | null {
    return this.shadowRoot?.querySelector<AnnouncerElement>('gemini-chat-announcer') ?? null;
  }

  get #composer(): ComposerElement | null {
    return this.shadowRoot?.querySelector<ComposerElement>('gemini-chat-composer') ?? null;
  }
}
