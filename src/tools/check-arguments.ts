import { type Schema, Validator } from '@cfworker/json-schema';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { CallFailure } from './call-failure.js';
import { schemaForm } from './schema-form.js';

/** As many as a model can mend at once. */
const mostProblems = 5;

/**
 * Throws a `CallFailure` that names path and problem where arguments do not fit a function's schema, and a
 * `TypeError` where the schema is none.
 */
export function checkArguments(args: WireObject, parameters: unknown): void {
  const schema = readSchema(parameters);
  const problems = applySchema(schema, args);
  if (problems.length > 0) {
    throw new CallFailure(
      `The arguments do not fit: ${problems.join(' ')} Call the function again with others.`,
    );
  }
}

function readSchema(parameters: unknown): Schema {
  if (!isWireObject(parameters)) throw new TypeError('The `parameters` of the function are no JSON Schema.');
  const schema = copyPlainly(parameters);
  const faults: string[] = [];
  if (isSchema(schema, faults)) return schema;
  throw new TypeError(`The \`parameters\` of the function are no JSON Schema: ${faults.join(' ')}`);
}

function isSchema(value: unknown, faults: string[]): value is Schema {
  faults.push(...listProblems(schemaForm, value));
  return faults.length === 0;
}

function applySchema(schema: Schema, args: WireObject): string[] {
  try {
    return listProblems(schema, copyPlainly(args));
  } catch (cause) {
    // The validator's own words list addresses, that of the page among them: not for the model.
    const message = cause instanceof Error ? cause.message : '';
    const [problem = 'they cannot be applied.'] = /^Unresolved \$ref "[^"]*"\./.exec(message) ?? [];
    throw new TypeError(`The \`parameters\` of the function are no JSON Schema: ${problem}`, { cause });
  }
}

function listProblems(schema: Schema, value: unknown): string[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(value);
  return errors
    .filter(({ keyword, keywordLocation }, index) => {
      if (keyword === 'false') return false;
      if (keyword === 'anyOf' || keyword === 'oneOf') return true;
      // An error that only says that there is one further in, which follows it.
      return !errors[index + 1]?.keywordLocation.startsWith(`${keywordLocation}/`);
    })
    .slice(0, mostProblems)
    .map(
      ({ instanceLocation, error }) => `${decodeURIComponent(instanceLocation.slice(1)) || '/'}: ${error}`,
    );
}

/**
 * The validator writes into schemas, which may be frozen and belong to the page. It also takes inherited properties
 * for given ones, such as those that a page's scripts add to `Object.prototype`: the copy inherits nothing.
 */
function copyPlainly(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    isWireObject(part) ? Object.assign(Object.create(null), part) : part,
  );
}
