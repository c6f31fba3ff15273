import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { writeBase64Url } from './base64-url.js';

/** Half of what SHA-256 gives, which nobody can guess either. */
const macBytes = 16;

/** Letters of a code as `computeMac` and as `computeHexMac` write it. */
export const macLetters = 22;
export const hexMacLetters = 2 * macBytes;

/** A code that only who has the key can make for these fields, in the letters of base64url. */
export function computeMac(key: Uint8Array, fields: readonly string[]): string {
  return writeBase64Url(compute(key, fields));
}

/** The same in the digits that names of files may have. */
export function computeHexMac(key: Uint8Array, fields: readonly string[]): string {
  return bytesToHex(compute(key, fields));
}

/** An id that nobody can guess, of as many letters as a code. */
export function createRandomId(): string {
  return writeBase64Url(crypto.getRandomValues(new Uint8Array(macBytes)));
}

/** Compares in a time that does not tell how far two texts are alike. */
export function isSameMac(mac: string, other: string): boolean {
  if (mac.length !== other.length) return false;
  let difference = 0;
  for (let index = 0; index < mac.length; index += 1) {
    difference |= mac.charCodeAt(index) ^ other.charCodeAt(index);
  }
  return difference === 0;
}

function compute(key: Uint8Array, fields: readonly string[]): Uint8Array {
  // As JSON, in which no other fields look the same when they are put in a row.
  return hmac(sha256, key, utf8ToBytes(JSON.stringify(fields))).subarray(0, macBytes);
}
