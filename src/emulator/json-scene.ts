import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { composeText } from './compose-text.js';
import { fitSample } from './fit-sample.js';
import { chooseSample } from './json-texts.js';
import { readCommand } from './match-prompt.js';
import { readFormats } from './read-formats.js';
import { resolveReferences } from './resolve-references.js';
import type { Scene, SceneTurn } from './scene.js';

/** The JSON that a request wants in place of prose, where it wants that. */
function findJson(turn: SceneTurn): WireObject | undefined {
  return readFormats(turn).find(
    ({ type = 'text', mime_type: mimeType, schema }) =>
      type === 'text' && (mimeType === 'application/json' || isWireObject(schema)),
  );
}

function writeValue(turn: SceneTurn): string {
  const schema = resolveReferences(findJson(turn)?.['schema']);
  const value = isWireObject(schema)
    ? fitSample(schema, chooseSample(turn.prompt, schema))
    : { emulated: true, prompt: turn.prompt };
  return JSON.stringify(value);
}

/** Data that ends in the middle, as at the limit of an answer, or that is no JSON. */
export const brokenJsonScene: Scene = {
  name: 'broken json',
  matches: ({ prompt }) => /^(?:broken|invalid|truncated) json$/.test(readCommand(prompt)),
  reply(turn) {
    const whole = findJson(turn)
      ? writeValue(turn)
      : '{"name":"Ada Lovelace","born":1815,"machines":["loom"]}';
    const points = Array.from(whole);
    const cut = points.slice(0, Math.ceil(points.length * 0.7)).join('');
    if (readCommand(turn.prompt).startsWith('truncated')) {
      return { steps: [composeText(cut)], status: 'incomplete' };
    }
    return `${cut.replaceAll(':', ' =')} and so on`;
  },
};

/** Structured output: a value that fits the schema, or a small object where there is none. */
export const jsonScene: Scene = {
  name: 'json',
  matches: (turn) => findJson(turn) !== undefined,
  reply: writeValue,
};
