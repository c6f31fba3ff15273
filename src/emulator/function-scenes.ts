import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { listCalled, planCalls, type PlannedCall } from './choose-functions.js';
import { composeText } from './compose-text.js';
import { createSignature } from './create-signature.js';
import { fenceText } from './fence-text.js';
import { fillSchema } from './fill-schema.js';
import { fieldsOf, textField } from './read-step.js';
import { resolveReferences } from './resolve-references.js';
import type { Scene, SceneTurn } from './scene.js';

/** What a prompt offers as an argument: something quoted, a place after “in”, a name, a number. */
function readHints(prompt: string): { text?: string; number?: number } {
  const text =
    /["“”]([^"“”]+)["“”]/u.exec(prompt)?.[1] ??
    // An apostrophe inside of a word quotes nothing.
    /(?<![\p{L}\p{N}])['‘]([^'’]+)['’](?![\p{L}\p{N}])/u.exec(prompt)?.[1] ??
    /\b(?:in|for|to|at|of)\s+(\p{Lu}[\p{L}’-]*(?:\s+\p{Lu}[\p{L}’-]*)*)/u.exec(prompt)?.[1] ??
    /(?<=\s)\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+)*/u.exec(prompt)?.[0];
  const number = /-?\d+(?:\.\d+)?/.exec(prompt)?.[0];
  return { ...(text ? { text } : {}), ...(number ? { number: Number(number) } : {}) };
}

/** What a call is made of. */
export interface CallParts {
  readonly name: string;
  readonly arguments: unknown;
}

/** Function calls as Gemini makes them at once: with ids of their own, and one signature, on the first. */
export function composeCalls({ history, prompt }: SceneTurn, calls: readonly CallParts[]): Step[] {
  const earlier = history.filter((step) => step.type === 'function_call').length;
  return calls.map(({ name, arguments: given }, index) => {
    const id = `call-${earlier + index + 1}`;
    const signature = index === 0 ? { signature: createSignature(`${id} ${name} ${prompt}`) } : {};
    return { type: 'function_call', id, name, arguments: given, ...signature };
  });
}

function prepare({ tool, words }: PlannedCall): CallParts {
  const schema = resolveReferences(tool['parameters']);
  return {
    name: textField(tool, 'name'),
    arguments: schema ? fillSchema(schema, readHints(words)) : {},
  };
}

/** Calls the functions that a question is about, with arguments that fit their schemas. */
export const functionCallScene: Scene = {
  name: 'function call',
  matches: (turn) => turn.prompt !== '' && planCalls(turn).length > 0,
  reply: (turn) => ({ steps: composeCalls(turn, (planCalls(turn)[0] ?? []).map(prepare)) }),
};

function listResults({ input }: SceneTurn): Step[] {
  return input.filter((step) => step.type === 'function_result');
}

function findNext(turn: SceneTurn): readonly PlannedCall[] | undefined {
  const results = listResults(turn);
  const hasFailed = results.some((step) => fieldsOf(step)['is_error'] === true);
  // One call a group, where there are several groups: so many calls, so many groups are done.
  return results.length > 0 && !turn.prompt && !hasFailed
    ? planCalls(turn)[listCalled(turn).length]
    : undefined;
}

/** The next call of a chain, once the one before it is answered. */
export const functionChainScene: Scene = {
  name: 'function chain',
  matches: (turn) => findNext(turn) !== undefined,
  reply: (turn) => ({ steps: composeCalls(turn, (findNext(turn) ?? []).map(prepare)) }),
};

function readResult(result: unknown): string {
  if (typeof result === 'string') return result;
  if (Array.isArray(result)) {
    const texts = result.filter(isWireObject).map((content: WireObject) => content['text']);
    if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts.join('\n');
  }
  return JSON.stringify(result ?? null, undefined, 2);
}

/** Answers from what the page's functions returned. */
export const functionResultScene: Scene = {
  name: 'function result',
  matches: (turn) => listResults(turn).length > 0,
  reply(turn) {
    const names = new Map(
      turn.history
        .filter((step) => step.type === 'function_call')
        .map((step) => [fieldsOf(step)['id'], String(fieldsOf(step)['name'])]),
    );
    const parts = listResults(turn).map((step) => {
      const { call_id: callId, result, is_error: isError } = fieldsOf(step);
      const name = names.get(callId) ?? String(fieldsOf(step)['name']);
      const verb = isError === true ? 'could not answer. It reported' : 'answered';
      return `The function \`${name}\` ${verb}:\n\n${fenceText(readResult(result))}`;
    });
    return {
      steps: [
        composeText(`${parts.join('\n\n')}\n\nThat came from your page, not from me: I only asked for it.`),
      ],
    };
  },
};
