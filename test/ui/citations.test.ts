import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { findByteIndexes } from '../../src/ui/find-byte-indexes.js';
import { readCitations, readSuggestions } from '../../src/ui/read-citations.js';
import { readShared } from '../support/shared-data.js';

const output = (...content: object[]): Message['steps'][number] => ({ type: 'model_output', content });
const text = (words: string, ...annotations: unknown[]) => ({ type: 'text', text: words, annotations });
const page = (url: unknown, end?: unknown, more: object = {}) => ({
  type: 'url_citation',
  url,
  end_index: end,
  ...more,
});

describe('offsets in bytes', () => {
  const cases: [what: string, text: string, offset: number, index: number][] = [
    ['count one for a plain letter', 'abc', 2, 2],
    ['count two for an umlaut', 'üb', 2, 1],
    ['count three for a sign of Chinese', '中文', 3, 1],
    ['count four for an emoji', '😀b', 4, 2],
    ['inside a letter mean its end', 'üb', 1, 1],
    ['inside an emoji mean its end', '😀b', 2, 2],
    ['do not part a letter from its accent', 'e\u0301x', 1, 2],
    ['do not part an emoji of several', '👩\u200D💻x', 4, 5],
    ['below zero mean the beginning', 'abc', -5, 0],
    ['beyond the text mean its end', 'abc', 99, 3],
    ['that are missing mean its end', 'abc', Infinity, 3],
    ['that are no numbers mean the beginning', 'abc', NaN, 0],
    ['count three for half a pair', '\uD83Dx', 3, 1],
  ];
  for (const [what, words, offset, index] of cases) {
    it(what, () => {
      expect(findByteIndexes(words, [offset])).to.deep.equal([index]);
    });
  }

  it('are found in any order', () => {
    expect(findByteIndexes('aüb', [4, 0, 3])).to.deep.equal([3, 0, 2]);
  });
});

describe('reading the sources of an answer', () => {
  it('counts a source once, in the order of the text', () => {
    const steps = [
      output(
        text(
          'One. Two. Three.',
          page('https://b.example', 9),
          page('https://a.example', 4),
          page('https://b.example', 16),
        ),
      ),
    ];
    const { sources, citations } = readCitations(steps);
    expect(sources.map(({ number, href }) => [number, href])).to.deep.equal([
      [1, 'https://a.example'],
      [2, 'https://b.example'],
    ]);
    expect(citations.map(({ end, source }) => [end, source.number])).to.deep.equal([
      [4, 1],
      [9, 2],
      [16, 2],
    ]);
  });

  it('shifts the offsets of a later text by what was said before it', () => {
    const steps = [
      { type: 'thought', summary: [] },
      output(text('Über'), { type: 'image', data: '' }, text('Straße', page('https://a.example', 7))),
      { type: 'model_output', content: 'plain' },
      output(text('end', page('https://b.example', 3))),
    ];
    expect(readCitations(steps).citations.map(({ end }) => end)).to.deep.equal([10, 18]);
  });

  it('takes the greater of two offsets that were mixed up, and the end of the text for one that is missing', () => {
    const steps = [
      output(
        text(
          'abcdef',
          page('https://a.example', 1, { start_index: 4 }),
          page('https://b.example', undefined),
        ),
      ),
    ];
    expect(readCitations(steps).citations.map(({ end }) => end)).to.deep.equal([4, 6]);
  });

  it('tells pages of one file apart, and names a place and its reviews', () => {
    const steps = [
      output(
        text(
          'abc',
          { type: 'file_citation', file_name: 'a.pdf', page_number: 1, end_index: 1 },
          { type: 'file_citation', file_name: 'a.pdf', page_number: 2, end_index: 2 },
          { type: 'file_citation', file_name: 'a.pdf', page_number: 1, end_index: 3 },
          {
            type: 'place_citation',
            place_id: 'places/1',
            name: 'Café',
            url: 'https://maps.google.com/?cid=1',
            review_snippets: [
              { title: 'Good', url: 'https://maps.google.com/r' },
              { title: 'Bad', url: 'javascript:x()' },
              null,
            ],
          },
        ),
      ),
      {
        type: 'google_maps_result',
        call_id: 'm',
        result: [
          {
            places: [
              { place_id: 'places/1', name: 'Café' },
              { name: 'Bar', url: 'https://maps.google.com/?cid=2' },
            ],
          },
        ],
      },
    ];
    const { sources } = readCitations(steps);
    expect(sources.map(({ kind, title, page: number }) => [kind, title, number])).to.deep.equal([
      ['file', 'a.pdf', 1],
      ['file', 'a.pdf', 2],
      ['place', 'Café', undefined],
      ['place', 'Bar', undefined],
    ]);
    expect(sources[2]?.reviews).to.deep.equal([{ title: 'Good', href: 'https://maps.google.com/r' }]);
  });

  const addresses: [address: unknown, href: string | undefined, host: string][] = [
    ['https://Example.com/A?b#c', 'https://Example.com/A?b#c', 'example.com'],
    ['https://google.com@evil.example/', 'https://google.com@evil.example/', 'evil.example'],
    ['https://аpple.com/', 'https://аpple.com/', 'xn--pple-43d.com'],
    ['javascript:alert(1)', undefined, ''],
    ['JAVASCRIPT://x', undefined, ''],
    ['data:text/html,x', undefined, ''],
    ['//example.com', undefined, ''],
    ['https://', undefined, ''],
  ];
  for (const [address, href, host] of addresses) {
    it(`makes ${href ? 'a link with the real host' : 'no link'} of ${String(address)}`, () => {
      const [source] = readCitations([output(text('a', page(address, 1, { title: 'T' })))]).sources;
      expect(source).to.include({ href, host, title: 'T' });
    });
  }

  it('takes what hides or turns around text out of a title, and cuts one that has no end', () => {
    const title = `a\u202Eb\u200Bc\n d${'x'.repeat(5000)}`;
    const [source] = readCitations([output(text('a', page('https://a.example', 1, { title })))]).sources;
    expect(source?.title)
      .to.match(/^abc dx+…$/)
      .and.have.length(201);
  });

  it('survives whatever a far end sends', () => {
    const odd: unknown[] = [
      null,
      7,
      'x',
      [],
      {},
      { type: 'url_citation' },
      { type: 'url_citation', url: 7 },
      { type: 'place_citation' },
      { type: 'file_citation' },
      { type: 'word_info' },
      { type: 'place_citation', name: 'x', review_snippets: 'y' },
    ];
    const steps = [
      output(text('abc', ...odd)),
      { type: 'model_output', content: [null, 5, { type: 'text' }] },
      { type: 'model_output' },
      { type: 'google_maps_result', result: 'x' },
      {
        type: 'google_search_result',
        result: [null, { search_suggestions: 7 }, { search_suggestions: ' ' }],
      },
    ];
    expect(readCitations(steps).sources.map(({ title }) => title)).to.deep.equal(['x']);
    expect(readSuggestions(steps)).to.deep.equal([]);
  });

  it('reads no more citations than anybody follows up', () => {
    const many = Array.from({ length: 5000 }, (_, index) => page(`https://a.example/${index}`, 1));
    expect(readCitations([output(text('a', ...many))]).sources).to.have.length(1000);
  });

  it('finds each cited sentence of a recorded answer, and all its suggestions in their order', async function () {
    const file =
      'recordings/interactions/vercel+ai__packages_google_src_interactions___fixtures___google-search.json.json';
    const bytes = await readShared(file);
    if (!bytes) {
      console.log(`${file} is absent`);
      this.skip();
    }
    const { steps }: Pick<Message, 'steps'> = JSON.parse(new TextDecoder().decode(bytes));
    const { sources, citations } = readCitations(steps);
    const said = steps.flatMap((step) =>
      step.type === 'model_output' && Array.isArray(step.content) ? step.content : [],
    );
    const whole = said.map((content: { text?: string }) => content.text ?? '').join('');
    expect(citations).to.have.length(18);
    expect(sources).to.have.length(4);
    for (const { end } of citations) expect(whole.slice(end - 1, end)).to.equal('.');
    expect(readSuggestions(steps)).to.have.length(4);
  });
});
