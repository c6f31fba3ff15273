import { parseJson } from '../protocol/parse-json.js';
import { isWireObject } from '../protocol/wire-object.js';

/** What the backend must know of an upload that began; the visitor carries it, sealed, and cannot read it. */
export interface UploadTicket {
  /** Where Gemini takes the bytes. */
  readonly url: string;
  /** The bytes that the visitor said there are. */
  readonly size: number;
  /** When the ticket ends, in milliseconds since 1970. */
  readonly until: number;
}

const encoder = new TextEncoder();
const ivBytes = 12;

/** Seals a ticket with a key that only this site has, so that nobody else can make one or change it. */
export async function sealTicket(ticket: UploadTicket, apiKey: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const text = encoder.encode(JSON.stringify(ticket));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await deriveKey(apiKey), text);
  return writeBase64Url([...iv, ...new Uint8Array(sealed)]);
}

/** Opens a sealed ticket; undefined where this site did not seal it with this key, or where it ended. */
export async function openTicket(sealed: string, apiKey: string): Promise<UploadTicket | undefined> {
  const bytes = readBase64Url(sealed);
  if (bytes === undefined) return undefined;
  let text: ArrayBuffer;
  try {
    const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, ivBytes) };
    text = await crypto.subtle.decrypt(algorithm, await deriveKey(apiKey), bytes.subarray(ivBytes));
  } catch {
    return undefined;
  }
  const ticket = parseJson(new TextDecoder().decode(text));
  if (!isWireObject(ticket)) return undefined;
  const { url, size, until } = ticket;
  if (typeof url !== 'string' || typeof size !== 'number' || typeof until !== 'number') return undefined;
  return until > Date.now() ? { url, size, until } : undefined;
}

async function deriveKey(apiKey: string): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', encoder.encode(apiKey), 'HKDF', false, ['deriveKey']);
  // Named, so that a key made for something else from the same secret is another one.
  const purpose = { salt: new Uint8Array(), info: encoder.encode('gemini-chat upload ticket') };
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', ...purpose },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function writeBase64Url(bytes: readonly number[]): string {
  const text = btoa(String.fromCodePoint(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function readBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]{32,8192}$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
      letter.charCodeAt(0),
    );
  } catch {
    return undefined;
  }
}
