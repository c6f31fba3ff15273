import { html, nothing, type TemplateResult } from 'lit';
import { countBytes } from './decode-base64.js';
import { definePart } from './define-part.js';
import { formatBytes } from './format-bytes.js';
import { formatDuration } from './format-duration.js';
import { mediaStyles } from './media.styles.js';
import { MediaPart } from './media-part.js';
import { nameFile, safeType } from './name-file.js';
import { readText } from './read-fields.js';
import { measureSound, readSampleFormat, wrapSound, type SampleFormat } from './wrap-sound.js';

/** Plays sound or video by the browser's own controls. */
export class PlayerElement extends MediaPart {
  static readonly tag = 'gemini-chat-player';
  static override sheet = mediaStyles;

  get #isVideo(): boolean {
    return this.content?.type === 'video';
  }

  get #samples(): SampleFormat | undefined {
    const { content } = this;
    if (content?.type !== 'audio') return undefined;
    return readSampleFormat(readText(content, 'mime_type'), content.sample_rate, content.channels);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { content, isArriving, problem, url, words } = this;
    if (!content) return nothing;
    if (problem === 'broken') return html`<p class="problem">${words.brokenMedia}</p>`;
    const kind = this.#isVideo ? words.mediaKind.video : words.mediaKind.audio;
    const facts = [kind, ...this.#listFacts(), ...(isArriving ? [words.receivingMedia] : [])];
    const file = nameFile(
      content.type,
      this.position,
      this.#samples ? 'audio/wav' : readText(content, 'mime_type'),
      readText(content, 'name'),
    );
    return html`<figure part=${content.type}>
      ${problem ? html`<p class="problem">${words.unplayableMedia}</p>` : this.#renderPlayer(kind)}
      <figcaption class="actions">
        <bdi class="facts">${words.fileFacts(facts)}</bdi>
        ${url ? html`<a href=${url} download=${file} aria-label=${words.downloadMedia(file)}>${words.download}</a>` : nothing}
      </figcaption>
    </figure>`;
  }

  protected override toBlob(bytes: Uint8Array<ArrayBuffer>): Blob | undefined {
    if (bytes.length === 0) return undefined;
    const samples = this.#samples;
    if (samples) return wrapSound(bytes, samples);
    const declared = safeType(readText(this.content, 'mime_type'));
    const isPlayable = declared.startsWith(this.#isVideo ? 'video/' : 'audio/');
    return new Blob([bytes], { type: isPlayable ? declared : this.#isVideo ? 'video/mp4' : 'audio/mpeg' });
  }

  #renderPlayer(name: string): TemplateResult {
    // Asks for the first bytes: how long it is, and the first picture of a video.
    return this.#isVideo
      ? html`<div class="frame video">
          <video
            controls
            playsinline
            preload="metadata"
            aria-label=${name}
            src=${this.url || nothing}
            @loadedmetadata=${this.#onSize}
            @error=${this.#onError}
          ></video>
        </div>`
      : html`<audio
          controls
          preload="metadata"
          aria-label=${name}
          src=${this.url || nothing}
          @error=${this.#onError}
        ></audio>`;
  }

  #listFacts(): string[] {
    const size = countBytes(readText(this.content, 'data'));
    const samples = this.#samples;
    const { locale } = this;
    return [samples ? formatDuration(measureSound(size, samples) * 1000, locale) : formatBytes(size, locale)];
  }

  #onSize({ target }: Event): void {
    if (!(target instanceof HTMLVideoElement) || target.videoWidth === 0) return;
    this.style.setProperty('--_ratio', String(target.videoWidth / target.videoHeight));
  }

  #onError(): void {
    // Without a source yet there is nothing that could have failed.
    if (this.url) this.problem = 'unplayable';
  }
}

definePart(PlayerElement);
