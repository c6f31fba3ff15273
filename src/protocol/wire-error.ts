import { parseJson } from './parse-json.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** An error as Google and backends write it, taken out of its wrappers. */
export interface WireError {
  /** A name (`rate_limit_exceeded`), or an HTTP or gRPC number. */
  readonly code?: string | number;
  /** Google's name of the class of error, such as `RESOURCE_EXHAUSTED`. */
  readonly status?: string;
  readonly message?: string;
  readonly details?: unknown;
}

/** Wrappers nest in practice two or three deep; hostile ones end here. */
const deepestNesting = 6;

function readMessage(value: WireObject): string | undefined {
  return [value['message'], value['detail'], value['error_description']].find(
    (text): text is string => typeof text === 'string' && text !== '',
  );
}

function readObject(value: WireObject, depth: number): WireError | undefined {
  const inner = value['error'] ?? (Array.isArray(value['errors']) ? value['errors'][0] : undefined);
  const unwrapped = inner === undefined ? undefined : findWireError(inner, depth + 1);
  if (unwrapped) return unwrapped;
  const { code, status, details } = value;
  const message = readMessage(value);
  const error: WireError = {
    ...((typeof code === 'string' && code !== '') || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'string' && status !== '' ? { status } : {}),
    ...(message === undefined ? {} : { message }),
    ...(details === undefined ? {} : { details }),
  };
  if (error.code === undefined && error.status === undefined && message === undefined) return undefined;
  // Some proxies put the whole JSON of the error into its message.
  const nested = message === undefined ? undefined : readNested(message, depth);
  return nested ? { ...error, ...nested } : error;
}

function readNested(message: string, depth: number): WireError | undefined {
  if (!/^\s*[{[]/.test(message)) return undefined;
  return findWireError(parseJson(message), depth + 1);
}

/** The error in `value`: bare, in an `error` field, in an array, or as JSON in a string. */
export function findWireError(value: unknown, depth = 0): WireError | undefined {
  if (depth > deepestNesting) return undefined;
  if (typeof value === 'string') {
    if (value.trim() === '') return undefined;
    return readNested(value, depth) ?? { message: value };
  }
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 10)) {
      const error = isWireObject(item) ? findWireError(item, depth + 1) : undefined;
      if (error) return error;
    }
    return undefined;
  }
  return isWireObject(value) ? readObject(value, depth) : undefined;
}
