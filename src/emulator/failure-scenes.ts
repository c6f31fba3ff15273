import type { Step } from '../protocol/step.js';
import { composeText } from './compose-text.js';
import { failureTexts } from './failure-texts.js';
import { GoogleError } from './google-error.js';
import { readCommand } from './match-prompt.js';
import type { Scene, SceneReply } from './scene.js';

/** A scene that answers a command and nothing else, so that a word in passing does not set it off. */
function onCommand(name: string, command: RegExp, reply: (found: RegExpExecArray) => SceneReply): Scene {
  return {
    name,
    matches: ({ prompt }) => command.test(readCommand(prompt)),
    reply({ prompt }) {
      const found = command.exec(readCommand(prompt));
      return found ? reply(found) : { steps: [] };
    },
  };
}

const answer: (text: string) => Step[] = (text) => [composeText(text)];

/** The seconds that a refusal asks to wait where the command names none. */
const usualWait = 5;

/** What goes wrong on Google's side; each is called by its name. */
export const failureScenes: readonly Scene[] = [
  onCommand('error', /^error (\d{3})(?: after (\d+))?$/, ([, digits, wait]) => {
    const status = Number(digits);
    if (status < 400 || status > 599) {
      return { steps: answer(failureTexts.noSuchError) };
    }
    const retryAfter = wait === undefined ? usualWait : Number(wait);
    const waits = status === 429 || wait !== undefined;
    throw new GoogleError(status, waits ? { retryAfter } : {});
  }),
  onCommand('quota', /^(?:quota|quota exceeded|exceeded quota)$/, () => {
    const quotaId = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
    throw new GoogleError(429, {
      code: 'quota_exceeded',
      message: 'The quota of this day is used up. It begins anew at midnight, Pacific time.',
      details: [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] }],
    });
  }),
  onCommand('error mid-stream', /^error(?: (?:mid|in mid|half)-?\s?(?:stream|way))?$/, () => ({
    steps: answer(failureTexts.beforeError),
    ending: new GoogleError(503),
  })),
  onCommand(
    'drop',
    /^(?:drop|interrupt|interrupted|disconnect)(?: (?:stream|answer|reply|connection))?$/,
    () => ({
      steps: answer(failureTexts.beforeDrop),
      ending: 'drop',
    }),
  ),
  onCommand('empty', /^empty(?: (?:answer|reply))?$/, () => ({ steps: [{ type: 'model_output' }] })),
  onCommand('nothing', /^(?:nothing|no answer|stop with nothing)$/, () => ({ steps: [] })),
  onCommand('truncated', /^(?:truncate|truncated|cut off)(?: (?:answer|reply))?$/, () => ({
    steps: answer(failureTexts.beforeLimit),
    status: 'incomplete',
  })),
  onCommand('blocked', /^(?:block|blocked|safety)(?: (?:answer|reply))?$/, () => ({
    steps: [],
    ending: new GoogleError(400, {
      code: 'safety',
      message: 'The request was blocked by the safety settings of the model.',
    }),
  })),
  onCommand('safety after text', /^(?:safety|blocked) (?:after text|half-?\s?way)$/, () => ({
    steps: answer(failureTexts.beforeFilter),
    ending: new GoogleError(400, {
      code: 'safety',
      message: 'The answer was stopped by the safety settings of the model.',
    }),
  })),
  onCommand('prohibited content', /^(?:prohibited content|content blocked)$/, () => ({
    steps: [],
    ending: new GoogleError(400, {
      code: 'prohibited_content',
      message: 'The request was blocked, since it asks for what may not be made.',
    }),
  })),
  onCommand('recitation', /^recitation$/, () => ({
    steps: answer(failureTexts.beforeFilter),
    ending: new GoogleError(400, {
      code: 'recitation',
      message: 'The answer was stopped, since it repeated a known text word for word.',
    }),
  })),
  onCommand('malformed function call', /^malformed (?:function )?call$/, () => ({
    steps: [],
    ending: new GoogleError(500, {
      code: 'malformed_function_call',
      message: 'The model called a function in a way that cannot be read.',
    }),
  })),
  onCommand(
    'status',
    /^(unknown status|status (?:failed|cancelled|budget[ _]exceeded))$/,
    ([, name = '']) => ({
      steps: answer(failureTexts.beforeStatus),
      status: name === 'unknown status' ? 'paused_for_review' : name.slice(7).replace(' ', '_'),
    }),
  ),
  onCommand('slow', /^slow(?:ly)?(?: (?:answer|reply))?$/, () => ({
    steps: answer(failureTexts.slow),
    silence: 300,
    tempo: 15,
  })),
];
