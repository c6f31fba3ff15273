import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Message } from '../conversation/message.js';
import { englishMedia, type MediaStrings } from '../i18n/english-media.js';
import { english, type Strings } from '../i18n/english.js';
import { HostList } from '../safety/host-list.js';
import type { ContentOptions } from './content-options.js';
import { createLink } from './create-link.js';
import { definePart } from './define-part.js';
import './file-element.js';
import { LazyPart } from './lazy-part.js';
import { listMedia, type MediaPiece } from './list-media.js';
import { mediaStyles } from './media.styles.js';
import './picture-element.js';
import './player-element.js';
import { readText } from './read-fields.js';

/** The media of a message: what the model made, or what the reader attached. */
export class MediaElement extends LazyPart {
  static readonly tag = 'gemini-chat-media';
  static override sheet = mediaStyles;

  static override properties = {
    message: { attribute: false },
    strings: { attribute: false },
    locale: {},
    content: { attribute: false },
  };

  message?: Message;
  /** The words of the chat; those of media may be among them, and are English otherwise. */
  strings: Strings & Partial<MediaStrings> = english;
  locale = 'en';
  content?: ContentOptions | undefined;

  #words: MediaStrings = englishMedia;
  #imageHosts = new HostList('image-hosts');

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('strings')) this.#words = { ...englishMedia, ...this.strings };
    if (changed.has('content')) this.#imageHosts = readHosts(this.content);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.message) return nothing;
    const pieces = listMedia(this.message);
    if (pieces.length === 0) return nothing;
    const isOwn = this.message.role === 'user';
    return html`<div
      class="media"
      role="group"
      data-role=${this.message.role}
      aria-label=${isOwn ? this.#words.attachedMedia : this.#words.madeMedia}
    >
      ${pieces.map((piece, position) =>
        isOwn
          ? html`<div part="attachment">${this.#renderOwn(piece, position)}</div>`
          : this.#renderMade(piece, position),
      )}
    </div>`;
  }

  #renderMade(piece: MediaPiece, position: number): TemplateResult {
    const { content, isArriving } = piece;
    if (content.type === 'image') return this.#renderPicture(piece, position, false);
    if (!readText(content, 'data')) return this.#renderAddress(piece);
    if (content.type === 'audio' || content.type === 'video') {
      return html`<gemini-chat-player
        .content=${content}
        .position=${position}
        .isArriving=${isArriving}
        .words=${this.#words}
        .locale=${this.locale}
      ></gemini-chat-player>`;
    }
    return this.#renderFile(piece, position, false);
  }

  #renderOwn(piece: MediaPiece, position: number): TemplateResult {
    const { content } = piece;
    if (content.type === 'image' && readText(content, 'data'))
      return this.#renderPicture(piece, position, true);
    const isLink =
      !readText(content, 'data') && readText(content, 'uri') && !isStored(readText(content, 'uri'));
    return isLink ? this.#renderAddress(piece) : this.#renderFile(piece, position, true);
  }

  #renderPicture({ content }: MediaPiece, position: number, isOwn: boolean): TemplateResult {
    return html`<gemini-chat-picture
      .content=${content}
      .position=${position}
      .alt=${isOwn ? this.#words.attachedImage : this.#words.madeImage}
      .bare=${isOwn}
      .imageHosts=${this.#imageHosts}
      .strings=${this.strings}
      .words=${this.#words}
      .locale=${this.locale}
    ></gemini-chat-picture>`;
  }

  #renderFile({ content }: MediaPiece, position: number, isOwn: boolean): TemplateResult {
    return html`<gemini-chat-file
      .content=${content}
      .position=${position}
      .bare=${isOwn}
      .words=${this.#words}
      .locale=${this.locale}
    ></gemini-chat-file>`;
  }

  /** An address is never loaded: it may be anything, and to ask for it tells its host who reads here. */
  #renderAddress({ content }: MediaPiece): TemplateResult {
    const { mediaKind } = this.#words;
    const uri = readText(content, 'uri');
    const kind = readText(mediaKind, content.type) || content.type;
    return html`<div class="card">
      ${guard([uri, kind, this.strings], () => createLink(kind, uri, this.strings))}
    </div>`;
  }
}

/** Whether an address is that of a file which was uploaded to Gemini: nobody can open it by that address. */
function isStored(uri: string): boolean {
  return /\/files\/[\w-]+$/.test(uri) || uri.startsWith('gs:');
}

function readHosts(content: ContentOptions | undefined): HostList {
  try {
    return new HostList('image-hosts', content?.imageHosts);
  } catch {
    // The page hears of it where answers are rendered; here no image is shown by itself.
    return new HostList('image-hosts');
  }
}

definePart(MediaElement);
