import * as v from 'valibot';
import { refuse } from './answer-error.js';

/** The refusal of a request that names the field at fault. */
export function refuseField(name: string, reason: string): Error {
  return refuse(400, 'invalid_request', `The field "${shorten(name)}" ${reason}.`);
}

/** The refusal of a request that asks for what the site does not offer. */
export function refuseWithheld(name: string): Error {
  return refuseField(name, 'is not available on this site');
}

/** The refusal of a request that refers to what there is not, or to what is somebody else's: nobody can tell. */
export function refuseUnknown(name: string): Error {
  return refuse(404, 'not_found', `What the field "${shorten(name)}" refers to does not exist.`);
}

/** Refuses more steps, or contents, than the site takes in one request. */
export function checkLength(name: string, value: unknown, mostItems: number): void {
  if (Array.isArray(value) && value.length > mostItems) {
    throw refuseField(name, `has more than the ${mostItems} entries that are allowed here`);
  }
}

/** What a schema makes of a visitor's value; refuses it, naming the first field at fault. */
export function parseFields<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? '';
  // In a strict object nothing is expected where an unknown field stands.
  if (issue.expected === 'never') {
    throw refuse(400, 'parameter_unknown', `The field "${shorten(path)}" is not known here.`);
  }
  if (issue.received === 'undefined') throw refuseField(path, 'is missing');
  throw refuseField(path, 'has a value that is not allowed here');
}

/** Names are the sender's own words; an answer need not repeat a megabyte of them. */
function shorten(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
