import { expect } from 'chai';
import { buildRequest } from '../../src/conversation/build-request.js';
import type { Message } from '../../src/conversation/message.js';
import type { TurnSettings } from '../../src/conversation/turn-settings.js';
import type { Step } from '../../src/protocol/step.js';

let count = 0;

function message(role: Message['role'], steps: readonly Step[], more: Partial<Message> = {}): Message {
  count += 1;
  return { id: `m${count}`, role, text: '', steps, status: 'complete', createdAt: new Date(), ...more };
}

const asked = (text: string, more: Partial<Message> = {}) =>
  message('user', [{ type: 'user_input', content: [{ type: 'text', text }] }], more);
const said = (text: string): Step => ({ type: 'model_output', content: [{ type: 'text', text }] });

const once = [asked('Hello')];
const signed: Step[] = [
  { type: 'thought', signature: 'c2lnbmVk' },
  { type: 'something_new', payload: { deep: [1, null, 'ü'] }, signature: 'x' },
  said('Good day.'),
];
const twice = [...once, message('model', signed, { interactionId: 'one' }), asked('And you?')];

describe('the next request', () => {
  const bare = { input: [{ type: 'text', text: 'Hello' }], stream: true };
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const execute = () => 'sunny';
  const table: [what: string, settings: TurnSettings, fields: object][] = [
    ['nothing that was not set', {}, {}],
    ['nothing for what is empty', { model: '', systemInstruction: '', tools: [], functions: [] }, {}],
    ['a model', { model: 'gemini-3.8-flash' }, { model: 'gemini-3.8-flash' }],
    [
      'an agent in place of a model',
      { model: 'gemini-3.8-flash', agent: 'deep-research', environment: 'remote' },
      { agent: 'deep-research', environment: 'remote' },
    ],
    ['an instruction', { systemInstruction: 'Be brief.' }, { system_instruction: 'Be brief.' }],
    [
      'how to generate',
      {
        thinkingLevel: 'low',
        showThoughts: true,
        generationConfig: { temperature: 0, max_output_tokens: 9 },
      },
      {
        generation_config: {
          temperature: 0,
          max_output_tokens: 9,
          thinking_level: 'low',
          thinking_summaries: 'auto',
        },
      },
    ],
    [
      'safety settings and a service tier',
      { safetySettings: [{ type: 'harassment', threshold: 'block_none' }], serviceTier: 'flex' },
      { safety_settings: [{ type: 'harassment', threshold: 'block_none' }], service_tier: 'flex' },
    ],
    [
      'tools, and the functions of the page after them',
      {
        tools: [{ type: 'google_search' }],
        functions: [{ name: 'get_weather', description: 'Weather', parameters, execute }],
      },
      {
        tools: [
          { type: 'google_search' },
          { type: 'function', name: 'get_weather', description: 'Weather', parameters },
        ],
      },
    ],
    [
      'the form of the answer',
      { responseFormat: { type: 'image', aspect_ratio: '1:1' } },
      { response_format: { type: 'image', aspect_ratio: '1:1' } },
    ],
    ['that nothing is kept', { stateless: true }, { store: false }],
    ['work in the background', { background: true }, { background: true }],
    ['no background where nothing is kept', { background: true, stateless: true }, { store: false }],
  ];
  for (const [what, settings, fields] of table) {
    it(`carries ${what}`, () => {
      expect(buildRequest(once, settings)).to.deep.equal({ ...bare, ...fields });
    });
  }

  it('names the last reply where the server keeps it, and sends only what is new', () => {
    expect(buildRequest(twice, {})).to.deep.equal({
      input: [{ type: 'text', text: 'And you?' }],
      previous_interaction_id: 'one',
      stream: true,
    });
  });

  it('sends every step as it came, unknown ones too, where the server keeps nothing', () => {
    const request = buildRequest(twice, { stateless: true });
    expect(request.previous_interaction_id).to.equal(undefined);
    const [question, ...rest] = Array.isArray(request.input) ? request.input : [];
    expect(question).to.deep.equal(once[0]?.steps[0]);
    expect(JSON.stringify(rest.slice(0, 3))).to.equal(JSON.stringify(signed));
    expect(rest).to.have.length(4);
  });

  it('sends everything once the server has forgotten it', () => {
    const request = buildRequest(twice, {}, { whole: true });
    expect(request).to.not.have.property('previous_interaction_id');
    expect(request).to.not.have.property('store');
    expect(request.input).to.have.length(5);
  });

  it('leaves out what never reached the model, and of a cut reply everything but its words', () => {
    const history = [
      asked('Lost', { status: 'error' }),
      asked('Hello'),
      message('model', signed, { interactionId: 'one', status: 'stopped' }),
      asked('Go on'),
    ];
    expect(buildRequest(history, {}).input).to.deep.equal([
      { type: 'user_input', content: [{ type: 'text', text: 'Hello' }] },
      said('Good day.'),
      { type: 'user_input', content: [{ type: 'text', text: 'Go on' }] },
    ]);
  });
});
