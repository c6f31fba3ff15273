import type { Fault, FaultBody } from './fault.js';
import { GoogleError } from './google-error.js';

const bodies: readonly FaultBody[] = ['interactions', 'google', 'html', 'empty'];
const counted = ['drop', 'reset', 'cut', 'garbage', 'stall'] as const;
const grammar =
  'status:503, with ;body=interactions|google|html|empty and ;retry-after=5, or drop:3, reset:3, cut:3, ' +
  'garbage:3, stall:3, silence, chunks:1';

function refuse(text: string): never {
  throw new GoogleError(400, { message: `Unknown fault '${text}'; known are ${grammar}.` });
}

function readStatus(text: string, status: number, settings: ReadonlyMap<string, string>): Fault {
  if (!(status >= 200 && status <= 599)) refuse(text);
  const body = bodies.find((name) => name === settings.get('body'));
  if (settings.has('body') && !body) refuse(text);
  const wait = settings.get('retry-after');
  return {
    kind: 'status',
    status,
    ...(body ? { body } : {}),
    ...(wait === undefined ? {} : { retryAfter: /^\d+$/.test(wait) ? Number(wait) : wait }),
  };
}

/** Reads a fault from the header `x-emulator-fault` or the query's `fault`: `drop:3`, `status:429;retry-after=7`. */
export function readFault(text: string): Fault {
  const [head = '', ...rest] = text.split(';').map((part) => part.trim());
  const found = /^([a-z]+)(?::(\d+))?$/.exec(head);
  if (!found) refuse(text);
  const [, name, digits] = found;
  const settings = new Map(
    rest.map((part): [string, string] => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals), part.slice(equals + 1)];
    }),
  );
  const number = digits === undefined ? undefined : Number(digits);
  if (name === 'status') return readStatus(text, number ?? 0, settings);
  if (settings.size > 0) refuse(text);
  if (name === 'silence') return { kind: 'silence' };
  if (name === 'chunks') {
    if (number === 0) refuse(text);
    return { kind: 'chunks', size: number ?? 1 };
  }
  const kind = counted.find((candidate) => candidate === name);
  return kind ? { kind, after: number ?? 0 } : refuse(text);
}
