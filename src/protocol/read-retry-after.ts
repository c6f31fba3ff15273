import type { WireError } from './wire-error.js';
import { isWireObject } from './wire-object.js';

/** A day: limits for a day end within it, and a clock or a proxy that says more is wrong. */
const longestWait = 86_400;

/** `Tue, 29 Oct 2026 16:56:32 GMT`; `Date.parse` alone would also take most words with a number in them. */
const httpDate = /^[A-Za-z]{3,9}, \d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;

function readDate(text: string | null): number | undefined {
  return text !== null && httpDate.test(text.trim()) ? Date.parse(text) : undefined;
}

function readHeader(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const until = readDate(text);
  // Measured by the server's own clock where it shows it: the visitor's may be hours off.
  return until === undefined ? undefined : (until - (readDate(headers.get('date')) ?? Date.now())) / 1000;
}

function readDetails({ details }: WireError): number | undefined {
  if (!Array.isArray(details)) return undefined;
  for (const detail of details) {
    const delay: unknown = isWireObject(detail) ? detail['retryDelay'] : undefined;
    const seconds = isWireObject(delay) ? delay['seconds'] : delay;
    const text = typeof seconds === 'number' ? String(seconds) : seconds;
    const found = typeof text === 'string' ? /^(\d+(?:\.\d+)?)s?$/.exec(text) : null;
    if (found) return Number(found[1]);
  }
  return undefined;
}

/** Whole seconds to wait before trying again, where the headers or the error say; never over a day. */
export function readRetryAfter(error: WireError, headers?: Headers): number | undefined {
  const seconds = (headers ? readHeader(headers) : undefined) ?? readDetails(error);
  if (seconds === undefined || Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(Math.ceil(seconds), 0), longestWait);
}
