import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { readImageSize, type ImageHeader } from '../images/read-image-size.js';
import type { Content } from '../protocol/step.js';
import { HostList, parseUrl } from '../safety/host-list.js';
import { createLink } from './create-link.js';
import { decodeHead } from './decode-base64.js';
import { definePart } from './define-part.js';
import { mediaStyles } from './media.styles.js';
import { MediaPart } from './media-part.js';
import { nameFile, safeType } from './name-file.js';
import { readText } from './read-fields.js';

const headLength = 32_768;
/** A file of some kilobytes can ask for gigabytes of pixels. */
const mostPixels = 120_000_000;

/** The reader wants to go on with something that was made: to have it changed, for one. */
export class ReuseMediaEvent extends Event {
  readonly content: Content;

  constructor(content: Content) {
    super('reuse-media', { bubbles: true });
    this.content = content;
  }
}

/** Shows an image. One that is only an address waits for a click, unless the page trusts its host. */
export class PictureElement extends MediaPart {
  static readonly tag = 'gemini-chat-picture';
  static override sheet = mediaStyles;

  static override properties: PropertyDeclarations = {
    alt: { attribute: false },
    bare: { type: Boolean, reflect: true },
    imageHosts: { attribute: false },
    isWanted: { state: true },
  };

  /** What it shows, in words. */
  alt = '';
  /** Without anything to do about it. */
  bare = false;
  /** The addresses whose images load by themselves. */
  imageHosts = new HostList('image-hosts');

  private isWanted = false;
  #header: ImageHeader | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('content')) return;
    this.isWanted = false;
    this.#header = readImageSize(decodeHead(readText(this.content, 'data'), headLength));
    this.#reserve();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { content, problem, url, words } = this;
    if (!content) return nothing;
    const remote = readText(content, 'data') ? undefined : parseUrl(readText(content, 'uri'));
    if (remote) return this.#renderRemote(remote);
    if (problem === 'broken') return html`<p class="problem">${words.brokenMedia}</p>`;
    const isShown = problem === '';
    return html`<figure part="image">
      ${
        isShown
          ? html`<div class="frame" data-sized=${this.#header?.width ? '' : nothing}>
              ${url ? this.#renderImage(url) : nothing}
            </div>`
          : html`<p class="problem">${words.unplayableMedia}</p>`
      }
      ${this.bare ? nothing : this.#renderActions(content)}
    </figure>`;
  }

  protected override toBlob(bytes: Uint8Array<ArrayBuffer>): Blob | undefined {
    const header = readImageSize(bytes);
    if (!header) return undefined;
    this.#header = header;
    this.#reserve();
    const { width = 0, height = 0, mimeType } = header;
    if (width * height > mostPixels) this.problem = 'unplayable';
    // By what it is, and not by what it calls itself.
    return new Blob([bytes], { type: safeType(mimeType) });
  }

  #renderImage(url: string): TemplateResult {
    const { width, height } = this.#header ?? {};
    return html`<img
      src=${url}
      alt=${this.alt || this.words.madeImage}
      width=${width ?? nothing}
      height=${height ?? nothing}
      decoding="async"
      referrerpolicy="no-referrer"
      @error=${this.#onError}
    />`;
  }

  #renderActions(content: Content): TemplateResult {
    const { url, words } = this;
    const file = nameFile('image', this.position, this.#header?.mimeType ?? '');
    return html`<figcaption class="actions">
      ${url ? html`<a href=${url} download=${file} aria-label=${words.downloadMedia(file)}>${words.download}</a>` : nothing}
      <button type="button" class="edit" @click=${() => this.dispatchEvent(new ReuseMediaEvent(content))}>
        ${words.editImage}
      </button>
    </figcaption>`;
  }

  #renderRemote(url: URL): TemplateResult {
    const { alt, problem, strings, words } = this;
    const isWeb = /^https?:$/.test(url.protocol);
    if (problem) {
      return html`<p class="problem">
        ${words.unreachableMedia(url.hostname)} ${createLink(alt || url.hostname, url.href, strings)}
      </p>`;
    }
    if (isWeb && (this.isWanted || this.imageHosts.allows(url))) {
      return html`<figure part="image"><div class="frame">${this.#renderImage(url.href)}</div></figure>`;
    }
    if (!isWeb) return html`<p class="problem">${words.mediaKind.image}</p>`;
    return html`<button type="button" part="image-button" @click=${this.#onWant}>
      ${strings.loadImage(url.hostname, alt)}
    </button>`;
  }

  /** Keeps the room free that the image will take, so that nothing moves when it comes. */
  #reserve(): void {
    const { width = 0, height = 0 } = this.#header ?? {};
    if (width === 0) return;
    this.style.setProperty('--_ratio', String(width / height));
    this.style.setProperty('--_natural', `${width}px`);
  }

  #onWant(): void {
    this.isWanted = true;
  }

  #onError(): void {
    this.problem = readText(this.content, 'data') ? 'unplayable' : 'unreachable';
  }
}

definePart(PictureElement);
