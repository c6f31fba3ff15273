import { expect } from 'chai';
import type { SceneReply } from '../../src/emulator/scene.js';
import type { Step } from '../../src/protocol/step.js';
import { askStream, askUnary, createStill } from './ask-emulator.js';

/** One step of every kind that a scene of one's own may play. */
const played: readonly Step[] = [
  {
    type: 'thought',
    summary: [
      { type: 'text', text: 'One.' },
      { type: 'text', text: ' Two.' },
    ],
  },
  {
    type: 'code_execution_call',
    id: '1',
    arguments: { language: 'python', code: 'print(6 * 7)' },
    signature: 's',
  },
  { type: 'code_execution_result', call_id: '1', result: '42\n', is_error: false, signature: 's' },
  { type: 'url_context_call', id: '2', arguments: { urls: ['https://a.example/'] } },
  { type: 'url_context_result', call_id: '2', result: [{ url: 'https://a.example/', status: 'success' }] },
  { type: 'google_maps_call', id: '3', arguments: { queries: ['café'] } },
  { type: 'google_maps_result', call_id: '3', result: [{ places: [{ name: 'Café', place_id: 'p' }] }] },
  { type: 'file_search_call', id: '4', signature: 's' },
  { type: 'file_search_result', call_id: '4', signature: 's' },
  { type: 'mcp_server_tool_call', id: '5', name: 'find', server_name: 'books', arguments: { title: 'Emma' } },
  {
    type: 'mcp_server_tool_result',
    call_id: '5',
    name: 'find',
    server_name: 'books',
    result: { year: 1815 },
  },
  { type: 'retrieval_call', id: '6', arguments: { queries: ['q'] }, retrieval_type: 'exa_ai_search' },
  { type: 'retrieval_result', call_id: '6', is_error: false },
  { type: 'processing_call', id: '7' },
  { type: 'processing_result', call_id: '7' },
  {
    type: 'model_output',
    content: [
      {
        type: 'text',
        text: 'Größe: ',
        annotations: [{ type: 'url_citation', url: 'https://a.example/', start_index: 0, end_index: 7 }],
      },
      {
        type: 'text',
        text: 'groß',
        annotations: [{ type: 'url_citation', url: 'https://b.example/', start_index: 0, end_index: 5 }],
      },
      { type: 'image', mime_type: 'image/png', data: 'aGk=' },
      { type: 'text', text: 'after the image' },
    ],
  },
  { type: 'model_output' },
  { type: 'dream_step', of: 'sheep' },
  {
    type: 'function_call',
    id: '8',
    name: 'paint',
    arguments: { text: 'a long text with “quotes” and 🎨 in it, again and again' },
  },
];

describe('playing a reply', () => {
  it('streams a step of every kind so that it adds up to the whole one', async () => {
    const reply: SceneReply = { steps: played };
    const create = () => createStill({ scenes: [{ name: 'all', matches: () => true, reply: () => reply }] });
    const streamed = await askStream(create(), 'go');
    const { body } = await askUnary(create(), 'go');
    expect(streamed.steps).to.deep.equal(body['steps']);
    expect(streamed.steps.map(({ type }) => type)).to.deep.equal(played.map(({ type }) => type));
    expect(streamed.status).to.equal('requires_action');
  });

  it('makes one text of neighbours and moves their citations along', async () => {
    const output = played.filter(({ type }) => type === 'model_output').slice(0, 1);
    const emulator = createStill({
      scenes: [{ name: 'cited', matches: () => true, reply: () => ({ steps: output }) }],
    });
    const { steps } = await askStream(emulator, 'go');
    expect(steps.at(-1)).to.have.nested.property('content[0].text', 'Größe: groß');
    expect(steps.at(-1)).to.have.nested.property('content[0].annotations[1].start_index', 9);
    expect(steps.at(-1)).to.have.nested.property('content[0].annotations[1].end_index', 14);
  });
});
