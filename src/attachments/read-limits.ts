import { parseJson } from '../protocol/parse-json.js';
import { readBodyText } from '../protocol/read-body-text.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { FarCall } from './attachment-options.js';

/** How much the far end takes, and by which way. */
export interface Limits {
  /** Bytes that all files of a message may have that travel in the message itself. */
  readonly inlineBytes: number;
  /** Which files can go by themselves, ahead of the message; false where none can. */
  readonly uploads: { readonly maxBytes: number; readonly types: readonly string[] } | false;
  /** Hosts that a link may lead to; undefined where nothing is known of it. */
  readonly uriHosts: readonly string[] | undefined;
}

/** Written as base64 that is 20 MB, which every one of Gemini's limits allows. */
const mostInlineBytes = 15_000_000;
/** The largest file that Gemini takes. */
const mostUploadBytes = 2 * 1024 ** 3;
/** Of a message's body, room for what was said before. */
const mostHistoryBytes = 524_288;
/** A far end that does not say more in this time is taken as one that says nothing. */
const longestWait = 8000;
const longestConfig = 65_536;

/** What is usual; nothing is said against trying. */
export const usualLimits: Limits = {
  inlineBytes: mostInlineBytes,
  uploads: { maxBytes: mostUploadBytes, types: ['*/*'] },
  uriHosts: undefined,
};

/**
 * What the far end says of itself under `/config`; what is usual where it says nothing. Undefined where it could
 * not be asked, and may be later. Never throws.
 */
export async function readLimits(call: FarCall): Promise<Limits | undefined> {
  try {
    const response = await call('/config', {}, AbortSignal.timeout(longestWait));
    if (!response.ok || !response.body) {
      response.body?.cancel().catch(() => undefined);
      return usualLimits;
    }
    const config = parseJson(await readBodyText(response.body, longestConfig));
    return isWireObject(config) ? toLimits(config) : usualLimits;
  } catch {
    return undefined;
  }
}

function toLimits(config: Readonly<Record<string, unknown>>): Limits {
  const { maxBodyBytes, uploads, uriHosts } = config;
  return {
    inlineBytes: isSize(maxBodyBytes) ? fitInline(maxBodyBytes) : mostInlineBytes,
    uploads: readUploads(uploads),
    uriHosts: isTexts(uriHosts) ? uriHosts : undefined,
  };
}

/** Bytes of files for which there is room in a body, where three of them take four. */
function fitInline(maxBodyBytes: number): number {
  const room = maxBodyBytes - Math.min(maxBodyBytes / 4, mostHistoryBytes);
  return Math.min(mostInlineBytes, Math.floor((room * 3) / 4));
}

function readUploads(uploads: unknown): Limits['uploads'] {
  if (uploads === false) return false;
  if (!isWireObject(uploads)) return usualLimits.uploads;
  const { maxBytes, types } = uploads;
  return { maxBytes: isSize(maxBytes) ? maxBytes : mostUploadBytes, types: isTexts(types) ? types : ['*/*'] };
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
