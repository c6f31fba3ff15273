import { expect } from 'chai';
import { contentOf, textField } from '../../src/emulator/read-step.js';
import { askStream, createStill } from './ask-emulator.js';

describe('the search scene', () => {
  it('cites passages by bytes that begin and end at characters', async () => {
    const { steps } = await askStream(createStill(), 'search');
    const output = steps.at(-1);
    const [content] = output ? contentOf(output) : [];
    const bytes = new TextEncoder().encode(content ? textField(content, 'text') : '');
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const annotations: unknown = content?.['annotations'];
    const cited = (Array.isArray(annotations) ? annotations : []).map(({ start_index, end_index }) =>
      decoder.decode(bytes.slice(start_index, end_index)),
    );
    expect(cited).to.deep.equal([
      'They are custom elements, shadow DOM and HTML templates.',
      'letters with accents are allowed after the first letter of a custom element’s name',
      'A page that uses one needs no framework, only the script that defines it',
    ]);
  });

  it('searches before it answers, and brings suggestions for every query', async () => {
    const { steps } = await askStream(createStill(), 'Search for web components');
    expect(steps.map(({ type }) => type)).to.deep.equal([
      'thought',
      'google_search_call',
      'google_search_result',
      'model_output',
    ]);
    const [, call, result]: Record<string, unknown>[] = steps.map((step) => ({ ...step }));
    expect(result?.['call_id']).to.equal(call?.['id']);
    const suggestions: unknown = result?.['result'];
    if (!Array.isArray(suggestions)) throw new Error('The result is no list.');
    expect(suggestions).to.have.length(2);
    for (const suggestion of suggestions) {
      const html = textField(suggestion, 'search_suggestions');
      expect(html).to.match(/<a class="chip" href="https:\/\/www\.google\.com\/search\?q=[^"]+">/);
      expect(html).not.to.contain('<script');
    }
  });

  it('looks for news only where the request allows to search', async () => {
    const kinds = async (tools: unknown[]) =>
      (await askStream(createStill(), 'Any news?', { tools })).steps.map(({ type }) => type);
    expect(await kinds([])).not.to.include('google_search_call');
    expect(await kinds([{ type: 'google_search' }])).to.include('google_search_call');
  });
});
