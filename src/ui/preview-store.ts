import type { Attachment } from '../attachments/attachment.js';

/** Pictures that cannot bring anything along: no scripts, no fonts, no other files. */
const raster: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/bmp',
]);

/** Small pictures of files, held only as long as they are shown. */
export class PreviewStore {
  readonly #addresses = new Map<number, string>();
  /** Files that turned out to be no pictures. */
  readonly #broken = new Set<number>();

  /** Holds pictures of these files and lets go of all others. */
  keep(items: readonly Attachment[]): void {
    const ids = new Set(items.map(({ id }) => id));
    for (const [id, address] of this.#addresses) if (!ids.has(id)) this.#release(id, address);
    for (const item of items) {
      if (!this.#addresses.has(item.id) && !this.#broken.has(item.id)) this.#make(item);
    }
  }

  /** The address of a file's picture, where it has one. */
  find({ id }: Attachment): string | undefined {
    return this.#addresses.get(id);
  }

  /** What looked like a picture is none. */
  giveUp({ id }: Attachment): void {
    this.#broken.add(id);
    this.#release(id, this.#addresses.get(id) ?? '');
  }

  clear(): void {
    for (const [id, address] of this.#addresses) this.#release(id, address);
  }

  #make({ id, state, mimeType = '', source, content }: Attachment): void {
    if (state === 'refused' || !raster.has(mimeType)) return;
    if (source instanceof File) this.#addresses.set(id, URL.createObjectURL(source));
    else if (content?.type === 'image' && content.data) {
      this.#addresses.set(id, `data:${mimeType};base64,${content.data}`);
    }
  }

  #release(id: number, address: string): void {
    if (address.startsWith('blob:')) URL.revokeObjectURL(address);
    this.#addresses.delete(id);
  }
}
