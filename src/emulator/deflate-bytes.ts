import { BitWriter } from './bit-writer.js';

// RFC 1951 in its simplest form that still compresses: one block, fixed codes, the latest match wins.
const longestMatch = 258;
const farthestMatch = 32_768;
const hashBits = 15;
const endOfBlock = 256;

function reverseBits(bits: number, count: number): number {
  let reversed = 0;
  for (let index = 0; index < count; index += 1) reversed |= ((bits >> index) & 1) << (count - 1 - index);
  return reversed;
}

/** The fixed code of a literal or a length; codes are sent from their highest bit. */
function fixedCode(symbol: number): readonly [bits: number, count: number] {
  if (symbol < 144) return [reverseBits(0x30 + symbol, 8), 8];
  if (symbol < 256) return [reverseBits(0x190 + symbol - 144, 9), 9];
  if (symbol < 280) return [reverseBits(symbol - 256, 7), 7];
  return [reverseBits(0xc0 + symbol - 280, 8), 8];
}

const codes = Array.from({ length: 288 }, (_, symbol) => fixedCode(symbol));

function writeSymbol(writer: BitWriter, symbol: number): void {
  const code = codes[symbol];
  if (code) writer.write(...code);
}

function writeLength(writer: BitWriter, length: number): void {
  const rest = length - 3;
  if (length === longestMatch) return writeSymbol(writer, 285);
  if (rest < 4) return writeSymbol(writer, 257 + rest);
  const extra = 29 - Math.clz32(rest);
  writeSymbol(writer, 261 + 4 * extra + ((rest >> extra) & 3));
  writer.write(rest & ((1 << extra) - 1), extra);
}

function writeDistance(writer: BitWriter, distance: number): void {
  const rest = distance - 1;
  const extra = Math.max(0, 30 - Math.clz32(rest));
  const code = rest < 4 ? rest : 2 * extra + 2 + ((rest >> extra) & 1);
  writer.write(reverseBits(code, 5), 5);
  if (rest >= 4) writer.write(rest & ((1 << extra) - 1), extra);
}

function countEqual(bytes: Uint8Array, from: number, to: number): number {
  const most = Math.min(longestMatch, bytes.length - to);
  let count = 0;
  while (count < most && bytes[from + count] === bytes[to + count]) count += 1;
  return count;
}

function hash(bytes: Uint8Array, place: number): number {
  const three = (bytes[place] ?? 0) | ((bytes[place + 1] ?? 0) << 8) | ((bytes[place + 2] ?? 0) << 16);
  return Math.imul(three, 0x9e3779b1) >>> (32 - hashBits);
}

function writeBlock(writer: BitWriter, bytes: Uint8Array): void {
  const latest = new Int32Array(1 << hashBits).fill(-farthestMatch - 1);
  for (let place = 0; place < bytes.length;) {
    const slot = hash(bytes, place);
    const from = latest[slot] ?? place;
    latest[slot] = place;
    const isNear = place - from <= farthestMatch && from < place;
    const length = isNear ? countEqual(bytes, from, place) : 0;
    if (length < 3) {
      writeSymbol(writer, bytes[place] ?? 0);
      place += 1;
    } else {
      writeLength(writer, length);
      writeDistance(writer, place - from);
      place += length;
    }
  }
  writeSymbol(writer, endOfBlock);
}

function sumBytes(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 0x10000 + low;
}

/** Bytes compressed as a zlib stream; not the smallest one, but with no more than a screenful of code. */
export function deflateBytes(bytes: Uint8Array): Uint8Array {
  const writer = new BitWriter(bytes.length >> 3);
  writer.write(0x78, 8);
  writer.write(0x01, 8);
  // The last block, of fixed codes.
  writer.write(0b011, 3);
  writeBlock(writer, bytes);
  const body = writer.finish();
  const stream = new Uint8Array(body.length + 4);
  stream.set(body);
  new DataView(stream.buffer).setUint32(body.length, sumBytes(bytes));
  return stream;
}
