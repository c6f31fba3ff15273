import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { CallFailure } from './call-failure.js';

/** Keys that reach an object's prototype where somebody assigns them. */
const prototypeKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Deeper than any form that a page asks to be filled in; what walks through the arguments walks by recursion. */
const mostLevels = 100;

/** The arguments of a call, as a deeply frozen copy. Throws a `CallFailure` where no function may see them. */
export function readArguments(value: unknown, malformed?: string): WireObject {
  const given: unknown = value ?? {};
  if (malformed !== undefined || !isWireObject(given)) {
    throw new CallFailure('The arguments are no JSON object. Call the function again with a JSON object.');
  }
  refuseUnsafe(given, 0);
  const copy: WireObject = JSON.parse(JSON.stringify(given), (_key, part: unknown) => Object.freeze(part));
  return copy;
}

function refuseUnsafe(value: unknown, level: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (level === mostLevels)
    throw new CallFailure(`The arguments are nested in more than ${mostLevels} levels.`);
  for (const [key, part] of Object.entries(value)) {
    if (prototypeKeys.has(key)) throw new CallFailure(`The arguments must not have a property "${key}".`);
    // Half a character cannot be written in a path, nor sent anywhere.
    if (/\p{Surrogate}/u.test(key)) throw new CallFailure('The name of a property is no valid text.');
    refuseUnsafe(part, level + 1);
  }
}
