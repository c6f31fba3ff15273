import type { Schema } from '@cfworker/json-schema';

const schema: Schema = { $ref: '#' };
const schemas: Schema = { type: 'array', items: schema };
const schemasByName: Schema = { type: 'object', additionalProperties: schema };
const flag: Schema = { type: 'boolean' };
const text: Schema = { type: 'string' };
const texts: Schema = { type: 'array', items: text };
const number: Schema = { type: 'number' };
const count: Schema = { type: 'integer', minimum: 0 };
const pattern: Schema = { type: 'string', format: 'regex' };
const kind: Schema = { enum: ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'] };

/** The keywords that say something, after what may stand in each. */
const keywords: readonly [form: Schema, names: string][] = [
  [{ anyOf: [kind, { type: 'array', items: kind }] }, 'type'],
  [{ type: 'array' }, 'enum'],
  [text, '$ref $anchor format'],
  [pattern, 'pattern'],
  [flag, 'uniqueItems'],
  [number, 'minimum maximum exclusiveMinimum exclusiveMaximum'],
  [{ type: 'number', exclusiveMinimum: 0 }, 'multipleOf'],
  [count, 'minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties'],
  [texts, 'required'],
  [{ type: 'object', additionalProperties: texts }, 'dependentRequired'],
  [schema, 'items unevaluatedItems contains additionalProperties unevaluatedProperties propertyNames'],
  [schema, 'not if then else'],
  [schemas, 'prefixItems anyOf allOf oneOf'],
  [schemasByName, '$defs definitions properties dependentSchemas'],
  [{ ...schemasByName, propertyNames: pattern }, 'patternProperties'],
];

/** The form of a JSON Schema, as a schema. */
export const schemaForm: Schema = {
  type: ['object', 'boolean'],
  properties: Object.fromEntries(
    keywords.flatMap(([form, names]) => names.split(' ').map((name) => [name, form])),
  ),
};
