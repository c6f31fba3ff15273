import { readImageSize } from './read-image-size.js';

/** Letters of base64 that hold what comes before the size in nearly all files, even a camera's notes. */
const headLength = 65_536;
const base64 = /^data:[^,]{1,200};base64,/i;
/** Taller ones open larger; in the text they take no more of it than this. */
const maxHeight = 576;

/** The size that an image in a `data:` URL takes in the text, read from its bytes; empty where it is not known. */
export function readRasterSize(source: string): { width: string; height: string } | Record<string, never> {
  const [prefix] = base64.exec(source.slice(0, 220)) ?? [];
  if (prefix === undefined) return {};
  try {
    const head = atob(source.slice(prefix.length, prefix.length + headLength));
    const { width, height } = readImageSize(Uint8Array.from(head, (byte) => byte.charCodeAt(0))) ?? {};
    if (!width || !height) return {};
    const scale = Math.min(1, maxHeight / height);
    const place = (length: number): string => String(Math.max(1, Math.round(length * scale)));
    return { width: place(width), height: place(height) };
  } catch {
    // No base64 after all.
    return {};
  }
}
