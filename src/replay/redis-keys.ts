import type { ReplyPiece } from './reply-piece.js';

/** Milliseconds that a reply stays in Redis when whoever keeps it fell. */
export const longestStayMs = 600_000;

/** Milliseconds without a sign of life after which the machine that makes a reply counts as fallen. */
export const leaseMs = 5000;

/** Readers that a reply may have elsewhere. */
export const mostReaders = 8;

/** What Redis has of a reply. */
export interface ReplyKeys {
  /** Its pieces, a stream. */
  readonly log: string;
  /** There while some machine makes the reply. */
  readonly lease: string;
  /** Who reads it elsewhere: a hash of how often each looked, and how many bytes it has read. */
  readonly readers: string;
  /** What is wanted of the machine that makes it. */
  readonly wish: string;
}

/** The keys of a reply, by Gemini's id of it; the braces keep them on one machine of a cluster. */
export function findKeys(id: string): ReplyKeys {
  const base = `gemini-chat:reply:{${id}}`;
  return { log: `${base}:log`, lease: `${base}:lease`, readers: `${base}:readers`, wish: `${base}:wish` };
}

/** A piece as Redis keeps it, and where it stands. */
export interface KeptPiece extends ReplyPiece {
  readonly place: number;
  /** Bytes before it. */
  readonly before: number;
}

/** The end of a reply, after its last piece. */
export interface KeptEnd {
  readonly place: number;
  readonly isEnd: true;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a machine writes into a lease: that it is its own, and whether Gemini works on the reply in the background. */
export function writeLease(isRun: boolean): string {
  return `${isRun ? 'run' : 'call'} ${crypto.randomUUID()}`;
}

/** The fields of a piece. */
export function writePiece({ bytes, last, id }: ReplyPiece, before: number): Record<string, string> {
  return {
    ...writeBytes(bytes),
    last: last ? '1' : '0',
    before: String(before),
    ...(id === undefined ? {} : { id }),
  };
}

/** What an entry of the stream says. */
export function readEntry(entryId: string, fields: Readonly<Record<string, string>>): KeptPiece | KeptEnd {
  const place = Number(entryId.slice(0, entryId.indexOf('-'))) - 1;
  const { text, base64, last, before, id, end } = fields;
  if (end !== undefined) return { place, isEnd: true };
  return {
    place,
    bytes: text === undefined ? readBase64(base64 ?? '') : encoder.encode(text),
    last: last === '1',
    before: Number(before),
    ...(id === undefined ? {} : { id }),
  };
}

/** Text where it is some; a long event may be cut inside a character. */
function writeBytes(bytes: Uint8Array): Record<string, string> {
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return { base64: btoa(binary) };
  }
}

function readBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
