import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject } from '../../src/protocol/wire-object.js';
import { type EmulatedSite, say, script } from '../support/emulated-site.js';
import { part, parts, until } from '../support/mount-chat.js';
import { directStateless, openChat, stateful, stateless, type Way, ways } from '../support/ways.js';

interface Row {
  readonly name: string;
  readonly tool: NonNullable<GeminiChatElement['tools']>[number];
  readonly steps: readonly Step[];
  /** Words that stand on the step when it is unfolded. */
  readonly shows: readonly string[];
  readonly isFailed?: boolean;
  /** generateContent has no word for it, or tells less; and live sessions speak its language. */
  readonly isModern?: boolean;
}

/** Those that tell every kind of step. */
const modernWays = ways.filter(({ api, over }) => api === 'interactions' && over !== 'live');

const done = { signature: 'c2lnbmF0dXJl' };

const rows: readonly Row[] = [
  {
    name: 'code execution',
    tool: { type: 'code_execution' },
    steps: [
      {
        type: 'code_execution_call',
        id: 'c',
        arguments: { language: 'python', code: 'print(6 * 7)' },
        ...done,
      },
      { type: 'code_execution_result', call_id: 'c', result: '42\n', is_error: false, ...done },
    ],
    shows: ['Ran code', 'print(6 * 7)', '42'],
  },
  {
    name: 'code that fails',
    tool: { type: 'code_execution' },
    steps: [
      { type: 'code_execution_call', id: 'c', arguments: { language: 'python', code: '1 / 0' }, ...done },
      { type: 'code_execution_result', call_id: 'c', result: 'ZeroDivisionError', is_error: true, ...done },
    ],
    shows: ['The code failed', '1 / 0', 'ZeroDivisionError'],
    isFailed: true,
  },
  {
    name: 'url context',
    tool: { type: 'url_context' },
    steps: [
      { type: 'url_context_call', id: 'u', arguments: { urls: ['https://example.com/a'] }, ...done },
      {
        type: 'url_context_result',
        call_id: 'u',
        result: [
          { url: 'https://example.com/a', status: 'success' },
          { url: 'https://example.com/b', status: 'paywall' },
        ],
        is_error: false,
        ...done,
      },
    ],
    shows: ['Read pages', 'example.com', 'behind a paywall'],
  },
  {
    name: 'Google Maps',
    tool: { type: 'google_maps' },
    steps: [
      { type: 'google_maps_call', id: 'm', arguments: { queries: ['quiet café'] }, ...done },
      {
        type: 'google_maps_result',
        call_id: 'm',
        result: [
          { places: [{ name: 'Café Luna', place_id: 'places/1', url: 'https://maps.google.com/?cid=1' }] },
        ],
        ...done,
      },
    ],
    shows: ['Searched Google Maps', 'Café Luna'],
  },
  {
    name: 'file search',
    tool: { type: 'file_search', file_search_store_names: ['fileSearchStores/handbook'] },
    steps: [
      { type: 'file_search_call', id: 'f', ...done },
      { type: 'file_search_result', call_id: 'f', ...done },
    ],
    shows: ['Searched files'],
    isModern: true,
  },
  {
    name: 'a tool of a server',
    tool: { type: 'code_execution' },
    steps: [
      {
        type: 'mcp_server_tool_call',
        id: 's',
        name: 'check_stock',
        server_name: 'warehouse',
        arguments: { article: 'fern' },
      },
      {
        type: 'mcp_server_tool_result',
        call_id: 's',
        name: 'check_stock',
        server_name: 'warehouse',
        result: [{ type: 'text', text: 'Nine left' }],
      },
    ],
    shows: ['Used a tool', 'check_stock', 'warehouse', 'fern', 'Nine left'],
    isModern: true,
  },
  {
    name: 'retrieval',
    tool: { type: 'retrieval', retrieval_types: ['vertex_ai_search'] },
    steps: [
      {
        type: 'retrieval_call',
        id: 'r',
        arguments: { queries: ['return policy'] },
        retrieval_type: 'vertex_ai_search',
        ...done,
      },
      { type: 'retrieval_result', call_id: 'r', is_error: true, ...done },
    ],
    shows: ['The sources could not be looked up', 'return policy'],
    isFailed: true,
    isModern: true,
  },
  {
    name: 'a kind of step that nobody knows',
    tool: { type: 'code_execution' },
    steps: [{ type: 'tea_ceremony', id: 't', leaves: ['sencha'], minutes: 3, ...done }],
    shows: ['Another step', 'sencha'],
    isModern: true,
  },
];

/** The steps of a message on the page, unfolded. */
async function unfold(chat: GeminiChatElement): Promise<HTMLElement[]> {
  const timeline = await until(
    () => part(chat, 'message-model')?.querySelector<HTMLDetailsElement>('.timeline'),
    'there is a line of what was done',
  );
  timeline.open = true;
  await until(() => parts(chat, 'step').length > 0, 'its steps are there');
  return parts(chat, 'step');
}

/** Every step of the model that went back in the last turn. */
function resent({ turns }: EmulatedSite): unknown[] {
  const input = turns().at(-1)?.['input'];
  return (Array.isArray(input) ? input : []).filter(
    (step) => isWireObject(step) && step['type'] !== 'user_input',
  );
}

describe('what Gemini does for an answer', () => {
  for (const row of rows) {
    for (const way of row.isModern ? modernWays : ways) {
      it(`can be read: ${row.name}, ${way.name}`, async () => {
        const answer = [...row.steps, say('Done.')];
        const { chat } = await openChat(way, { scenes: [script(answer)] }, { tools: [row.tool] });
        const reply = await chat.send('Go');
        expect(reply).to.include({ text: 'Done.', status: 'complete' });
        const shown = await unfold(chat);
        const states = shown.map((step) => step.dataset['state']);
        expect(states)
          .to.include(row.isFailed ? 'failed' : 'done')
          .and.to.not.include('running');
        for (const words of row.shows) {
          await until(() => shown.some((step) => step.textContent?.includes(words)), `it says "${words}"`);
        }
        if (!modernWays.includes(way)) return;
        for (const step of row.steps) expect(reply.steps).to.deep.include(step);
      });
    }

    for (const way of [stateless, directStateless]) {
      it(`goes back as it came where nothing is kept: ${row.name}, ${way.name}`, async () => {
        const scenes = [script([...row.steps, say('Done.')], 'Yes.')];
        const { chat, site } = await openChat(way, { scenes }, { tools: [row.tool] });
        const first = await chat.send('Go');
        const second = await chat.send('Really?');
        expect(second).to.include({ text: 'Yes.', status: 'complete' });
        expect(JSON.stringify(resent(site))).to.equal(JSON.stringify(first.steps));
        expect(site.turns().at(-1))
          .to.include({ store: false })
          .and.to.not.have.property('previous_interaction_id');
      });
    }
  }
});

const cited = 'Zürich ist schön. Prag auch. Ende.';
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const snippet =
  '<style>.chip{color:red}</style><div class="container"><a class="chip" href="https://www.google.com/search?q=x">x & y</a></div>';

const search: readonly Step[] = [
  {
    type: 'google_search_call',
    id: 'g',
    arguments: { queries: ['Zürich'] },
    search_type: 'web_search',
    ...done,
  },
  { type: 'google_search_result', call_id: 'g', result: [{ search_suggestions: snippet }], ...done },
];

const answer = say(cited, [
  {
    type: 'url_citation',
    url: 'https://example.com/zh',
    title: 'Zürich',
    start_index: 0,
    end_index: bytes('Zürich ist schön.'),
  },
  {
    type: 'url_citation',
    url: 'https://example.com/prg',
    title: 'Prag',
    start_index: bytes('Zürich ist schön. '),
    end_index: bytes('Zürich ist schön. Prag auch.'),
  },
]);

async function searchBy(way: Way, steps: readonly Step[]) {
  const { chat } = await openChat(
    way,
    { scenes: [script([...steps])] },
    { tools: [{ type: 'google_search' }] },
  );
  return { chat, reply: await chat.send('Go') };
}

describe('an answer from Google Search', () => {
  for (const way of ways) {
    for (const [order, steps] of [
      ['before the text', [...search, answer]],
      ['after the text', [answer, ...search]],
    ] as const) {
      it(`has its marks, sources and suggestions ${way.name}, with results ${order}`, async () => {
        const { chat, reply } = await searchBy(way, steps);
        expect(reply).to.include({ text: cited, status: 'complete' });
        const marks = await until(() => {
          const found = parts(chat, 'citation');
          return found.length === 2 ? found : undefined;
        }, 'both marks are placed');
        const content = part(chat, 'message-model')?.querySelector('[part~="content"]');
        const text = content?.textContent?.replaceAll(/\s+/g, ' ');
        expect(text, 'by bytes, not by letters').to.match(/schön\. ?1 ?Prag auch\. ?2 ?Ende\./);
        expect(marks.map((mark) => mark.getAttribute('href'))).to.deep.equal([
          'https://example.com/zh',
          'https://example.com/prg',
        ]);
        for (const mark of marks)
          expect(mark.getAttribute('rel')).to.contain('noopener').and.to.contain('nofollow');
        expect(part(chat, 'sources')?.querySelectorAll('ol > li')).to.have.length(2);
        const frame = await until(
          () => part(chat, 'search-suggestions')?.querySelector('iframe'),
          'the suggestions are there without a click',
        );
        expect(frame.srcdoc.endsWith(snippet), 'exactly as given').to.equal(true);
        expect(frame.sandbox.value).to.not.match(/scripts|same-origin|forms|top-navigation/);
        expect(frame.checkVisibility()).to.equal(true);
      });
    }
  }

  it('shows all of many suggestions, and tells no page what was clicked', async () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      search_suggestions: `${snippet}<!--${index}-->`,
    }));
    const { chat } = await searchBy(stateful, [
      ...search.slice(0, 1),
      { type: 'google_search_result', call_id: 'g', result: many, ...done },
      answer,
    ]);
    const frames = await until(() => {
      const found = [...(part(chat, 'search-suggestions')?.querySelectorAll('iframe') ?? [])];
      return found.length === 8 ? found : undefined;
    }, 'all eight are there');
    expect(frames.map(({ srcdoc }) => /<!--(\d)-->$/.exec(srcdoc)?.[1]).join('')).to.equal('01234567');
    const mark = await until(() => part(chat, 'citation'), 'marks are placed');
    const heard: string[] = [];
    for (const name of ['chat-send', 'chat-feedback', 'chat-citation', 'chat-click']) {
      chat.addEventListener(name, () => heard.push(name));
    }
    mark.addEventListener('click', (event) => event.preventDefault());
    mark.click();
    expect(heard).to.deep.equal([]);
  });
});
