import { isWireObject } from '../protocol/wire-object.js';
import { listCalled, listFunctions, readQuestion } from './choose-functions.js';
import { fillSchema } from './fill-schema.js';
import { composeCalls } from './function-scenes.js';
import { readCommand } from './match-prompt.js';
import { textField } from './read-step.js';
import { resolveReferences } from './resolve-references.js';
import type { Scene, SceneTurn } from './scene.js';

const noFunction = 'Your page offers no function that I could call. Give the element some, then ask again.';

/** Calls and calls, whatever it is told; who asked has to put an end to it. */
const endlessScene: Scene = {
  name: 'endless calls',
  matches: (turn) =>
    /^(?:call forever|endless calls|never stop calling)$/.test(readCommand(readQuestion(turn))),
  reply(turn) {
    const [tool] = listFunctions(turn);
    if (!tool) return noFunction;
    const number = listCalled(turn).length + 1;
    const schema = resolveReferences(tool['parameters']);
    const hints = { text: `attempt ${number}`, number };
    const given = schema ? fillSchema(schema, hints) : {};
    return { steps: composeCalls(turn, [{ name: textField(tool, 'name'), arguments: given }]) };
  },
};

/** A name that the request did not declare. */
const unknownFunctionScene: Scene = {
  name: 'unknown function',
  matches: ({ prompt }) => /^(?:call )?(?:an )?unknown function$/.test(readCommand(prompt)),
  reply: (turn) => ({
    steps: composeCalls(turn, [{ name: 'water_the_moon', arguments: { litres: 12, gently: true } }]),
  }),
};

/** A value of another type than a schema wants. */
function spoil(schema: unknown): unknown {
  const type = isWireObject(schema) ? schema['type'] : undefined;
  return type === 'string' ? { not: 'a text' } : 'not what the schema says';
}

function spoilArguments(turn: SceneTurn): unknown {
  const schema = resolveReferences(listFunctions(turn)[0]?.['parameters']);
  const properties = isWireObject(schema) && isWireObject(schema['properties']) ? schema['properties'] : {};
  const spoiled = Object.entries(properties).map(([name, value]) => [name, spoil(value)]);
  return { ...Object.fromEntries(spoiled), never_declared: true };
}

/** Arguments that the function's schema does not allow. */
const wrongArgumentsScene: Scene = {
  name: 'wrong arguments',
  matches: ({ prompt }) => /^(?:call with )?(?:wrong|bad|invalid) arguments$/.test(readCommand(prompt)),
  reply(turn) {
    const [tool] = listFunctions(turn);
    if (!tool) return noFunction;
    return {
      steps: composeCalls(turn, [{ name: textField(tool, 'name'), arguments: spoilArguments(turn) }]),
    };
  },
};

/** What is said where there is nothing to call. */
const nothingToCallScene: Scene = {
  name: 'nothing to call',
  matches: (turn) =>
    /^call (?:all|both|every|some|a|the) (?:functions?|tools?)$/.test(readCommand(turn.prompt)) &&
    listFunctions(turn).length === 0,
  reply: () => noFunction,
};

/** Calls that no page should answer as they are; each a command. */
export const functionTroubleScenes: readonly Scene[] = [
  endlessScene,
  unknownFunctionScene,
  wrongArgumentsScene,
  nothingToCallScene,
];
