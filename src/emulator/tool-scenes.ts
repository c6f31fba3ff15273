import { composeText } from './compose-text.js';
import { createSignature } from './create-signature.js';
import { mentions, readCommand } from './match-prompt.js';
import type { Scene, SceneTurn } from './scene.js';
import { pageText, primesCode, primesOutput, primesText } from './tool-texts.js';

/** Whether the request lets the model use one of Gemini's own tools. */
export function hasTool({ request }: SceneTurn, type: string): boolean {
  return request.tools?.some((tool) => tool.type === type) ?? false;
}

/** An id for a call of Gemini's own tools: none is used twice in a conversation. */
export function createCallId({ history }: SceneTurn, type: string): string {
  const earlier = history.filter((step) => step.type === type).length;
  return `${type.replaceAll('_', '-')}-${earlier + 1}`;
}

/** Code that the model writes and Gemini runs. */
export const codeExecutionScene: Scene = {
  name: 'code execution',
  matches: (turn) =>
    /^(?:run|execute|code execution)\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'code_execution') && mentions(turn.prompt, ['calculate', 'compute', 'primes?', 'sum of'])),
  reply(turn) {
    const id = createCallId(turn, 'code_execution_call');
    return {
      steps: [
        {
          type: 'code_execution_call',
          id,
          arguments: { language: 'python', code: primesCode },
          signature: createSignature(`${id} call`),
        },
        {
          type: 'code_execution_result',
          call_id: id,
          result: primesOutput,
          is_error: false,
          signature: createSignature(`${id} result`),
        },
        composeText(primesText),
      ],
    };
  },
};

const webAddress = /https?:\/\/[^\s<>"')\]]+/;

/** A page that Gemini reads because its address was named. */
export const urlContextScene: Scene = {
  name: 'url context',
  matches: (turn) =>
    webAddress.test(turn.prompt) &&
    (hasTool(turn, 'url_context') || mentions(turn.prompt, ['read', 'open', 'summari[sz]e', 'page'])),
  reply(turn) {
    const url = webAddress.exec(turn.prompt)?.[0] ?? '';
    const id = createCallId(turn, 'url_context_call');
    return {
      steps: [
        {
          type: 'url_context_call',
          id,
          arguments: { urls: [url] },
          signature: createSignature(`${id} call`),
        },
        {
          type: 'url_context_result',
          call_id: id,
          result: [{ url, status: 'success' }],
          is_error: false,
          signature: createSignature(`${id} result`),
        },
        composeText(pageText),
      ],
    };
  },
};
