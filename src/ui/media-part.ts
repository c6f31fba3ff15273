import type { PropertyDeclarations, PropertyValues } from 'lit';
import { english, type Strings } from '../i18n/english.js';
import { englishMedia, type MediaStrings } from '../i18n/english-media.js';
import type { Content } from '../protocol/step.js';
import { decodeBase64 } from './decode-base64.js';
import { LazyPart } from './lazy-part.js';
import { readText } from './read-fields.js';

/** Why something is not shown: it is not what it says, the browser cannot show it, or it is out of reach. */
export type MediaProblem = '' | 'broken' | 'unplayable' | 'unreachable';

/** Shows one piece of media; what came as base64 becomes a blob's URL for as long as this is on the page. */
export abstract class MediaPart extends LazyPart {
  static override properties: PropertyDeclarations = {
    content: { attribute: false },
    position: { attribute: false },
    strings: { attribute: false },
    words: { attribute: false },
    locale: {},
    isArriving: { attribute: false },
    url: { state: true },
    problem: { state: true },
  };

  content?: Content;
  /** Counts the media of a message from 0; gives files their names. */
  position = 0;
  strings: Strings = english;
  words: MediaStrings = englishMedia;
  locale = 'en';
  /** More of its data may still come: nothing is decoded before all of it is here. */
  isArriving = false;

  protected url = '';
  protected problem: MediaProblem = '';
  #data = '';
  #decoding: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    const data = this.isArriving || !this.needsFile ? '' : readText(this.content, 'data');
    if (data === this.#data) return;
    this.#release();
    this.#data = data;
    if (data) void this.#decode(data);
  }

  /** Whether the bytes are wanted at all. */
  protected get needsFile(): boolean {
    return true;
  }

  /** The file that the bytes are, or nothing where they are none of the kind. */
  protected abstract toBlob(bytes: Uint8Array<ArrayBuffer>): Blob | undefined;

  async #decode(data: string): Promise<void> {
    const decoding = new AbortController();
    this.#decoding = decoding;
    try {
      const bytes = await decodeBase64(data, decoding.signal);
      const blob = decoding.signal.aborted ? undefined : this.toBlob(bytes);
      if (decoding.signal.aborted) return;
      if (blob) this.url = URL.createObjectURL(blob);
      else this.problem = 'broken';
    } catch {
      if (!decoding.signal.aborted) this.problem = 'broken';
    }
  }

  #release(): void {
    this.#decoding?.abort();
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = '';
    this.problem = '';
    this.#data = '';
  }
}
