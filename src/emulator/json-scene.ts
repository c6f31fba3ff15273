import { isWireObject } from '../protocol/wire-object.js';
import { fillSchema } from './fill-schema.js';
import type { Scene, SceneTurn } from './scene.js';

interface JsonFormat {
  readonly schema: unknown;
}

/** The JSON that a request wants in place of prose, where it wants that. */
function findFormat({ request }: SceneTurn): JsonFormat | undefined {
  const { response_format: wanted, response_mime_type: mimeType } = request;
  const formats: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  const format = formats
    .filter(isWireObject)
    .find(
      (candidate) =>
        (candidate['type'] ?? 'text') === 'text' &&
        (candidate['mime_type'] === 'application/json' || isWireObject(candidate['schema'])),
    );
  if (format) return { schema: format['schema'] };
  return mimeType === 'application/json' ? { schema: undefined } : undefined;
}

/** Structured output: a value that fits the schema, or a small object where there is none. */
export const jsonScene: Scene = {
  name: 'json',
  matches: (turn) => findFormat(turn) !== undefined,
  reply(turn) {
    const schema = findFormat(turn)?.schema;
    const value = isWireObject(schema) ? fillSchema(schema) : { emulated: true, prompt: turn.prompt };
    return JSON.stringify(value);
  },
};
