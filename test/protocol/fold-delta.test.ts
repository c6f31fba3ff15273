import { expect } from 'chai';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { Reply } from '../../src/protocol/reply.js';
import { isWireObject } from '../../src/protocol/wire-object.js';
import { foldEvents } from './fold-events.js';

type Data = Record<string, unknown>;

function foldDeltas(step: Data, ...deltas: Data[]): Reply {
  const events = deltas.map((delta): InteractionEvent => ({ event_type: 'step.delta', index: 0, delta }));
  return foldEvents([
    { event_type: 'step.start', index: 0, step },
    ...events,
    { event_type: 'step.stop', index: 0 },
  ]);
}

interface Case {
  title: string;
  step: Data;
  deltas: Data[];
  result: Data;
}

const cite = (url: string) => ({ type: 'url_citation', url, start_index: 0, end_index: 2 });
const summary = (text: string) => ({ type: 'thought_summary', content: { type: 'text', text } });

const cases: Case[] = [
  {
    title: 'text: goes on in the last text',
    step: { type: 'model_output' },
    deltas: [
      { type: 'text', text: 'a' },
      { type: 'text', text: '' },
      { type: 'text', text: 'b' },
    ],
    result: { type: 'model_output', content: [{ type: 'text', text: 'ab' }] },
  },
  {
    title: 'text: begins anew after a picture',
    step: { type: 'model_output' },
    deltas: [
      { type: 'text', text: 'a' },
      { type: 'image', data: 'AA==', mime_type: 'image/png', resolution: 'low' },
      { type: 'text', text: 'b' },
    ],
    result: {
      type: 'model_output',
      content: [
        { type: 'text', text: 'a' },
        { type: 'image', data: 'AA==', mime_type: 'image/png', resolution: 'low' },
        { type: 'text', text: 'b' },
      ],
    },
  },
  {
    title: 'text_annotation_delta: belongs to the last text',
    step: { type: 'model_output' },
    deltas: [
      { type: 'text', text: 'ab' },
      { type: 'text_annotation_delta', annotations: [cite('https://a.test')] },
      { type: 'video', uri: 'https://v.test', mime_type: 'video/mp4' },
      { type: 'text_annotation_delta', annotations: [cite('https://b.test')] },
      { type: 'text_annotation_delta' },
    ],
    result: {
      type: 'model_output',
      content: [
        { type: 'text', text: 'ab', annotations: [cite('https://a.test'), cite('https://b.test')] },
        { type: 'video', uri: 'https://v.test', mime_type: 'video/mp4' },
      ],
    },
  },
  {
    title: 'thought_summary: text goes on, pictures stand apart',
    step: { type: 'thought' },
    deltas: [
      summary('a'),
      summary('b'),
      { type: 'thought_summary', content: { type: 'image', data: 'AA==' } },
      summary('c'),
      { type: 'thought_summary' },
    ],
    result: {
      type: 'thought',
      summary: [
        { type: 'text', text: 'ab' },
        { type: 'image', data: 'AA==' },
        { type: 'text', text: 'c' },
      ],
    },
  },
  {
    title: 'thought_signature: an empty one does not wipe the one that counts',
    step: { type: 'thought', signature: '' },
    deltas: [
      { type: 'thought_signature', signature: 'one' },
      { type: 'thought_signature', signature: 'two' },
      { type: 'thought_signature', signature: '' },
      { type: 'thought_signature' },
    ],
    result: { type: 'thought', signature: 'two' },
  },
  {
    title: 'document: stands apart each time',
    step: { type: 'model_output' },
    deltas: [
      { type: 'document', data: 'AA==', mime_type: 'application/pdf' },
      { type: 'document', data: 'AQ==', mime_type: 'application/pdf' },
    ],
    result: {
      type: 'model_output',
      content: [
        { type: 'document', data: 'AA==', mime_type: 'application/pdf' },
        { type: 'document', data: 'AQ==', mime_type: 'application/pdf' },
      ],
    },
  },
  {
    title: 'audio: pieces become one sound, whatever their padding',
    step: { type: 'model_output' },
    deltas: [
      { type: 'audio', data: btoa('a'), mime_type: 'audio/l16', rate: 24_000 },
      { type: 'audio', data: btoa('bc'), mime_type: 'audio/l16' },
      { type: 'audio', data: btoa('def').replace('=', '') },
      { type: 'audio', data: btoa('ghij'), mime_type: 'audio/l16' },
    ],
    result: {
      type: 'model_output',
      content: [{ type: 'audio', data: btoa('abcdefghij'), mime_type: 'audio/l16', sample_rate: 24_000 }],
    },
  },
  {
    title: 'audio: another format, an address or broken data begins another sound',
    step: { type: 'model_output' },
    deltas: [
      { type: 'audio', data: btoa('a'), mime_type: 'audio/l16' },
      { type: 'audio', data: btoa('b'), mime_type: 'audio/mp3' },
      { type: 'audio', uri: 'https://a.test', mime_type: 'audio/mp3' },
      { type: 'audio', data: btoa('c'), mime_type: 'audio/mp3' },
      { type: 'audio', data: '*', mime_type: 'audio/mp3' },
    ],
    result: {
      type: 'model_output',
      content: [
        { type: 'audio', data: btoa('a'), mime_type: 'audio/l16' },
        { type: 'audio', data: btoa('b'), mime_type: 'audio/mp3' },
        { type: 'audio', uri: 'https://a.test', mime_type: 'audio/mp3' },
        { type: 'audio', data: btoa('c'), mime_type: 'audio/mp3' },
        { type: 'audio', data: '*', mime_type: 'audio/mp3' },
      ],
    },
  },
  {
    title: 'arguments_delta: text in pieces becomes data',
    step: { type: 'function_call', id: 'c', name: 'f', arguments: {}, signature: 's' },
    deltas: [
      { type: 'arguments_delta', arguments: '{"city":' },
      { type: 'arguments_delta', arguments: ' "Bern"}' },
      { type: 'arguments_delta' },
    ],
    result: { type: 'function_call', id: 'c', name: 'f', arguments: { city: 'Bern' }, signature: 's' },
  },
  {
    title: 'arguments_delta: without any text the start keeps its own',
    step: { type: 'function_call', id: 'c', name: 'f', arguments: { a: 1 } },
    deltas: [{ type: 'arguments_delta', arguments: '' }],
    result: { type: 'function_call', id: 'c', name: 'f', arguments: { a: 1 } },
  },
  {
    title: 'function_result: fields are taken over',
    step: { type: 'function_result', call_id: 'c' },
    deltas: [{ type: 'function_result', name: 'f', result: { sum: 3 }, is_error: false }],
    result: { type: 'function_result', call_id: 'c', name: 'f', result: { sum: 3 }, is_error: false },
  },
  {
    title: 'code_execution_call: the arguments are replaced',
    step: { type: 'code_execution_call', id: 'x', arguments: {}, signature: 'old' },
    deltas: [{ type: 'code_execution_call', arguments: { language: 'python', code: '1' }, signature: 'new' }],
    result: {
      type: 'code_execution_call',
      id: 'x',
      arguments: { language: 'python', code: '1' },
      signature: 'new',
    },
  },
  {
    title: 'code_execution_result: output goes on',
    step: { type: 'code_execution_result', call_id: 'x' },
    deltas: [
      { type: 'code_execution_result', result: 'one\n' },
      { type: 'code_execution_result', result: 'two\n', is_error: true, signature: '' },
    ],
    result: { type: 'code_execution_result', call_id: 'x', result: 'one\ntwo\n', is_error: true },
  },
  {
    title: 'google_search_call: queries are taken over',
    step: { type: 'google_search_call', id: 'g', signature: '' },
    deltas: [{ type: 'google_search_call', arguments: { queries: ['a'] }, signature: 's' }],
    result: { type: 'google_search_call', id: 'g', arguments: { queries: ['a'] }, signature: 's' },
  },
  {
    title: 'google_search_result: results gather',
    step: { type: 'google_search_result', call_id: 'g' },
    deltas: [
      { type: 'google_search_result', result: [{ search_suggestions: '1' }] },
      { type: 'google_search_result', result: [{ search_suggestions: '2' }], is_error: false },
    ],
    result: {
      type: 'google_search_result',
      call_id: 'g',
      result: [{ search_suggestions: '1' }, { search_suggestions: '2' }],
      is_error: false,
    },
  },
  {
    title: 'url_context_call: addresses are taken over',
    step: { type: 'url_context_call', id: 'u' },
    deltas: [{ type: 'url_context_call', arguments: { urls: ['https://a.test'] } }],
    result: { type: 'url_context_call', id: 'u', arguments: { urls: ['https://a.test'] } },
  },
  {
    title: 'url_context_result: results gather',
    step: {
      type: 'url_context_result',
      call_id: 'u',
      result: [{ url: 'https://a.test', status: 'success' }],
    },
    deltas: [{ type: 'url_context_result', result: [{ url: 'https://b.test', status: 'error' }] }],
    result: {
      type: 'url_context_result',
      call_id: 'u',
      result: [
        { url: 'https://a.test', status: 'success' },
        { url: 'https://b.test', status: 'error' },
      ],
    },
  },
  {
    title: 'google_maps_call: may come without arguments',
    step: { type: 'google_maps_call', id: 'm' },
    deltas: [{ type: 'google_maps_call', arguments: null, signature: 's' }],
    result: { type: 'google_maps_call', id: 'm', signature: 's' },
  },
  {
    title: 'google_maps_result: places are taken over',
    step: { type: 'google_maps_result', call_id: 'm' },
    deltas: [{ type: 'google_maps_result', result: [{ places: [{ name: 'P' }] }] }],
    result: { type: 'google_maps_result', call_id: 'm', result: [{ places: [{ name: 'P' }] }] },
  },
  {
    title: 'file_search_call: is signed',
    step: { type: 'file_search_call', id: 'f' },
    deltas: [{ type: 'file_search_call', signature: 's' }],
    result: { type: 'file_search_call', id: 'f', signature: 's' },
  },
  {
    title: 'file_search_result: keeps what it found',
    step: { type: 'file_search_result', call_id: 'f' },
    deltas: [{ type: 'file_search_result', result: [{ text: 't' }], signature: 's' }],
    result: { type: 'file_search_result', call_id: 'f', result: [{ text: 't' }], signature: 's' },
  },
  {
    title: 'mcp_server_tool_call: name, server and arguments are taken over',
    step: { type: 'mcp_server_tool_call', id: 'p' },
    deltas: [{ type: 'mcp_server_tool_call', name: 'n', server_name: 'v', arguments: { a: 1 } }],
    result: { type: 'mcp_server_tool_call', id: 'p', name: 'n', server_name: 'v', arguments: { a: 1 } },
  },
  {
    title: 'mcp_server_tool_result: a later text replaces an earlier one',
    step: { type: 'mcp_server_tool_result', call_id: 'p' },
    deltas: [
      { type: 'mcp_server_tool_result', name: 'n', server_name: 'v', result: 'half' },
      { type: 'mcp_server_tool_result', result: 'whole' },
    ],
    result: { type: 'mcp_server_tool_result', call_id: 'p', name: 'n', server_name: 'v', result: 'whole' },
  },
  {
    title: 'retrieval_call: keeps its type of retrieval',
    step: { type: 'retrieval_call', id: 'r' },
    deltas: [
      { type: 'retrieval_call', arguments: { queries: ['q'] }, retrieval_type: 'rag_store', signature: 's' },
    ],
    result: {
      type: 'retrieval_call',
      id: 'r',
      arguments: { queries: ['q'] },
      retrieval_type: 'rag_store',
      signature: 's',
    },
  },
  {
    title: 'retrieval_result: keeps whether it failed',
    step: { type: 'retrieval_result', call_id: 'r' },
    deltas: [{ type: 'retrieval_result', is_error: true, signature: 's' }],
    result: { type: 'retrieval_result', call_id: 'r', is_error: true, signature: 's' },
  },
  {
    title: 'processing_call: is signed',
    step: { type: 'processing_call', id: 'q' },
    deltas: [{ type: 'processing_call', signature: 's' }],
    result: { type: 'processing_call', id: 'q', signature: 's' },
  },
  {
    title: 'processing_result: is signed',
    step: { type: 'processing_result', call_id: 'q' },
    deltas: [{ type: 'processing_result', signature: 's' }],
    result: { type: 'processing_result', call_id: 'q', signature: 's' },
  },
  {
    title: 'a delta without a type is known by its fields',
    step: { type: 'model_output' },
    deltas: [{ text: 'a' }, { annotations: [cite('https://a.test')] }, { signature: 's' }],
    result: {
      type: 'model_output',
      content: [{ type: 'text', text: 'a', annotations: [cite('https://a.test')] }],
      signature: 's',
    },
  },
  {
    title: 'a summary without a type is known by its content',
    step: { type: 'thought' },
    deltas: [{ content: { text: 'a' } }],
    result: { type: 'thought', summary: [{ type: 'text', text: 'a' }] },
  },
  {
    title: 'content that is a plain string goes on as text',
    step: { type: 'model_output', content: 'a' },
    deltas: [{ type: 'text', text: 'b' }],
    result: { type: 'model_output', content: [{ type: 'text', text: 'ab' }] },
  },
];

describe('folding a delta into its step', () => {
  for (const { title, step, deltas, result } of cases) {
    it(title, () => expect(foldDeltas(step, ...deltas).steps).to.deep.equal([result]));
  }

  it('marks arguments that are no JSON object and keeps them beside the step', () => {
    const step = { type: 'function_call', id: 'c', name: 'f', arguments: {} };
    for (const text of ['{"city": "Be', '5', '[1]', 'null', 'oops']) {
      const reply = foldDeltas(step, { type: 'arguments_delta', arguments: text });
      expect(reply.steps).to.deep.equal([step]);
      expect(reply.progress).to.deep.equal([{ index: 0, state: 'malformed', argumentText: text }]);
    }
  });

  it('shows arguments as text while they arrive', () => {
    const reply = foldEvents([
      {
        event_type: 'step.start',
        index: 0,
        step: { type: 'function_call', id: 'c', name: 'f', arguments: {} },
      },
      { event_type: 'step.delta', index: 0, delta: { type: 'arguments_delta', arguments: '{"a":' } },
    ]);
    expect(reply.progress).to.deep.equal([{ index: 0, state: 'open', argumentText: '{"a":' }]);
  });

  it('reads arguments whose step never stopped when the interaction ends', () => {
    const reply = foldEvents([
      { event_type: 'step.delta', index: 4, delta: { type: 'arguments_delta', arguments: '{"a":1}' } },
      { event_type: 'interaction.completed', interaction: { id: 'i', status: 'requires_action' } },
    ]);
    expect(reply.steps).to.deep.equal([{ type: 'function_call', arguments: { a: 1 } }]);
    expect(reply).to.include({ status: 'requires_action', done: true });
  });

  it('keeps keys like __proto__ in arguments plain data', () => {
    const reply = foldDeltas(
      { type: 'function_call', id: 'c', name: 'f', arguments: {} },
      { type: 'arguments_delta', arguments: '{"__proto__":{"polluted":1}}' },
    );
    const { arguments: read }: Data = { ...reply.steps[0] };
    if (!isWireObject(read)) throw new Error('The arguments are no object.');
    expect(Object.getPrototypeOf(read)).to.equal(Object.prototype);
    expect('polluted' in read).to.equal(false);
  });

  it('joins two megabytes of sound in pieces in little time', () => {
    const piece = btoa('x'.repeat(1000));
    const started = performance.now();
    const deltas = Array.from({ length: 2000 }, () => ({
      type: 'audio',
      data: piece,
      mime_type: 'audio/l16',
    }));
    const [step] = foldDeltas({ type: 'model_output' }, ...deltas).steps;
    expect(step).to.deep.equal({
      type: 'model_output',
      content: [{ type: 'audio', data: btoa('x'.repeat(2_000_000)), mime_type: 'audio/l16' }],
    });
    expect(performance.now() - started).to.be.lessThan(1500);
  });
});
