import { deflateBytes } from './deflate-bytes.js';
import { joinBytes } from './join-bytes.js';

/** A raster of colours, three bytes (red, green, blue) a pixel, row by row. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const checkTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let sum = index;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

function checkSum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (checkTable[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

function toBytes(number: number): number[] {
  return [number >>> 24, (number >>> 16) & 0xff, (number >>> 8) & 0xff, number & 0xff];
}

function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const named = joinBytes([type, data]);
  return joinBytes([toBytes(data.length), named, toBytes(checkSum(named))]);
}

/** Each row of a PNG begins with the number of its filter; 0 is none. */
function addFilters({ width, height, pixels }: Raster): Uint8Array {
  const row = width * 3;
  const rows = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y += 1) {
    rows.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  }
  return rows;
}

/** A raster as a PNG file, with a remark (in ASCII) and a note of who made it. */
export function encodePng(raster: Raster, comment: string): Uint8Array {
  const header = [...toBytes(raster.width), ...toBytes(raster.height), 8, 2, 0, 0, 0];
  return joinBytes([
    '\u0089PNG\r\n\u001A\n',
    writeChunk('IHDR', Uint8Array.from(header)),
    writeChunk('tEXt', joinBytes(['Software\0Offline emulator of the Gemini API'])),
    writeChunk('tEXt', joinBytes([`Comment\0${comment}`])),
    writeChunk('IDAT', deflateBytes(addFilters(raster))),
    writeChunk('IEND', new Uint8Array()),
  ]);
}
