import { expect } from 'chai';
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
  ['work in the background', bodyOf('Hi', { background: true }), 'invalid_request', 'background'],
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

  const accepted: readonly (readonly [what: string, body: unknown])[] = [
    ['a text', bodyOf('Hi')],
    ['one content', bodyOf(text)],
    [
      'a list of contents',
      bodyOf([text, { type: 'image', mime_type: 'image/png', uri: 'https://a.example/b' }]),
    ],
    ['steps', bodyOf([user, model, user])],
    ['a step whose content is a text', bodyOf([{ type: 'user_input', content: 'Hi' }])],
    ['an agent in place of a model', { agent: 'deep-research', input: 'Hi' }],
    ['fields that are null', bodyOf('Hi', { previous_interaction_id: null, tools: null })],
    ['a step of a kind yet unknown', bodyOf([user, { type: 'dream', of: 'sheep' }, user])],
  ];
  for (const [what, body] of accepted) {
    it(`accepts ${what}`, async () => {
      expect((await createStill()(createRequest(body))).status).to.equal(200);
    });
  }
});
