import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** Values for texts whose name says what they hold. */
const textsByName: readonly (readonly [name: RegExp, value: string])[] = [
  [/e-?mail/i, 'ada@example.com'],
  [/(?:url|link|website)/i, 'https://example.com/'],
  [/(?:city|location|place|town)/i, 'Lisbon'],
  [/country/i, 'Portugal'],
  [/(?:colou?r)/i, 'teal'],
  [/(?:title|heading|subject)/i, 'A day by the sea'],
  [/(?:name|author|person)/i, 'Ada Lovelace'],
  [/(?:description|summary|text|answer|content|reason)/i, 'A short text, made up by the emulator.'],
];

const textsByFormat: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  time: '09:30:00Z',
  'date-time': '2026-01-31T09:30:00Z',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '2f1b6c1e-6f0c-4c57-9d38-0a4f6d2f8b11',
};

/** Deeper than this a schema refers to itself; what it wants there is left empty. */
const deepest = 12;

/** What a prompt offers for the arguments of a function. */
export interface SchemaHints {
  /** A text for a required property that has no better value. */
  readonly text?: string;
  readonly number?: number;
}

function fillNumber(schema: WireObject, hint: number | undefined): number {
  const { minimum, maximum } = schema;
  const value = hint ?? (typeof minimum === 'number' ? minimum : 3);
  if (typeof minimum === 'number' && value < minimum) return minimum;
  if (typeof maximum === 'number' && value > maximum) return maximum;
  return value;
}

function fillText(schema: WireObject, name: string, hint: string | undefined): string {
  const format = typeof schema['format'] === 'string' ? textsByFormat[schema['format']] : undefined;
  return format ?? hint ?? textsByName.find(([pattern]) => pattern.test(name))?.[1] ?? 'example';
}

function findType(schema: WireObject): string {
  const { type } = schema;
  const first: unknown = Array.isArray(type) ? type.find((item) => item !== 'null') : type;
  if (typeof first === 'string') return first.toLowerCase();
  if (isWireObject(schema['properties'])) return 'object';
  return schema['items'] === undefined ? 'string' : 'array';
}

/** A value that fits a JSON Schema: its default, its first choice, or one that its name suggests. */
export function fillSchema(schema: unknown, hints: SchemaHints = {}, name = '', depth = 0): unknown {
  if (!isWireObject(schema) || depth > deepest) return null;
  const { enum: choices, anyOf, oneOf } = schema;
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (Array.isArray(choices) && choices.length > 0) return choices[0];
  const alternatives = Array.isArray(anyOf) ? anyOf : oneOf;
  if (Array.isArray(alternatives)) return fillSchema(alternatives[0], hints, name, depth + 1);
  switch (findType(schema)) {
    case 'object': {
      const properties = isWireObject(schema['properties']) ? schema['properties'] : {};
      return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, fillSchema(value, hints, key, depth + 1)]),
      );
    }
    case 'array': {
      const { minItems, items } = schema;
      const length = typeof minItems === 'number' ? Math.min(Math.max(minItems, 1), 20) : 2;
      return Array.from({ length }, () => fillSchema(items, hints, name, depth + 1));
    }
    case 'integer':
      return Math.round(fillNumber(schema, hints.number));
    case 'number':
      return fillNumber(schema, hints.number);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return fillText(schema, name, hints.text);
  }
}
