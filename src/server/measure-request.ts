import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** Text of any language and the words around it have about so many bytes a token. */
export const bytesPerToken = 4;

/**
 * What a byte of base64 media is worth of a byte of text: Gemini takes some 260 to 1100 tokens for an image, 260 for a
 * page or a second of video and 32 for a second of sound, however many bytes they have. For files as people send them
 * that is a 32nd or less.
 */
export const mediaShare = 1 / 32;

/** Bytes of text that an image is taken for which a request only refers to. */
const imageBytes = 4096;
/** The same for a file that may be long. */
const fileBytes = 65_536;
/** The same for what was said before and is kept by Gemini. */
const historyBytes = 16_384;

const mediaTypes = /^(?:image|audio|video|document)\b|^application\/pdf$/;

/** The bytes of text that a request is worth in tokens, to estimate with where Gemini does not say what it cost. */
export function measureRequest(body: unknown): number {
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (Array.isArray(body)) return body.reduce<number>((sum, item) => sum + measureRequest(item), 0);
  if (!isWireObject(body)) return bytesPerToken;
  const entries = Object.entries(body);
  return entries.reduce((sum, [name, value]) => sum + name.length + measureField(name, value, body), 0);
}

function measureField(name: string, value: unknown, owner: WireObject): number {
  const type = owner['mime_type'] ?? owner['mimeType'] ?? owner['type'];
  if (typeof value === 'string' && typeof type === 'string') {
    if (name === 'data' && mediaTypes.test(type)) return Math.ceil(value.length * mediaShare);
    if (/^(?:uri|fileUri|file_uri)$/.test(name)) return type.startsWith('image') ? imageBytes : fileBytes;
  }
  return name === 'previous_interaction_id' ? historyBytes : measureRequest(value);
}
