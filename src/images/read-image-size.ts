import { readJpegSize } from './read-jpeg-size.js';

/** What the first bytes of an image say about it; no width and height where they do not say so yet. */
export interface ImageHeader {
  readonly mimeType: string;
  readonly width?: number;
  readonly height?: number;
}

/** Reads what kind of raster image the bytes begin, and how large it is; `undefined` for anything else. */
export function readImageSize(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { mimeType, marks, size } of formats) {
    if (!marks.some(([place, mark]) => hasMark(bytes, place, mark))) continue;
    try {
      const [width, height] = size(view);
      if (width > 0 && height > 0) return { mimeType, width, height };
    } catch {
      // The bytes end before their size is told.
    }
    return { mimeType };
  }
  return undefined;
}

interface Format {
  readonly mimeType: string;
  readonly marks: readonly (readonly [place: number, mark: string])[];
  readonly size: (view: DataView) => readonly [width: number, height: number];
}

const formats: readonly Format[] = [
  {
    mimeType: 'image/png',
    marks: [[0, '\x89PNG\r\n\x1A\n']],
    size: (view) => [view.getUint32(16), view.getUint32(20)],
  },
  { mimeType: 'image/jpeg', marks: [[0, '\xFF\xD8\xFF']], size: readJpegSize },
  {
    mimeType: 'image/gif',
    marks: [
      [0, 'GIF87a'],
      [0, 'GIF89a'],
    ],
    size: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  },
  { mimeType: 'image/webp', marks: [[8, 'WEBPVP8']], size: readWebpSize },
  {
    mimeType: 'image/avif',
    marks: [
      [4, 'ftypavif'],
      [4, 'ftypavis'],
    ],
    size: readIspeSize,
  },
  {
    mimeType: 'image/heic',
    marks: [
      [4, 'ftyphei'],
      [4, 'ftypmif1'],
    ],
    size: readIspeSize,
  },
  {
    mimeType: 'image/tiff',
    marks: [
      [0, 'II*\0'],
      [0, 'MM\0*'],
    ],
    size: () => [0, 0],
  },
  {
    mimeType: 'image/bmp',
    marks: [[0, 'BM']],
    size: (view) => [view.getInt32(18, true), Math.abs(view.getInt32(22, true))],
  },
];

function hasMark(bytes: Uint8Array, place: number, mark: string): boolean {
  return Array.from(mark).every((letter, index) => bytes[place + index] === letter.charCodeAt(0));
}

function readWebpSize(view: DataView): [number, number] {
  const kind = String.fromCharCode(view.getUint8(15));
  if (kind === 'X') {
    const read = (place: number): number =>
      1 + view.getUint16(place, true) + (view.getUint8(place + 2) << 16);
    return [read(24), read(27)];
  }
  if (kind === 'L') {
    const bits = view.getUint32(21, true);
    return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
  }
  return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
}

/** The boxes of these formats name the size of each picture in the file: its tiles and its preview are smaller. */
function readIspeSize(view: DataView): [number, number] {
  let size: [number, number] = [0, 0];
  const end = Math.min(view.byteLength, 16_384) - 16;
  for (let place = 0; place < end; place += 1) {
    if (view.getUint32(place) !== 0x69737065) continue;
    const found: [number, number] = [view.getUint32(place + 8), view.getUint32(place + 12)];
    if (found[0] * found[1] > size[0] * size[1]) size = found;
  }
  return size;
}
