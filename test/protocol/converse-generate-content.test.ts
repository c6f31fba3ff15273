import { expect } from 'chai';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { writeContents } from './answer-generate-content.js';

const ask = (text: string): Step => ({ type: 'user_input', content: [{ type: 'text', text }] });
const say = (text: string): Step => ({ type: 'model_output', content: [{ type: 'text', text }] });
const user = (...parts: readonly unknown[]) => ({ role: 'user', parts });
const model = (...parts: readonly unknown[]) => ({ role: 'model', parts });
const call = (id: string, name: string, signature?: string): Step => ({
  type: 'function_call',
  id,
  name,
  arguments: { of: id },
  ...(signature === undefined ? {} : { signature }),
});
const give = (id: string, result: unknown, rest: Record<string, unknown> = {}): Step => ({
  type: 'function_result',
  call_id: id,
  result,
  ...rest,
});

function listObjects(value: unknown): WireObject[] {
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

/** A conversation, and the turns that it becomes. */
const conversations: readonly (readonly [
  name: string,
  input: string | readonly Step[],
  contents: readonly unknown[],
])[] = [
  ['a text', 'Hi', [user({ text: 'Hi' })]],
  ['turns', [ask('A'), say('B'), ask('C')], [user({ text: 'A' }), model({ text: 'B' }), user({ text: 'C' })]],
  [
    'turns of one side in a row',
    [ask('A'), ask('B'), say('C'), say('D')],
    [user({ text: 'A' }, { text: 'B' }), model({ text: 'C' }, { text: 'D' })],
  ],
  ['a question in one text', [{ type: 'user_input', content: 'A' }], [user({ text: 'A' })]],
  [
    'empty steps',
    [ask('A'), { type: 'model_output' }, { type: 'thought', summary: [] }, say(''), ask('B')],
    [user({ text: 'A' }, { text: 'B' })],
  ],
  [
    'steps that Interactions told',
    [
      ask('A'),
      { type: 'thought', signature: 'c2ln', summary: [{ type: 'text', text: 'Hm' }] },
      { type: 'google_search_call', id: 's', arguments: { queries: ['q'] }, signature: 'eA==' },
      { type: 'google_search_result', call_id: 's', result: [] },
      { type: 'hologram', data: 1 },
      say('B'),
      ask('C'),
    ],
    [
      user({ text: 'A' }),
      model({ text: 'Hm', thought: true, thoughtSignature: 'c2ln' }, { text: 'B' }),
      user({ text: 'C' }),
    ],
  ],
  [
    'results in the order of their calls',
    [ask('A'), call('1', 'f', 'c2ln'), call('2', 'g'), give('2', 'two'), give('1', 'one')],
    [
      user({ text: 'A' }),
      model(
        { functionCall: { id: '1', name: 'f', args: { of: '1' } }, thoughtSignature: 'c2ln' },
        { functionCall: { id: '2', name: 'g', args: { of: '2' } } },
      ),
      user(
        { functionResponse: { id: '1', name: 'f', response: { output: 'one' } } },
        { functionResponse: { id: '2', name: 'g', response: { output: 'two' } } },
      ),
    ],
  ],
  [
    'results without the ids that were made here',
    [
      ask('A'),
      call('local-call-1', 'f', 'c2ln'),
      call('local-call-2', 'f'),
      give('local-call-2', 2),
      give('local-call-1', 1),
    ],
    [
      user({ text: 'A' }),
      model(
        { functionCall: { name: 'f', args: { of: 'local-call-1' } }, thoughtSignature: 'c2ln' },
        { functionCall: { name: 'f', args: { of: 'local-call-2' } } },
      ),
      user(
        { functionResponse: { name: 'f', response: { output: 1 } } },
        { functionResponse: { name: 'f', response: { output: 2 } } },
      ),
    ],
  ],
];

/** What a function gave back, and the response that the model gets. */
const results: readonly (readonly [
  name: string,
  result: unknown,
  response: object,
  rest?: Record<string, unknown>,
])[] = [
  ['a text', 'fine', { response: { output: 'fine' } }],
  [
    'pieces of text',
    [
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ],
    { response: { output: 'a\nb' } },
  ],
  ['an object', { a: 1 }, { response: { output: { a: 1 } } }],
  ['a list', [1, 2], { response: { output: [1, 2] } }],
  ['nothing', undefined, { response: { output: null } }],
  ['an error', 'no', { response: { error: 'no' } }, { is_error: true }],
  [
    'a picture',
    [
      { type: 'text', text: 'Look' },
      { type: 'image', mime_type: 'image/png', data: 'AAAA' },
    ],
    { response: { output: 'Look' }, parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] },
  ],
];

const media: readonly (readonly [content: Record<string, unknown>, part: unknown])[] = [
  [
    { type: 'image', mime_type: 'image/png', data: 'AAAA' },
    { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
  ],
  [
    { type: 'document', mime_type: 'application/pdf', uri: 'https://x/y' },
    { fileData: { mimeType: 'application/pdf', fileUri: 'https://x/y' } },
  ],
  [{ type: 'video', uri: 'https://youtu.be/x' }, { fileData: { fileUri: 'https://youtu.be/x' } }],
  [
    { type: 'video', uri: 'u', processing: { type: 'static', start_offset: '1s', end_offset: '9s', fps: 2 } },
    { fileData: { fileUri: 'u' }, videoMetadata: { startOffset: '1s', endOffset: '9s', fps: 2 } },
  ],
  [
    { type: 'video', uri: 'u', processing: 'agentic' },
    { fileData: { fileUri: 'u' }, mediaProcessing: 'AGENTIC' },
  ],
  [
    { type: 'image', uri: 'u', mime_type: 'image/png', resolution: 'ultra_high' },
    {
      fileData: { fileUri: 'u', mimeType: 'image/png' },
      mediaResolution: { level: 'MEDIA_RESOLUTION_ULTRA_HIGH' },
    },
  ],
  [
    { type: 'audio', mime_type: 'audio/l16', sample_rate: 24_000, data: 'AAAA' },
    { inlineData: { mimeType: 'audio/l16;rate=24000', data: 'AAAA' } },
  ],
];

describe('a conversation for generateContent', () => {
  for (const [name, input, contents] of conversations) {
    it(`brings the conversation: ${name}`, () => {
      expect(writeContents(input)).to.deep.equal(contents);
    });
  }

  for (const [name, result, response, rest] of results) {
    it(`tells what a function gave back: ${name}`, () => {
      const contents = writeContents([ask('A'), call('1', 'f', 'c2ln'), give('1', result, rest)]);
      expect(contents).to.have.deep.nested.property('[2].parts', [
        { functionResponse: { id: '1', name: 'f', ...response } },
      ]);
    });
  }

  for (const [content, part] of media) {
    it(`brings ${JSON.stringify(content)}`, () => {
      expect(writeContents([{ type: 'user_input', content: [content] }])).to.deep.equal([user(part)]);
    });
  }

  it('signs the first call of each turn since the last question, where it has no signature', () => {
    const steps = [
      ask('A'),
      call('1', 'f'),
      give('1', 'one'),
      ask('B'),
      say('Let me see'),
      call('2', 'f'),
      call('3', 'f'),
      give('2', 'two'),
      give('3', 'three'),
      call('4', 'f', 'own'),
      give('4', 'four'),
      call('5', 'f'),
      give('5', 'five'),
    ];
    const listSignatures = (contents: unknown) =>
      listObjects(contents)
        .flatMap(({ parts }) => listObjects(parts))
        .filter((part) => 'functionCall' in part)
        .map((part) => part['thoughtSignature']);
    const dummy = 'skip_thought_signature_validator';
    expect(listSignatures(writeContents(steps))).to.deep.equal([undefined, dummy, undefined, 'own', dummy]);
    // Earlier models sign nothing, and would not know what that is.
    expect(listSignatures(writeContents(steps, 'gemini-2.5-flash'))).to.not.include(dummy);
    expect(listSignatures(writeContents(steps, 'gemini-3.5-flash'))).to.include(dummy);
  });

  it('leaves what it was given as it was', () => {
    const input = Object.freeze(
      [ask('A'), call('1', 'f'), give('1', 'x')].map((step) => Object.freeze(step)),
    );
    const before = JSON.stringify(input);
    writeContents(input);
    expect(JSON.stringify(input)).to.equal(before);
  });
});
