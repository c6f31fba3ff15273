import { expect } from 'chai';
import { cleanResource, sealedWords } from '../../src/server/clean-resource.js';
import type { IdSeal } from '../../src/visitors/id-seal.js';

const google = 'https://generativelanguage.googleapis.com/v1beta';

/** Seals so that one sees what was sealed, and as what. */
const ids: IdSeal = {
  seal(kind, id) {
    if (kind !== 'uri') return `${kind}:${id}`;
    return id.startsWith(google) ? `uri:${id}` : id;
  },
  open: (_kind, sealed) => sealed,
};

const steps = [
  {
    type: 'function_call',
    id: 'c1',
    name: 'look',
    arguments: { id: 'a', uri: `${google}/files/a`, interaction_id: 'b' },
  },
  {
    type: 'function_result',
    call_id: 'c1',
    name: 'look',
    result: { uri: `${google}/files/a`, name: 'files/a' },
  },
  {
    type: 'model_output',
    content: [
      {
        type: 'text',
        text: `${google}/files/a`,
        annotations: [{ type: 'url_citation', url: 'https://a.example' }],
      },
    ],
  },
  { type: 'thought', signature: 'interaction_id', summary: [] },
  { type: 'step_of_tomorrow', environment_id: 'e', continuation_token: 't', id: 'x' },
];

const cases: readonly [string, Record<string, unknown>, object | 'the same'][] = [
  [
    'an interaction',
    { id: 'v1_a', object: 'interaction', status: 'completed', model: 'm', steps },
    { id: 'interaction:v1_a', object: 'interaction', status: 'completed', model: 'm', steps },
  ],
  ['one that says no more than its id', { id: 'v1_a' }, { id: 'interaction:v1_a' }],
  [
    'one of a later version, which has a type',
    { id: 'v1_a', object: 'interaction', type: 'x' },
    { id: 'interaction:v1_a', object: 'interaction', type: 'x' },
  ],
  [
    'what an interaction repeats of the request',
    {
      id: 'v1_b',
      previous_interaction_id: 'v1_a',
      continuation_token: 't',
      environment_id: 'env_1',
      environment: 'env_1',
      input: [{ type: 'image', uri: `${google}/files/a` }],
    },
    {
      id: 'interaction:v1_b',
      previous_interaction_id: 'interaction:v1_a',
      continuation_token: 'continuation:t',
      environment_id: 'environment:env_1',
      environment: 'environment:env_1',
      input: [{ type: 'image', uri: `uri:${google}/files/a` }],
    },
  ],
  [
    'an environment that is told at length',
    { object: 'interaction', environment: { type: 'remote', environment_id: 'env_1', network: 'open' } },
    {
      object: 'interaction',
      environment: { type: 'remote', environment_id: 'environment:env_1', network: 'open' },
    },
  ],
  ['the wish for a new environment', { object: 'interaction', environment: 'remote' }, 'the same'],
  [
    'the first event of a stream',
    { event_type: 'interaction.created', event_id: 'e1', interaction: { id: 'v1_a', status: 'in_progress' } },
    {
      event_type: 'interaction.created',
      event_id: 'e1',
      interaction: { id: 'interaction:v1_a', status: 'in_progress' },
    },
  ],
  [
    'an event in the words of before',
    { type: 'interaction.start', interaction: { id: 'v1_a' } },
    { type: 'interaction.start', interaction: { id: 'interaction:v1_a' } },
  ],
  [
    'an event about the status',
    {
      event_type: 'interaction.status_update',
      interaction_id: 'v1_a',
      status: 'requires_continuation',
      continuation_token: 't',
    },
    {
      event_type: 'interaction.status_update',
      interaction_id: 'interaction:v1_a',
      status: 'requires_continuation',
      continuation_token: 'continuation:t',
    },
  ],
  ['the beginning of a step', { event_type: 'step.start', index: 0, step: steps[0] }, 'the same'],
  ['an event that has an id of its own', { event_type: 'step.stop', id: 'x', index: 0 }, 'the same'],
  [
    'an image that a step brings',
    {
      event_type: 'step.delta',
      index: 0,
      delta: { type: 'image', uri: `${google}/files/a`, mime_type: 'image/png' },
    },
    {
      event_type: 'step.delta',
      index: 0,
      delta: { type: 'image', uri: `uri:${google}/files/a`, mime_type: 'image/png' },
    },
  ],
  [
    'a citation of a file',
    {
      event_type: 'step.delta',
      delta: {
        type: 'text_annotation_delta',
        annotations: [{ type: 'file_citation', document_uri: `${google}/files/a` }],
      },
    },
    {
      event_type: 'step.delta',
      delta: {
        type: 'text_annotation_delta',
        annotations: [{ type: 'file_citation', document_uri: `uri:${google}/files/a` }],
      },
    },
  ],
  [
    'an address that is none of Gemini',
    { event_type: 'step.delta', delta: { type: 'image', uri: 'https://a.example/files/a' } },
    'the same',
  ],
  [
    'a file',
    {
      name: 'files/a',
      uri: `${google}/files/a`,
      downloadUri: `${google}/files/a:download?alt=media`,
      state: 'ACTIVE',
    },
    {
      name: 'files/file:a',
      uri: `uri:${google}/files/a`,
      downloadUri: `uri:${google}/files/a:download?alt=media`,
      state: 'ACTIVE',
    },
  ],
  [
    'a file that was uploaded',
    { file: { name: 'files/a', uri: `${google}/files/a`, displayName: 'files/x' } },
    { file: { name: 'files/file:a', uri: `uri:${google}/files/a`, displayName: 'files/x' } },
  ],
  [
    'a chunk',
    {
      candidates: [
        {
          content: {
            role: 'model',
            parts: [
              { fileData: { fileUri: `${google}/files/a` } },
              { functionCall: { id: 'c', args: { uri: `${google}/files/a` } } },
            ],
          },
          continuationToken: 't',
        },
      ],
      responseId: 'r',
    },
    {
      candidates: [
        {
          content: {
            role: 'model',
            parts: [
              { fileData: { fileUri: `uri:${google}/files/a` } },
              { functionCall: { id: 'c', args: { uri: `${google}/files/a` } } },
            ],
          },
          continuationToken: 'continuation:t',
        },
      ],
      responseId: 'r',
    },
  ],
  ['a chunk of text', { candidates: [{ content: { parts: [{ text: 'files/a' }] } }], id: 'x' }, 'the same'],
  [
    'ids that are no texts',
    { id: 7, previous_interaction_id: null, environment: [], interaction: 'x', candidates: {} },
    'the same',
  ],
];

describe("Gemini's ids in an answer", () => {
  for (const [what, value, expected] of cases) {
    it(`are sealed in ${what}, and nothing else is touched`, () => {
      const before = structuredClone(value);
      const clean = cleanResource(value, ids);
      if (expected === 'the same') expect(clean === value, JSON.stringify(clean)).to.equal(true);
      else {
        expect(clean).to.deep.equal(expected);
        const text = JSON.stringify(value);
        expect(
          sealedWords.some((word) => text.includes(word)) || !text.includes('event_type'),
          text,
        ).to.equal(true);
      }
      expect(value).to.deep.equal(before);
    });
  }

  it('reach no prototype', () => {
    const text =
      '{"id":"v1_a","__proto__":{"interaction_id":"x"},"interaction":{"__proto__":{"id":"y"},"id":"z"}}';
    const clean = cleanResource(JSON.parse(text), ids);
    expect(JSON.stringify(clean)).to.equal(
      '{"id":"interaction:v1_a","__proto__":{"interaction_id":"x"},"interaction":{"__proto__":{"id":"y"},"id":"interaction:z"}}',
    );
    expect(Reflect.get({}, 'id')).to.equal(undefined);
  });

  it('do not end in a stack that is used up', () => {
    const depth = 5000;
    const value = JSON.parse(`{"id":"v1_a","steps":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(cleanResource(value, ids)).to.have.property('id', 'interaction:v1_a');
  });
});
