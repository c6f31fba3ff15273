import type { WireObject } from '../protocol/wire-object.js';
import { listObjects } from './list-objects.js';
import { mentions } from './match-prompt.js';
import { readGenerationConfig } from './read-generation-config.js';
import { fieldsOf, textField, textOf } from './read-step.js';
import type { SceneTurn } from './scene.js';

/** Words that occur in any description; they say nothing about what a function is for. */
const emptyWords = new Set([
  'about',
  'call',
  'first',
  'from',
  'function',
  'gets',
  'given',
  'into',
  'returns',
  'sets',
  'tell',
  'tells',
  'that',
  'them',
  'then',
  'this',
  'what',
  'when',
  'with',
  'your',
]);

/** Words that mean nearly the same; where a prompt has one of them, it has them all. */
const kin: readonly (readonly string[])[] = [
  ['weather', 'temperature', 'forecast', 'warmer', 'colder', 'rain', 'rainy', 'sunny'],
  ['time', 'clock', 'hour', 'late'],
  ['mail', 'email', 'message'],
  ['light', 'lights', 'lamp'],
  ['party', 'disco', 'music', 'lights'],
];

function listWords(text: string): string[] {
  const spaced = text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return (spaced.match(/\p{L}{4,}/gu) ?? []).filter((word) => !emptyWords.has(word));
}

/** The functions that a request declares. */
export function listFunctions({ request }: SceneTurn): WireObject[] {
  return listObjects(request.tools).filter((tool) => tool['type'] === 'function');
}

/** The functions that share a word with what was said. */
function findFitting(said: string, functions: readonly WireObject[]): WireObject[] {
  const own = listWords(said);
  const words = new Set(kin.filter((group) => group.some((word) => own.includes(word))).flat());
  for (const word of own) words.add(word);
  const isNamed = (tool: WireObject) => said.includes(textField(tool, 'name'));
  const named = functions.filter(isNamed);
  const fits = (tool: WireObject) =>
    listWords(`${textField(tool, 'name')} ${textField(tool, 'description')}`).some((word) => words.has(word));
  return [...named, ...functions.filter((tool) => !named.includes(tool) && fits(tool))];
}

/** What the user asked in this turn, also when the turn is at the results of functions by now. */
export function readQuestion({ prompt, history }: SceneTurn): string {
  const asked = history.findLast((step) => step.type === 'user_input');
  return prompt || (asked ? textOf(asked).trim() : '');
}

/** The functions that were called since the user last spoke. */
export function listCalled({ prompt, history }: SceneTurn): WireObject[] {
  if (prompt) return [];
  const asked = history.findLastIndex((step) => step.type === 'user_input');
  return history
    .slice(asked + 1)
    .filter((step) => step.type === 'function_call')
    .map(fieldsOf);
}

/** A function to be called, and the words that its arguments are in. */
export interface PlannedCall {
  readonly tool: WireObject;
  readonly words: string;
}

function splitQuestion(question: string): string[] {
  const parts = question.split(/[,;.]?\s*\b(?:and then|then|after that|afterwards)\b\s*/i);
  // “If it is warmer than …, set …”: the condition has to be known first.
  return parts.length === 1 && /^if\b/i.test(question) ? question.split(/,\s*(.*)/s) : parts;
}

/** “In Paris and London” is asked about each of them. */
function forEachPlace(call: PlannedCall): PlannedCall[] {
  const list = /\b(?:in|for|of) (\p{Lu}[^.?!]*)/u.exec(call.words)?.[1] ?? '';
  const places = list.split(/,\s*(?:and\s+)?|\s+and\s+/);
  const areNames = places.every((place) => /^\p{Lu}[\p{L}’-]*(?:\s\p{Lu}[\p{L}’-]*)*$/u.test(place));
  if (places.length < 2 || !areNames) return [call];
  return places.map((place) => ({ tool: call.tool, words: `in ${place}` }));
}

/**
 * The calls that answer a question: groups that come one after the other, each of calls that are made at once;
 * empty where no function has to do with it.
 */
export function planCalls(turn: SceneTurn): readonly (readonly PlannedCall[])[] {
  const functions = listFunctions(turn);
  const choice = readGenerationConfig(turn.request)['tool_choice'];
  const question = readQuestion(turn);
  if (functions.length === 0 || choice === 'none' || !question) return [];
  const plan = (tool: WireObject, words = question): PlannedCall => ({ tool, words });
  if (mentions(question, ['(?:all|every|both) (?:functions?|tools?)', 'party'])) {
    return [functions.map((tool) => plan(tool))];
  }
  const chain: PlannedCall[] = [];
  for (const words of splitQuestion(question)) {
    const called = new Set(chain.map(({ tool }) => tool));
    const next = findFitting(words, functions).find((tool) => !called.has(tool));
    if (next) chain.push(plan(next, words));
  }
  const [first, ...others] = chain;
  if (first && others.length === 0) return [forEachPlace(first)];
  if (chain.length > 0) return chain.map((call) => [call]);
  const isAsked = choice === 'any' || mentions(question, ['functions?', 'tools?']);
  return isAsked ? [functions.slice(0, 1).map((tool) => plan(tool))] : [];
}
