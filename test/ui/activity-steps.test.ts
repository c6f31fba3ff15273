import { expect } from 'chai';
import { englishMedia } from '../../src/i18n/english-media.js';
import { english } from '../../src/i18n/english.js';
import { englishSteps } from '../../src/i18n/english-steps.js';
import type { Step } from '../../src/protocol/step.js';
import { listActivity, summarizeActivity } from '../../src/ui/list-activity.js';
import { makeSteps } from './activity-stage.js';
import type { Message } from '../../src/conversation/message.js';

const search: Step = {
  type: 'google_search_call',
  id: 's',
  arguments: { queries: ['red kite', 'kite bird'] },
};
const searched: Step = {
  type: 'google_search_result',
  call_id: 's',
  result: [{ search_suggestions: '<b>x</b>' }],
};
const said: Step = { type: 'model_output', content: [{ type: 'text', text: 'So.' }] };

function view(steps: readonly Step[], fields: Partial<Message> = {}) {
  return listActivity(makeSteps(steps, fields), englishSteps);
}

describe('what the model did, step by step', () => {
  const told: [name: string, steps: Step[], status: Message['status'], title: string, subject: string][] = [
    ['a search that runs', [search], 'streaming', 'Searching the web', 'red kite, kite bird'],
    ['a search that is done', [search, searched], 'complete', 'Searched the web', 'red kite, kite bird'],
    [
      'a search whose result is told by the answer alone',
      [search, said],
      'streaming',
      'Searched the web',
      'red kite, kite bird',
    ],
    ['a search that was stopped', [search], 'stopped', 'Searching the web', 'red kite, kite bird'],
    [
      'a search that failed',
      [search, { ...searched, is_error: true }],
      'complete',
      'The web search failed',
      'red kite, kite bird',
    ],
    ['a result without its call', [searched], 'complete', 'Searched the web', ''],
    [
      'pages',
      [{ type: 'url_context_call', id: 'u', arguments: { urls: ['https://www.example.com/a/'] } }],
      'streaming',
      'Reading pages',
      'example.com/a',
    ],
    [
      'code',
      [{ type: 'code_execution_call', id: 'c', arguments: { code: '1', language: 'python' } }],
      'streaming',
      'Running code',
      '',
    ],
    [
      'places',
      [{ type: 'google_maps_call', id: 'g', arguments: { queries: ['tea'] } }],
      'complete',
      'Searched Google Maps',
      'tea',
    ],
    ['files', [{ type: 'file_search_call', id: 'f' }], 'complete', 'Searched files', ''],
    [
      'a tool of a server',
      [{ type: 'mcp_server_tool_call', id: 't', name: 'list', server_name: 'tracker', arguments: {} }],
      'complete',
      'Used a tool',
      'list (tracker)',
    ],
    [
      'retrieval',
      [{ type: 'retrieval_call', id: 'r', arguments: { queries: ['law'] } }],
      'complete',
      'Looked up sources',
      'law',
    ],
    ['media processing', [{ type: 'processing_call', id: 'p' }], 'complete', 'Looked into the media', ''],
    [
      'a function that the page no longer knows of',
      [{ type: 'function_call', id: 'x', name: 'set_light', arguments: {} }],
      'complete',
      'Used this page',
      'set light',
    ],
    [
      'a step on a computer',
      [{ type: 'function_call', id: 'x', name: 'click_at', arguments: { x: 1 } }],
      'complete',
      'Used a computer',
      'click at',
    ],
    [
      'a kind that nobody knows',
      [{ type: 'quantum_leap', power: 9 }],
      'complete',
      'Another step',
      'quantum leap',
    ],
    [
      'part of an answer that failed',
      [{ type: 'model_output', content: [], error: { code: 13, message: 'No' } }],
      'complete',
      'Part of the answer failed',
      '',
    ],
  ];

  for (const [name, steps, status, title, subject] of told) {
    it(`tells of ${name}`, () => {
      expect(view(steps, { status }).map((step) => [step.title, step.subject])).to.deep.equal([
        [title, subject],
      ]);
    });
  }

  it('tells nothing of thoughts, questions and answers', () => {
    expect(view([{ type: 'thought' }, { type: 'user_input', content: [] }, said])).to.deep.equal([]);
  });

  it('brings results that come in another order to their calls', () => {
    const views = view([
      { type: 'code_execution_call', id: 'a', arguments: { code: 'one' } },
      { type: 'code_execution_call', id: 'b', arguments: { code: 'two' } },
      { type: 'code_execution_result', call_id: 'b', result: 'two', is_error: true },
      { type: 'code_execution_result', call_id: 'a', result: 'one' },
    ]);
    expect(views.map(({ state }) => state)).to.deep.equal(['done', 'failed']);
  });

  it('brings a result without an id to the first call of its kind that waits', () => {
    const views = view([search, { type: 'google_search_result', result: [] }], { status: 'streaming' });
    expect(views.map(({ state }) => state)).to.deep.equal(['done']);
  });

  it('leaves calls of the page to their own cards', () => {
    const call = { id: 'x', name: 'set_light', args: {}, state: 'running' } as const;
    const steps: Step[] = [
      { type: 'function_call', id: 'x', name: 'set_light', arguments: {} },
      { type: 'function_result', call_id: 'x', result: 'ok' },
    ];
    expect(view(steps, { calls: [call] })).to.deep.equal([]);
    expect(view(steps)).to.have.lengthOf(1);
  });

  it('says in one line what runs now', () => {
    const views = view([search, searched, { ...search, id: 't', arguments: { queries: ['nest'] } }], {
      status: 'streaming',
    });
    expect(summarizeActivity(views, englishSteps)).to.equal('Searching the web: nest');
  });

  it('says in one line that the only step was not finished', () => {
    const views = view([search], { status: 'stopped' });
    expect(summarizeActivity(views, englishSteps)).to.equal(
      'Searching the web: red kite, kite bird · Not finished',
    );
  });

  it('sums up what was done, and that something failed', () => {
    const code: Step = { type: 'code_execution_call', id: 'c', arguments: { code: '1' } };
    const views = view([
      search,
      searched,
      search,
      code,
      { type: 'code_execution_result', call_id: 'c', result: '', is_error: true },
    ]);
    expect(summarizeActivity(views, englishSteps)).to.equal('3 steps · 1 failed · Searched the web');
  });

  it('cuts a subject that is endless, but not inside a letter', () => {
    const [long] = view([
      { type: 'google_search_call', id: 's', arguments: { queries: ['🪁'.repeat(5000)] } },
    ]);
    expect(Array.from(long?.subject ?? '')).to.have.lengthOf(161);
    expect(long?.subject).to.match(/^🪁+…$/u);
  });

  const odd: [name: string, step: Step][] = [
    ['arguments that are a text', { type: 'google_search_call', id: 's', arguments: 'red' }],
    ['arguments that are missing', { type: 'code_execution_call', id: 's' }],
    [
      'a list that holds anything',
      { type: 'url_context_result', call_id: 's', result: [null, 3, { url: 5 }, {}] },
    ],
    ['a name that objects have from birth', { type: 'constructor_call', id: '__proto__' }],
    ['a result that is null', { type: 'mcp_server_tool_result', call_id: 's', result: null }],
    ['an error that is a text', { type: 'model_output', error: 'no' }],
    [
      'data that nests without end',
      { type: 'new_call', data: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown },
    ],
  ];
  for (const [name, step] of odd) {
    it(`survives ${name}`, () => {
      expect(view([step])).to.have.lengthOf(1);
    });
  }

  it('keeps the data of an unknown step readable, without what is plumbing', () => {
    const [step] = view([
      { type: 'quantum_leap', id: 'q', signature: 'secret', power: 9, note: 'x'.repeat(9000) },
    ]);
    const [detail] = step?.details ?? [];
    if (detail?.kind !== 'code') throw new Error('The step shows no data.');
    expect(detail.text).to.match(/^\{\n {2}"power": 9,\n {2}"note": "x{4000}…"\n\}$/);
  });

  it('describes a step anew only when it changes', () => {
    const steps = [search, { type: 'quantum_leap', power: 9 }];
    const [first, second] = [view(steps), view(steps)];
    expect(second[1]).to.equal(first[1]);
    expect(view([search, searched])[0]).not.to.equal(first[0]);
  });
});

describe('the words of steps and media', () => {
  it('share no name with other words, so that a language can hold all of them side by side', () => {
    const names = [english, englishSteps, englishMedia].flatMap((words) => Object.keys(words));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });
});
