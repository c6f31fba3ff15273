import { parseJson } from '../protocol/parse-json.js';
import { isWireObject } from '../protocol/wire-object.js';
import { writeBase64Url } from '../visitors/base64-url.js';
import { joinBytes } from './join-bytes.js';

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

/** Seals a ticket with the first of the site's secrets, so that nobody else can make one, read it or change it. */
export async function sealTicket(ticket: UploadTicket, [secret]: readonly string[]): Promise<string> {
  if (secret === undefined) throw new Error('There is no secret to seal a ticket with');
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const text = encoder.encode(JSON.stringify(ticket));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await deriveKey(secret), text);
  return writeBase64Url(joinBytes([iv, new Uint8Array(sealed)]));
}

/** Opens a sealed ticket; undefined where none of these secrets sealed it, or where it ended. */
export async function openTicket(
  sealed: string,
  secrets: readonly string[],
): Promise<UploadTicket | undefined> {
  const bytes = readBase64Url(sealed);
  if (bytes === undefined) return undefined;
  for (const secret of secrets) {
    // One after the other: nearly always the first one fits.
    const text = await decrypt(bytes, secret);
    if (text !== undefined) return readTicket(text);
  }
  return undefined;
}

async function decrypt(bytes: Uint8Array<ArrayBuffer>, secret: string): Promise<string | undefined> {
  try {
    const algorithm = { name: 'AES-GCM', iv: bytes.subarray(0, ivBytes) };
    const key = await deriveKey(secret);
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytes.subarray(ivBytes)));
  } catch {
    return undefined;
  }
}

function readTicket(text: string): UploadTicket | undefined {
  const ticket = parseJson(text);
  if (!isWireObject(ticket)) return undefined;
  const { url, size, until } = ticket;
  if (typeof url !== 'string' || typeof size !== 'number' || typeof until !== 'number') return undefined;
  return until > Date.now() ? { url, size, until } : undefined;
}

async function deriveKey(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey']);
  // Named, so that a key made for something else from the same secret is another one.
  const purpose = { salt: new Uint8Array(), info: encoder.encode('gemini-chat upload ticket') };
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', ...purpose },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
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
