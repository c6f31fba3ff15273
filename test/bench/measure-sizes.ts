import { resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { readModules } from '../support/read-modules.js';

const dist = resolve(import.meta.dirname, '../../dist');

/** Every script that a browser can load from the script-tag folders, largest first. */
export function measureSizes() {
  return ['cdn', 'standalone']
    .flatMap((folder) =>
      [...readModules(`${dist}/${folder}`)].map(([file, { text }]) => ({ folder, file, text })),
    )
    .map(({ folder, file, text }) => ({
      file: `${folder}/${file}`,
      bytes: Buffer.byteLength(text),
      gzip: gzipSync(text).length,
      brotli: brotliCompressSync(text).length,
    }))
    .sort((one, other) => other.bytes - one.bytes);
}
