import type { WireObject } from '../protocol/wire-object.js';
import { createRandom } from './create-random.js';
import { encodeBase64 } from './encode-base64.js';

/** Something made for an answer. */
export interface MediaFile {
  readonly type: 'image' | 'audio' | 'video' | 'document';
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  /** What the wire tells of it beside, such as a sample rate. */
  readonly more?: WireObject;
}

/**
 * A file as the content of an answer: its data, or an address where the request wants it delivered so. The
 * address leads nowhere, as there is no server to keep the file.
 */
export function composeMedia(file: MediaFile, delivery?: unknown): WireObject {
  const { type, mimeType, bytes, more = {} } = file;
  if (delivery !== 'uri') return { type, mime_type: mimeType, data: encodeBase64(bytes), ...more };
  const name = Math.floor(createRandom(`${type} ${bytes.length}`)() * 2 ** 32).toString(36);
  return { type, mime_type: mimeType, uri: `https://emulator.invalid/files/${name}`, ...more };
}
