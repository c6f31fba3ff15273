import {
  failingCode,
  failingOutput,
  mendedCode,
  mendedOutput,
  mendedText,
  plotCode,
  plotText,
  writePrimes,
} from './code-texts.js';
import { composeMedia } from './compose-media.js';
import { composeText } from './compose-text.js';
import { composeToolPair, hasTool } from './compose-tool-pair.js';
import { drawImage } from './draw-image.js';
import { mentions, readCommand } from './match-prompt.js';
import type { Scene } from './scene.js';

/** A program and what became of it, as fields of a call and a result. */
function run(code: string, output: string, isError = false, language = 'python') {
  return {
    tool: 'code_execution',
    call: { arguments: { language, code } },
    result: { result: output, is_error: isError },
  };
}

const failingScene: Scene = {
  name: 'failing code',
  matches: ({ prompt }) =>
    /^(?:run )?(?:some )?(?:failing|broken|wrong) (?:code|program)$/.test(readCommand(prompt)),
  reply: (turn) => ({
    steps: [
      ...composeToolPair(turn, run(failingCode, failingOutput, true)),
      ...composeToolPair(turn, { ...run(mendedCode, mendedOutput), number: 2 }),
      composeText(mendedText),
    ],
  }),
};

const plotScene: Scene = {
  name: 'plot',
  matches: (turn) =>
    readCommand(turn.prompt) === 'plot' ||
    (mentions(turn.prompt, ['plot', 'draw[^.?!]{0,20}\\schart', 'bar chart']) &&
      (hasTool(turn, 'code_execution') || /^(?:plot|run)\b/.test(readCommand(turn.prompt)))),
  reply(turn) {
    const bytes = drawImage({ subject: 'chart', seed: turn.prompt, width: 640, height: 400 });
    const image = composeMedia({ type: 'image', mimeType: 'image/png', bytes });
    return {
      steps: [
        ...composeToolPair(turn, run(plotCode, '')),
        { type: 'model_output', content: [{ type: 'text', text: plotText }, image] },
      ],
    };
  },
};

const calculation = [
  'calculate',
  'compute',
  'primes?',
  'prime numbers?',
  'sum of',
  'run (?:some )?(?:code|python)',
];

/** Code that the model writes and Gemini runs. */
const codeExecutionScene: Scene = {
  name: 'code execution',
  matches: (turn) =>
    /^(?:run|execute|code execution)\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'code_execution') && mentions(turn.prompt, calculation)),
  reply(turn) {
    const { code, output, text } = writePrimes(turn.prompt);
    return { steps: [...composeToolPair(turn, run(code, output)), composeText(text)] };
  },
};

/** Scenes in which the model writes a program. */
export const codeScenes: readonly Scene[] = [failingScene, plotScene, codeExecutionScene];
