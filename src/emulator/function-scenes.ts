import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { composeText } from './compose-text.js';
import { createSignature } from './create-signature.js';
import { fillSchema } from './fill-schema.js';
import { mentions } from './match-prompt.js';
import { readGenerationConfig } from './read-generation-config.js';
import { fieldsOf, textField } from './read-step.js';
import type { Scene, SceneTurn } from './scene.js';

/** Words that occur in any description; they say nothing about what a function is for. */
const emptyWords = new Set([
  'about',
  'from',
  'gets',
  'given',
  'into',
  'returns',
  'that',
  'this',
  'what',
  'when',
  'with',
  'your',
]);

function listFunctions({ request }: SceneTurn): WireObject[] {
  const tools: readonly unknown[] = request.tools ?? [];
  return tools.filter(isWireObject).filter((tool) => tool['type'] === 'function');
}

function listWords(text: string): string[] {
  const spaced = text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return (spaced.match(/\p{L}{4,}/gu) ?? []).filter((word) => !emptyWords.has(word));
}

function nameOf(tool: WireObject): string {
  return textField(tool, 'name');
}

/** The functions that a prompt is about: those that share a word with it. */
function chooseFunctions(turn: SceneTurn): WireObject[] {
  const functions = listFunctions(turn);
  const choice = readGenerationConfig(turn.request)['tool_choice'];
  if (functions.length === 0 || choice === 'none' || !turn.prompt) return [];
  if (mentions(turn.prompt, ['(?:all|every|both) (?:functions?|tools?)'])) return functions;
  const said = new Set(listWords(turn.prompt));
  const fitting = functions.filter((tool) =>
    listWords(`${nameOf(tool)} ${textField(tool, 'description')}`).some((word) => said.has(word)),
  );
  if (fitting.length > 0) return fitting.slice(0, 1);
  const isAsked = choice === 'any' || mentions(turn.prompt, ['functions?', 'tools?']);
  return isAsked ? functions.slice(0, 1) : [];
}

/** What a prompt offers as an argument: something quoted, a place after “in”, a name, a number. */
function readHints(prompt: string): { text?: string; number?: number } {
  const text =
    /["“”'‘]([^"“”'’]+)["“”'’]/u.exec(prompt)?.[1] ??
    /\b(?:in|for|to|at|of)\s+(\p{Lu}[\p{L}’-]*(?:\s+\p{Lu}[\p{L}’-]*)*)/u.exec(prompt)?.[1] ??
    /(?<=\s)\p{Lu}[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+)*/u.exec(prompt)?.[0];
  const number = /-?\d+(?:\.\d+)?/.exec(prompt)?.[0];
  return { ...(text ? { text } : {}), ...(number ? { number: Number(number) } : {}) };
}

/** Calls a function that the request declares, with arguments that fit its schema. */
export const functionCallScene: Scene = {
  name: 'function call',
  matches: (turn) => chooseFunctions(turn).length > 0,
  reply(turn) {
    const hints = readHints(turn.prompt);
    const calls = turn.history.filter((step) => step.type === 'function_call').length;
    return {
      steps: chooseFunctions(turn).map((tool, index) => {
        const name = nameOf(tool);
        const id = `call-${calls + index + 1}`;
        return {
          type: 'function_call',
          id,
          name,
          arguments: tool['parameters'] ? fillSchema(tool['parameters'], hints) : {},
          signature: createSignature(`${id} ${name} ${turn.prompt}`),
        };
      }),
    };
  },
};

function readResult(result: unknown): string {
  if (typeof result === 'string') return result;
  if (Array.isArray(result)) {
    const texts = result.filter(isWireObject).map((content) => content['text']);
    if (texts.length > 0 && texts.every((text) => typeof text === 'string')) return texts.join('\n');
  }
  return JSON.stringify(result ?? null, undefined, 2);
}

/** A fence longer than any run of backticks in the text, so that the text cannot close it. */
function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const line = '`'.repeat(longest + 1);
  return `${line}\n${text}\n${line}`;
}

/** Answers from what the page's functions returned. */
export const functionResultScene: Scene = {
  name: 'function result',
  matches: ({ input }) => input.some((step) => step.type === 'function_result'),
  reply({ input, history }) {
    const names = new Map(
      history
        .filter((step) => step.type === 'function_call')
        .map((step) => [fieldsOf(step)['id'], String(fieldsOf(step)['name'])]),
    );
    const parts = input
      .filter((step) => step.type === 'function_result')
      .map((step) => {
        const { call_id: callId, result, is_error: isError } = fieldsOf(step);
        const name = names.get(callId) ?? String(fieldsOf(step)['name']);
        const verb = isError === true ? 'could not answer. It reported' : 'answered';
        return `The function \`${name}\` ${verb}:\n\n${fence(readResult(result))}`;
      });
    return {
      steps: [
        composeText(`${parts.join('\n\n')}\n\nThat came from your page, not from me: I only asked for it.`),
      ],
    };
  },
};
