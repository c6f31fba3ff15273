import type { Step } from '../protocol/step.js';
import { isWireObject } from '../protocol/wire-object.js';
import { coderTexts, coderThoughts } from './agent-texts.js';
import { createThought } from './compose-reply.js';
import { composePassages } from './compose-passages.js';
import { composeText } from './compose-text.js';
import { composeToolPair } from './compose-tool-pair.js';
import { mentions, readCommand } from './match-prompt.js';
import { planText, reportPassages, researchRounds, writePreface } from './research-texts.js';
import { writeSuggestions } from './search-texts.js';
import type { Scene, SceneTurn } from './scene.js';

/** Beats that research takes before anything of it can be seen. */
const researchBeats = 120;

function readAgentConfig({ request }: SceneTurn): Readonly<Record<string, unknown>> {
  const config: unknown = Object.entries(request).find(([name]) => name === 'agent_config')?.[1];
  return isWireObject(config) ? config : {};
}

function isAgent({ request }: SceneTurn, names: RegExp): boolean {
  return names.test(request.agent ?? '');
}

function think(turn: SceneTurn, paragraphs: readonly string[]): Step {
  return createThought(readAgentConfig(turn)['thinking_summaries'] === 'none' ? [] : paragraphs);
}

function isResearch(turn: SceneTurn): boolean {
  return (
    isAgent(turn, /^deep-research/) ||
    (!turn.request.agent && mentions(turn.prompt, ['research (?:the|about|into|report)', 'deep research']))
  );
}

/** Where the plan is to be agreed on, research begins with nothing but a plan. */
const planScene: Scene = {
  name: 'research plan',
  matches: (turn) =>
    isAgent(turn, /^deep-research/) &&
    readAgentConfig(turn)['collaborative_planning'] === true &&
    !turn.history.some((step) => step.type === 'model_output'),
  reply: (turn) => ({
    steps: [think(turn, researchRounds[0]?.thoughts ?? []), composeText(planText)],
    duration: researchBeats / 4,
  }),
};

/** A long report with its searches, thoughts and sources. */
const researchScene: Scene = {
  name: 'research',
  matches: isResearch,
  reply(turn) {
    const steps: Step[] = [];
    for (const [index, { thoughts, queries }] of researchRounds.entries()) {
      const search = composeToolPair(turn, {
        tool: 'google_search',
        number: index + 1,
        call: { arguments: { queries }, search_type: 'web_search' },
        result: { result: queries.map((query) => ({ search_suggestions: writeSuggestions([query]) })) },
      });
      steps.push(think(turn, thoughts), ...search);
    }
    const report = composePassages([{ text: writePreface(turn.prompt) }, ...reportPassages]);
    return { steps: [...steps, report], duration: researchBeats };
  },
};

/** An agent with a computer of its own: it looks around, writes a program, runs it, and reports. */
const coderScene: Scene = {
  name: 'coding agent',
  matches: (turn) => Boolean(turn.request.agent) && readCommand(turn.prompt) !== 'hello',
  reply(turn) {
    const steps: Step[] = [];
    for (const [index, { language, code, output }] of coderTexts.runs.entries()) {
      const run = composeToolPair(turn, {
        tool: 'code_execution',
        number: index + 1,
        call: { arguments: { language, code } },
        result: { result: output, is_error: false },
      });
      steps.push(think(turn, coderThoughts.slice(index, index + 1)), ...run);
    }
    return { steps: [...steps, composeText(coderTexts.answer)] };
  },
};

/** Scenes that managed agents play; research is also done by models, where the words ask for it. */
export const agentScenes: readonly Scene[] = [planScene, researchScene, coderScene];
