import { expect } from 'chai';
import { contentsOf, sendGenerate } from './ask-generate-content.js';
import { bodyOf, createRequest, createStill } from './ask-emulator.js';

const text = { type: 'text', text: 'Hi' };
const user = { type: 'user_input', content: [text] };
const model = { type: 'model_output', content: [text] };

const refusals: readonly (readonly [why: string, body: unknown, code: string, mentions: string])[] = [
  ['a body that is no JSON', '{"model":', 'invalid_request', 'JSON'],
  ['a list', [], 'invalid_request', 'object'],
  ['an unknown field', bodyOf('Hi', { temperature: 1 }), 'parameter_unknown', 'temperature'],
  ['the name of a prototype field', bodyOf('Hi', { constructor: 1 }), 'parameter_unknown', 'constructor'],
  [
    'a field in camel case',
    bodyOf('Hi', { previousInteractionId: 'x' }),
    'parameter_unknown',
    'previousInteractionId',
  ],
  ['neither model nor agent', { input: 'Hi' }, 'invalid_request', "'model' or 'agent'"],
  ['both model and agent', bodyOf('Hi', { agent: 'a' }), 'invalid_request', "'model' and 'agent'"],
  ['a model that is no string', bodyOf('Hi', { model: 3 }), 'invalid_request', "'model'"],
  ['no input', { model: 'm' }, 'invalid_request', "'input'"],
  ['an empty text', bodyOf(''), 'invalid_request', 'empty'],
  ['an empty list', bodyOf([]), 'invalid_request', 'empty'],
  ['a number as input', bodyOf(7), 'invalid_request', "'input'"],
  ['an item without a type', bodyOf([{ text: 'Hi' }]), 'invalid_request', 'input[0]'],
  ['steps mixed with contents', bodyOf([user, text]), 'invalid_request', 'mixed'],
  ['an input that ends in a turn of the model', bodyOf([user, model]), 'invalid_request', 'model_output'],
  [
    'a content in camel case',
    bodyOf([text, { type: 'image', mimeType: 'image/png', data: 'aGk=' }]),
    'parameter_unknown',
    'input[1].mimeType',
  ],
  [
    'an unknown field of a content in a step',
    bodyOf([{ type: 'user_input', content: [{ ...text, lang: 'en' }] }]),
    'parameter_unknown',
    'input[0].content[0].lang',
  ],
  ['a text without a text', bodyOf([{ type: 'text' }]), 'invalid_request', 'input[0].text'],
  ['an image of nothing', bodyOf([{ type: 'image', mime_type: 'image/png' }]), 'invalid_request', "'uri'"],
  [
    'bytes that are no base64',
    bodyOf([{ type: 'image', mime_type: 'image/png', data: '<svg/>' }]),
    'invalid_request',
    'base64',
  ],
  [
    'a signature that is no text',
    bodyOf([user, { type: 'thought', signature: 1 }, user]),
    'invalid_request',
    'input[1].signature',
  ],
  [
    'an unknown field of a result',
    bodyOf([{ type: 'function_result', call_id: 'x', result: 1, ok: true }]),
    'parameter_unknown',
    'input[0].ok',
  ],
  ['a store that is no flag', bodyOf('Hi', { store: 'no' }), 'invalid_request', "'store'"],
  ['a stream that is no flag', bodyOf('Hi', { stream: 1 }), 'invalid_request', "'stream'"],
  [
    'a strange thinking level',
    bodyOf('Hi', { generation_config: { thinking_level: 'deep' } }),
    'invalid_request',
    'thinking_level',
  ],
  [
    'no room for an answer',
    bodyOf('Hi', { generation_config: { max_output_tokens: 0 } }),
    'invalid_request',
    'max_output_tokens',
  ],
  ['tools that are no list', bodyOf('Hi', { tools: {} }), 'invalid_request', "'tools'"],
  ['a tool without a type', bodyOf('Hi', { tools: [{}] }), 'invalid_request', 'tools[0]'],
  ['a tool that there is not', bodyOf('Hi', { tools: [{ type: 'hammer' }] }), 'invalid_request', 'tools[0]'],
  [
    'an unknown field of a tool',
    bodyOf('Hi', { tools: [{ type: 'google_maps', enableWidget: true }] }),
    'parameter_unknown',
    'tools[0].enableWidget',
  ],
  [
    'a function that is declared twice',
    bodyOf('Hi', { tools: [1, 2].map(() => ({ type: 'function', name: 'f' })) }),
    'invalid_request',
    'twice',
  ],
  [
    'a function without a name',
    bodyOf('Hi', { tools: [{ type: 'function' }] }),
    'invalid_request',
    'tools[0].name',
  ],
  [
    'an empty list of required arguments',
    bodyOf('Hi', { tools: [{ type: 'function', name: 'f', parameters: { type: 'object', required: [] } }] }),
    'invalid_request',
    'required',
  ],
  [
    'a result without a call id',
    bodyOf([{ type: 'function_result', result: 1 }]),
    'invalid_request',
    'call_id',
  ],
  [
    'a result that nobody asked for',
    bodyOf([{ type: 'function_result', call_id: 'x', result: 1 }]),
    'invalid_request',
    "'x'",
  ],
  [
    'work in the background by an old model',
    bodyOf('Hi', { model: 'gemini-2.5-flash', background: true }),
    'invalid_request',
    'background',
  ],
  [
    'work in the background that is not stored',
    bodyOf('Hi', { background: true, store: false }),
    'invalid_request',
    "'store'",
  ],
  [
    'an unknown setting of the answer',
    bodyOf('Hi', { generation_config: { creativity: 3 } }),
    'parameter_unknown',
    'generation_config.creativity',
  ],
  [
    'minimal thinking from a model that always thinks',
    bodyOf('Hi', { model: 'gemini-3.8-flash', generation_config: { thinking_level: 'minimal' } }),
    'invalid_request',
    'thinking_level',
  ],
  [
    'an answer of an unknown form',
    bodyOf('Hi', { response_format: { type: 'smell' } }),
    'invalid_request',
    'response_format.type',
  ],
  [
    'an unknown field of a form',
    bodyOf('Hi', { response_format: [{ type: 'text' }, { type: 'image', aspectRatio: '1:1' }] }),
    'parameter_unknown',
    'response_format[1].aspectRatio',
  ],
  [
    'an image size that there is not',
    bodyOf('Hi', { response_format: { type: 'image', image_size: '8K' } }),
    'invalid_request',
    'image_size',
  ],
  [
    'a schema for prose',
    bodyOf('Hi', { response_format: { type: 'text', mime_type: 'text/plain', schema: {} } }),
    'invalid_request',
    'schema',
  ],
  ['a tier that there is not', bodyOf('Hi', { service_tier: 'gold' }), 'invalid_request', 'service_tier'],
  [
    'a filter without a threshold',
    bodyOf('Hi', { safety_settings: [{ type: 'harassment' }] }),
    'invalid_request',
    'threshold',
  ],
  [
    'a filter of unknown strength',
    bodyOf('Hi', { safety_settings: [{ type: 'harassment', threshold: 'some' }] }),
    'invalid_request',
    'threshold',
  ],
  [
    'a filter that is set twice',
    bodyOf('Hi', {
      safety_settings: [
        { type: 'harassment', threshold: 'off' },
        { type: 'harassment', threshold: 'block_none' },
      ],
    }),
    'invalid_request',
    'twice',
  ],
  [
    'an unknown field of a filter',
    bodyOf('Hi', { safety_settings: [{ type: 'harassment', threshold: 'off', level: 1 }] }),
    'parameter_unknown',
    'safety_settings[0].level',
  ],
  ['a token that nobody gave out', bodyOf('Hi', { continuation_token: 'ct_x' }), 'invalid_request', 'token'],
  [
    'deep research that one would wait for',
    { agent: 'deep-research-preview-04-2026', input: 'Hi' },
    'invalid_request',
    'background',
  ],
  [
    'an instruction for deep research',
    { agent: 'deep-research', input: 'Hi', background: true, system_instruction: 'Be brief.' },
    'invalid_request',
    'system_instruction',
  ],
  [
    'the antigravity agent in the background',
    { agent: 'antigravity-preview-09-2026', input: 'Hi', background: true },
    'invalid_request',
    'background',
  ],
  [
    'the settings of another agent',
    { agent: 'antigravity', input: 'Hi', agent_config: { type: 'deep-research' } },
    'invalid_request',
    'agent_config.type',
  ],
  [
    'an unknown setting of an agent',
    { agent: 'antigravity', input: 'Hi', agent_config: { type: 'antigravity', speed: 2 } },
    'parameter_unknown',
    'agent_config.speed',
  ],
  [
    'settings for no agent',
    bodyOf('Hi', { agent_config: { type: 'antigravity' } }),
    'invalid_request',
    "'agent'",
  ],
  [
    'an environment of an unknown kind',
    { agent: 'antigravity', input: 'Hi', environment: { type: 'local' } },
    'invalid_request',
    'environment.type',
  ],
];

describe('validateInteraction', () => {
  for (const [why, body, code, mention] of refusals) {
    it(`refuses ${why}`, async () => {
      const response = await createStill()(createRequest(body));
      expect(response.status).to.equal(400);
      const { error } = await response.json();
      expect(error.code).to.equal(code);
      expect(error.message).to.contain(mention);
    });
  }

  it('does not know an earlier interaction of another service', async () => {
    const response = await createStill()(
      createRequest(bodyOf('Hi', { previous_interaction_id: 'v1_other' })),
    );
    expect(response.status).to.equal(404);
    expect((await response.json()).error.code).to.equal('not_found');
  });

  it('does not know a model that there is not, in either API', async () => {
    for (const model of ['gpt', 'gemini', 'gemini-3.5 flash', 'models/none']) {
      const response = await createStill()(createRequest(bodyOf('Hi', { model })));
      expect(response.status, model).to.equal(404);
      expect((await response.json()).error.code).to.equal('model_not_found');
    }
    const older = await sendGenerate(createStill(), contentsOf('Hi'), 'generateContent', { model: 'gpt' });
    expect(older.status).to.equal(404);
    expect((await older.json()).error.status).to.equal('NOT_FOUND');
    for (const model of ['gemini-3.8-flash', 'models/gemini-2.5-pro', 'gemma-4']) {
      expect((await createStill()(createRequest(bodyOf('Hi', { model })))).status, model).to.equal(200);
    }
  });

  it('does not know an agent that there is not', async () => {
    const response = await createStill()(createRequest({ agent: 'butler', input: 'Hi' }));
    expect(response.status).to.equal(404);
    expect((await response.json()).error.message).to.contain('butler');
  });

  const accepted: readonly (readonly [what: string, body: unknown])[] = [
    ['a text', bodyOf('Hi')],
    ['one content', bodyOf(text)],
    [
      'a list of contents',
      bodyOf([text, { type: 'image', mime_type: 'image/png', uri: 'https://a.example/b' }]),
    ],
    ['steps', bodyOf([user, model, user])],
    ['a step whose content is a text', bodyOf([{ type: 'user_input', content: 'Hi' }])],
    ['an agent in place of a model', { agent: 'antigravity', input: 'Hi' }],
    [
      'an agent with settings of its own',
      { agent: 'antigravity', input: 'Hi', agent_config: { type: 'dynamic', x: 1 } },
    ],
    [
      'a form with its schema',
      bodyOf('Hi', { response_format: { mime_type: 'application/json', schema: {} } }),
    ],
    ['a filter', bodyOf('Hi', { safety_settings: [{ type: 'harassment', threshold: 'block_only_high' }] })],
    ['a cheaper tier', bodyOf('Hi', { service_tier: 'flex' })],
    ['fields that are null', bodyOf('Hi', { previous_interaction_id: null, tools: null })],
    ['a step of a kind yet unknown', bodyOf([user, { type: 'dream', of: 'sheep' }, user])],
  ];
  for (const [what, body] of accepted) {
    it(`accepts ${what}`, async () => {
      expect((await createStill()(createRequest(body))).status).to.equal(200);
    });
  }
});
