import type { PictureSize } from './measure-picture.js';

function hasLetters(bytes: Uint8Array, place: number, letters: string): boolean {
  return Array.from(letters).every((letter, index) => bytes[place + index] === letter.charCodeAt(0));
}

function readJpeg(view: DataView): PictureSize {
  let place = 2;
  for (;;) {
    const marker = view.getUint8(place + 1);
    // The start of a frame, of whatever kind; three of these numbers mean something else.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: view.getUint16(place + 5), width: view.getUint16(place + 7) };
    }
    place += marker === 0xff ? 1 : 2 + view.getUint16(place + 2);
  }
}

function readWebp(view: DataView, bytes: Uint8Array): PictureSize {
  if (hasLetters(bytes, 12, 'VP8X')) {
    const read = (place: number) => 1 + view.getUint16(place, true) + (view.getUint8(place + 2) << 16);
    return { width: read(24), height: read(27) };
  }
  if (hasLetters(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function readKnown(bytes: Uint8Array, view: DataView): PictureSize | undefined {
  if (hasLetters(bytes, 1, 'PNG\r\n')) return { width: view.getUint32(16), height: view.getUint32(20) };
  if (hasLetters(bytes, 0, 'GIF8')) {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (hasLetters(bytes, 0, '\u00FF\u00D8\u00FF')) return readJpeg(view);
  return hasLetters(bytes, 8, 'WEBPVP8') ? readWebp(view, bytes) : undefined;
}

/** The size that the beginning of a PNG, JPEG, GIF or WebP file tells; `undefined` where it tells none. */
export function readPictureSize(bytes: Uint8Array): PictureSize | undefined {
  try {
    return readKnown(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch {
    // The file ends before its size.
    return undefined;
  }
}
