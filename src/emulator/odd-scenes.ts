import { composeText } from './compose-text.js';
import { createSignature } from './create-signature.js';
import { composeCalls } from './function-scenes.js';
import { readCommand } from './match-prompt.js';
import { composePassages } from './compose-passages.js';
import { fieldsOf } from './read-step.js';
import type { Scene, SceneReply } from './scene.js';

function onCommand(name: string, command: RegExp, reply: SceneReply): Scene {
  return { name, matches: ({ prompt }) => command.test(readCommand(prompt)), reply: () => reply };
}

const unknownStep: SceneReply = {
  steps: [
    {
      type: 'weather_simulation',
      id: 'weather-simulation-1',
      model: 'emulated-skies',
      hours: 48,
      signature: createSignature('weather simulation'),
    },
    composeText(
      'Before this answer came a step of a kind that does not exist: `weather_simulation`. A client keeps it, sends it back with the conversation, and need not understand it.',
    ),
  ],
};

const unknownContent: SceneReply = {
  steps: [
    {
      type: 'model_output',
      content: [
        { type: 'text', text: 'After this sentence comes a content of a kind that does not exist.' },
        { type: 'hologram', mime_type: 'model/hologram', depth: 3 },
      ],
    },
  ],
};

const unknownAnnotation: SceneReply = {
  steps: [
    composePassages([
      { text: 'This sentence has ' },
      { text: 'a remark – of an unknown kind –', remarks: [{ type: 'mood_citation', mood: 'curious' }] },
      { text: ' and is read like any other.' },
    ]),
  ],
};

/** The question comes once more, as a step of the answer. */
const repeatedQuestion: SceneReply = {
  steps: [
    { type: 'user_input', content: [{ type: 'text', text: 'Repeat my question.' }] },
    composeText(
      'Before this answer came your question, as a step of its own. A record of a conversation holds such steps; a client must not take them for my words.',
    ),
  ],
};

/** A function that nobody on the page has to run. */
const answeredCallScene: Scene = {
  name: 'answered call',
  matches: ({ prompt }) => /^answered (?:function )?call$/.test(readCommand(prompt)),
  reply(turn) {
    const name = 'measure_fern';
    const calls = composeCalls(turn, [{ name, arguments: { shelf: 3 } }]);
    const results = calls.map((call) => ({
      type: 'function_result',
      call_id: fieldsOf(call)['id'],
      name,
      result: [{ type: 'text', text: '{"height_cm":41}' }],
      is_error: false,
    }));
    const text =
      'The fern on the third shelf is **41 cm** high. The function was called and answered on this side: a client shows it, and runs nothing.';
    return { steps: [...calls, ...results, composeText(text)] };
  },
};

/** A text, and then a second output that could not be made. */
const outputError: SceneReply = {
  steps: [
    composeText('The first half of this answer is here. The second could not be made.'),
    {
      type: 'model_output',
      error: { code: 'api_error', message: 'The second half of the answer could not be made.' },
    },
  ],
  status: 'failed',
};

/** What is rare or comes only with later versions of the API; each a command. */
export const oddScenes: readonly Scene[] = [
  onCommand('unknown step', /^unknown step$/, unknownStep),
  onCommand('unknown content', /^unknown (?:content|delta)$/, unknownContent),
  onCommand('unknown annotation', /^unknown (?:annotation|citation)$/, unknownAnnotation),
  onCommand('repeated question', /^repeat(?:ed)? (?:my )?question$/, repeatedQuestion),
  answeredCallScene,
  onCommand('output error', /^(?:output error|error in (?:the )?output)$/, outputError),
];
