import { GoogleError } from './google-error.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** What a field must be, in words and as a test. */
export interface Expectation {
  readonly says: string;
  readonly holds: (value: unknown) => boolean;
}

/** The fields that an object may have. */
export type FieldTable = Readonly<Record<string, Expectation>>;

const isText = (value: unknown) => typeof value === 'string';

/** Any text, also none. */
export const text: Expectation = { says: 'a string', holds: isText };
/** A text that says something. */
export const name: Expectation = {
  says: 'a non-empty string',
  holds: (value) => isText(value) && value !== '',
};
/** A boolean. */
export const flag: Expectation = { says: 'true or false', holds: (value) => typeof value === 'boolean' };
/** Any number. */
export const number: Expectation = { says: 'a number', holds: Number.isFinite };
/** A whole number. */
export const integer: Expectation = { says: 'an integer', holds: Number.isInteger };
/** A whole number above zero. */
export const positive: Expectation = {
  says: 'a positive integer',
  holds: (value) => Number.isInteger(value) && Number(value) > 0,
};
/** An object of any fields. */
export const object: Expectation = { says: 'an object', holds: isWireObject };
/** A list of anything. */
export const list: Expectation = { says: 'a list', holds: Array.isArray };
/** A list of texts. */
export const textList: Expectation = {
  says: 'a list of strings',
  holds: (value) => Array.isArray(value) && value.every(isText),
};
/** A list of objects. */
export const objectList: Expectation = {
  says: 'a list of objects',
  holds: (value) => Array.isArray(value) && value.every(isWireObject),
};
/** Whatever it is. */
export const anything: Expectation = { says: 'a value', holds: () => true };

/** One of some words. */
export function oneOf(...choices: string[]): Expectation {
  return {
    says: `one of ${choices.join(', ')}`,
    holds: (value) => choices.some((choice) => choice === value),
  };
}

/** Either of two things. */
export function either(first: Expectation, second: Expectation): Expectation {
  return {
    says: `${first.says} or ${second.says}`,
    holds: (value) => first.holds(value) || second.holds(value),
  };
}

/** Refuses a request in the plain words of a 400. */
export function refuse(message: string): never {
  throw new GoogleError(400, { message });
}

/** Refuses an object in which a known field holds something else than it must; `path` names the object. */
export function checkFields(value: WireObject, table: FieldTable, path = ''): void {
  for (const [field, expectation] of Object.entries(table)) {
    const given = value[field];
    // JSON null stands for "not set", as everywhere in Google's APIs.
    if (given !== undefined && given !== null && !expectation.holds(given)) {
      refuse(`Invalid value at '${path}${field}': expected ${expectation.says}.`);
    }
  }
}

/** Refuses an object that has fields which are not in the table. */
export function checkNames(value: WireObject, table: FieldTable, path = ''): void {
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(table, field));
  if (unknown === undefined) return;
  throw new GoogleError(400, {
    code: 'parameter_unknown',
    message: `Unknown parameter '${path}${unknown}'.`,
  });
}

/** Refuses a list of which an item is no object with a type. */
export function checkItems(items: readonly unknown[], path: string): void {
  for (const [index, item] of items.entries()) {
    if (!isWireObject(item) || !name.holds(item['type'])) {
      refuse(`Invalid value at '${path}[${index}]': expected an object with a type.`);
    }
  }
}
