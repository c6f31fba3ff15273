import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { checkFields, type FieldTable } from './check-fields.js';
import { GoogleError } from './google-error.js';

/**
 * Refuses an object with fields that are not in the table, or hold something else than they must. Google's older
 * APIs name an unknown field, and where it stands, in a way of their own.
 */
export function checkClassicFields(value: WireObject, table: FieldTable, path: string): void {
  const unknown = Object.keys(value).find((field) => !Object.hasOwn(table, field));
  if (unknown !== undefined) {
    const place = path ? ` at '${path}'` : '';
    const description = `Invalid JSON payload received. Unknown name "${unknown}"${place}: Cannot find field.`;
    const violations = [{ ...(path ? { field: path } : {}), description }];
    const details = [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: violations }];
    throw new GoogleError(400, { message: description, details });
  }
  checkFields(value, table, path ? `${path}.` : '');
}

/** The same for what may be there; what is no object is refused where its own place is checked. */
export function checkNestedFields(value: unknown, table: FieldTable, path: string): void {
  if (isWireObject(value)) checkClassicFields(value, table, path);
}
