import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { countBytes } from './decode-base64.js';
import { definePart } from './define-part.js';
import { formatBytes } from './format-bytes.js';
import { mediaStyles } from './media.styles.js';
import { MediaPart } from './media-part.js';
import { bareType, findExtension, nameFile, safeType } from './name-file.js';
import { readText } from './read-fields.js';
import { stepIcon } from './step-icons.js';

/** A file as a card: what it is, how large, and a link that saves it. */
export class FileElement extends MediaPart {
  static readonly tag = 'gemini-chat-file';
  static override sheet = mediaStyles;

  static override properties: PropertyDeclarations = { bare: { type: Boolean } };

  /** Without a way to save it, for files that the reader has. */
  bare = false;

  protected override get needsFile(): boolean {
    return !this.bare;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { bare, content, problem, url, words, locale } = this;
    if (!content) return nothing;
    if (problem) return html`<p class="problem">${words.brokenMedia}</p>`;
    const mimeType = readText(content, 'mime_type');
    const known = 'size' in content ? Number(content.size) : 0;
    const size = countBytes(readText(content, 'data')) || known;
    const file = nameFile(content.type, this.position, mimeType, readText(content, 'name'));
    const title = readText(content, 'name') ? file : describeKind(content.type, mimeType, words.mediaKind);
    return html`<div class="card">
      ${stepIcon(content.type === 'document' ? 'file' : 'media')}
      <bdi class="name">${title}</bdi>
      ${size > 0 ? html`<bdi class="facts">${formatBytes(size, locale)}</bdi>` : nothing}
      ${
        url && !bare
          ? html`<a href=${url} download=${file} aria-label=${words.downloadMedia(file)}
              >${words.download}</a
            >`
          : nothing
      }
    </div>`;
  }

  protected override toBlob(bytes: Uint8Array<ArrayBuffer>): Blob | undefined {
    if (bytes.length === 0) return undefined;
    return new Blob([bytes], { type: safeType(readText(this.content, 'mime_type')) });
  }
}

/** "Document, PDF": what it is, and the type where that says something. */
function describeKind(type: string, mimeType: string, kinds: Readonly<Record<string, string>>): string {
  const kind = readText(kinds, type) || type;
  const extension = findExtension(mimeType);
  return bareType(mimeType) === '' || extension === 'bin' ? kind : `${kind} · ${extension.toUpperCase()}`;
}

definePart(FileElement);
