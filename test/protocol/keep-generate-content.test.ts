import { expect } from 'chai';
import { answer, chunk, stop, writeBack } from './answer-generate-content.js';

const signed = { thoughtSignature: 'c2lnbmF0dXJl' };
const image = { inlineData: { mimeType: 'image/png', data: 'AAAA' } };

/** Parts that must go back exactly as they came, in one content. */
const verbatim: readonly (readonly [name: string, parts: readonly unknown[]])[] = [
  ['text', [{ text: 'Hello' }]],
  ['a signature on an empty text at the end', [{ text: 'Hello' }, { text: '', ...signed }]],
  ['a signed text between others', [{ text: 'One' }, { text: 'two', ...signed }, { text: 'three' }]],
  [
    'two signed texts',
    [
      { text: 'One', ...signed },
      { text: 'two', thoughtSignature: 'b3RoZXI=' },
    ],
  ],
  ['a thought and its answer', [{ text: 'Hm', thought: true }, { text: 'Yes' }]],
  [
    'a signed thought',
    [
      { text: 'Hm', thought: true, ...signed },
      { text: 'More', thought: true },
    ],
  ],
  ['a signed thought without words', [{ text: '', thought: true, ...signed }, { text: 'Yes' }]],
  ['a text with fields that nobody knows', [{ text: 'A' }, { text: 'B', partMetadata: { x: [1] } }]],
  ['a picture', [{ text: 'Look' }, image, { text: 'nice' }]],
  ['a signed picture with a name', [{ inlineData: { ...image.inlineData, displayName: 'a' }, ...signed }]],
  [
    'a picture in a thought',
    [
      { ...image, thought: true },
      { ...image, ...signed },
    ],
  ],
  ['a sound', [{ inlineData: { mimeType: 'audio/L16;codec=pcm;rate=24000', data: 'AAAA' } }]],
  ['a file', [{ fileData: { mimeType: 'video/mp4', fileUri: 'https://example.com/v', displayName: 'v' } }]],
  ['data without a type', [{ inlineData: { data: 'AAAA' } }]],
  ['a call without arguments or id', [{ functionCall: { name: 'a' }, ...signed }]],
  ['a call with no arguments in it', [{ functionCall: { name: 'a', args: {} }, ...signed }]],
  ['a call with an id', [{ functionCall: { id: 'x', name: 'a', args: { b: null, c: [{}] } }, ...signed }]],
  [
    'parallel calls, the first signed',
    [{ functionCall: { name: 'a' }, ...signed }, { functionCall: { name: 'b' } }],
  ],
  ['a call with fields of tomorrow', [{ functionCall: { name: 'a', mood: 'good' }, ...signed, why: 1 }]],
  [
    'a run of code',
    [
      { executableCode: { language: 'PYTHON', code: '1' } },
      { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
    ],
  ],
  [
    'a run of code with ids',
    [
      { executableCode: { language: 'LANGUAGE_UNSPECIFIED', code: '1', id: 'x' }, ...signed },
      { codeExecutionResult: { outcome: 'OUTCOME_DEADLINE_EXCEEDED', id: 'x' } },
    ],
  ],
  [
    'the use of a tool',
    [
      { toolCall: { id: 't', toolType: 'GOOGLE_SEARCH_WEB', args: { queries: ['q'] } }, ...signed },
      { toolResponse: { id: 't', toolType: 'GOOGLE_SEARCH_WEB', response: { a: 1 } } },
    ],
  ],
  [
    'the use of a tool without ids',
    [{ toolCall: { toolType: 'URL_CONTEXT' } }, { toolResponse: { toolType: 'URL_CONTEXT' } }],
  ],
  ['a tool of tomorrow', [{ toolCall: { toolType: 'TIME_TRAVEL', args: {} } }]],
  ['a part of tomorrow', [{ hologram: { data: 'AAAA' }, ...signed, thought: true }, { text: 'ok' }]],
  ['a field called __proto__', [JSON.parse('{"text":"a","__proto__":{"b":1}}')]],
];

describe('what was received of generateContent', () => {
  for (const [name, parts] of verbatim) {
    it(`goes back as it came: ${name}`, async () => {
      const inOne = await answer(chunk(parts), stop);
      expect(writeBack(inOne)).to.deep.equal(parts);
      const oneByOne = await answer(...parts.map((part) => chunk([part])), stop);
      expect(writeBack(oneByOne)).to.deep.equal(parts);
    });
  }

  it('goes back with an empty text where it was nothing but a signature, which would be refused', async () => {
    const reply = await answer(chunk([{ text: 'Yes' }, signed, { thought: true, ...signed }]), stop);
    expect(writeBack(reply)).to.deep.equal([
      { text: 'Yes' },
      { text: '', ...signed },
      { text: '', thought: true, ...signed },
    ]);
  });

  it('goes back without what is empty', async () => {
    const reply = await answer(
      chunk([{ text: '' }, {}, { text: 'A' }, { text: '', thought: true }, { thought: true }]),
      stop,
    );
    expect(writeBack(reply)).to.deep.equal([{ text: 'A' }]);
  });

  it('goes back with joined text where only the stream had cut it', async () => {
    const reply = await answer(
      chunk([{ text: 'A' }]),
      chunk([{ text: 'B' }]),
      chunk([{ text: 'C', ...signed }]),
      stop,
    );
    expect(writeBack(reply)).to.deep.equal([{ text: 'AB' }, { text: 'C', ...signed }]);
  });

  it('goes back without what was only told beside the parts', async () => {
    const groundingMetadata = { webSearchQueries: ['q'], searchEntryPoint: { renderedContent: '<p>' } };
    const reply = await answer(chunk([{ text: 'A' }], { groundingMetadata }), stop);
    expect(reply.steps.map(({ type }) => type)).to.deep.equal([
      'model_output',
      'google_search_call',
      'google_search_result',
    ]);
    expect(writeBack(reply)).to.deep.equal([{ text: 'A' }]);
  });

  it('leaves out arguments that are no object, which would be refused from then on', async () => {
    const reply = await answer(chunk([{ functionCall: { name: 'a', args: 'x' }, ...signed }]), stop);
    expect(writeBack(reply)).to.deep.equal([{ functionCall: { name: 'a' }, ...signed }]);
  });
});
