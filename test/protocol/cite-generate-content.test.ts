import { expect } from 'chai';
import type { Reply } from '../../src/protocol/reply.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { answer, chunk, numberIds, stop } from './answer-generate-content.js';

const web = (name: string) => ({ web: { uri: `https://${name}.example/`, title: name } });

interface Citation {
  readonly cited: string;
  readonly annotation: WireObject;
}

function listObjects(value: unknown): WireObject[] {
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

/** The citations of a reply with the words they stand on; fails on a half character. */
function listCitations({ steps }: Reply): Citation[] {
  return steps.flatMap((step) => {
    const { content: contents }: WireObject = { ...step };
    return listObjects(contents).flatMap(({ text, annotations }) => {
      const bytes = new TextEncoder().encode(typeof text === 'string' ? text : '');
      return listObjects(annotations).flatMap((annotation) => {
        const range = bytes.slice(Number(annotation['start_index']), Number(annotation['end_index']));
        return [{ cited: new TextDecoder('utf-8', { fatal: true }).decode(range), annotation }];
      });
    });
  });
}

async function cite(texts: readonly unknown[], segment: unknown): Promise<string[]> {
  const groundingMetadata = {
    groundingChunks: [web('one')],
    groundingSupports: [{ segment, groundingChunkIndices: [0] }],
  };
  const reply = await answer(
    ...texts.map((text) => chunk([text])),
    { candidates: [{ groundingMetadata }] },
    stop,
  );
  return listCitations(reply).map(({ cited }) => cited);
}

const signed = { thoughtSignature: 'c2ln' };

/** Texts of an answer, a segment of it, and what is cited of each text. */
const places: readonly (readonly [
  name: string,
  texts: readonly unknown[],
  segment: unknown,
  cited: string[],
])[] = [
  ['from the start, which is not said', [{ text: 'One two' }], { endIndex: 3, text: 'One' }, ['One']],
  ['by bytes and not by characters', [{ text: 'Ärger über Öl' }], { startIndex: 7, endIndex: 12 }, ['über']],
  [
    'over pieces of the stream',
    [{ text: 'One ' }, { text: 'two' }],
    { startIndex: 2, endIndex: 6 },
    ['e tw'],
  ],
  [
    'beside thoughts, which do not count',
    [{ text: 'Hm', thought: true }, { text: 'One two' }],
    { startIndex: 4, endIndex: 7 },
    ['two'],
  ],
  [
    'in the second of two texts',
    [{ text: 'Öne ', ...signed }, { text: 'two' }],
    { startIndex: 5, endIndex: 8 },
    ['two'],
  ],
  [
    'over two texts, in each',
    [{ text: 'Öne ', ...signed }, { text: 'two' }],
    { startIndex: 2, endIndex: 6 },
    ['ne ', 't'],
  ],
  ['on whole characters', [{ text: 'a😀b' }], { startIndex: 3, endIndex: 6 }, ['😀b']],
  ['within the text', [{ text: 'One' }], { startIndex: 1, endIndex: 99 }, ['ne']],
  [
    'where the words are, if the offsets miss them',
    [{ text: 'x One, One' }],
    { startIndex: 6, endIndex: 9, text: 'One' },
    ['One'],
  ],
  ['not at all beyond the text', [{ text: 'One' }], { startIndex: 5, endIndex: 9 }, []],
  ['not at all backwards', [{ text: 'One' }], { startIndex: 2, endIndex: 1 }, []],
  ['not at all without an end', [{ text: 'One' }], { startIndex: 1 }, []],
  ['not at all in other numbers', [{ text: 'One' }], { startIndex: -1, endIndex: 1.5 }, []],
];

describe('the sources of an answer of generateContent', () => {
  for (const [name, texts, segment, cited] of places) {
    it(`are cited ${name}`, async () => {
      expect(await cite(texts, segment)).to.deep.equal(cited);
    });
  }

  it('are looked for near the offsets where words occur twice', async () => {
    const groundingMetadata = {
      groundingChunks: [web('one')],
      groundingSupports: [
        { segment: { startIndex: 9, endIndex: 12, text: 'One' }, groundingChunkIndices: [0] },
      ],
    };
    const reply = await answer(chunk([{ text: 'One, two, One' }], { groundingMetadata }), stop);
    expect(listCitations(reply)[0]?.annotation).to.include({ start_index: 10, end_index: 13 });
  });

  it('are of the web, of pictures, of places and of files', async () => {
    const reviews = [{ title: 'Good', googleMapsUri: 'https://maps.example/r', reviewId: 'r' }];
    const groundingMetadata = {
      groundingChunks: [
        web('one'),
        { image: { sourceUri: 'https://two.example/', title: 'two', imageUri: 'https://two.example/i' } },
        {
          maps: {
            uri: 'https://maps.example/',
            title: 'Three',
            placeId: 'p',
            placeAnswerSources: { reviewSnippets: reviews },
          },
        },
        { retrievedContext: { uri: 'doc', title: 'four.pdf', text: 'words', pageNumber: 4 } },
        {},
      ],
      groundingSupports: [{ segment: { endIndex: 1 }, groundingChunkIndices: [0, 1, 2, 3, 4, 9, 0] }],
    };
    const reply = await answer(chunk([{ text: 'A' }], { groundingMetadata }), stop);
    const range = { start_index: 0, end_index: 1 };
    const snippets = [{ title: 'Good', url: 'https://maps.example/r', review_id: 'r' }];
    const place = { name: 'Three', place_id: 'p', url: 'https://maps.example/', review_snippets: snippets };
    expect(listCitations(reply).map(({ annotation }) => annotation)).to.deep.equal([
      { type: 'url_citation', url: 'https://one.example/', title: 'one', ...range },
      { type: 'url_citation', url: 'https://two.example/', title: 'two', ...range },
      { type: 'place_citation', ...place, ...range },
      {
        type: 'file_citation',
        document_uri: 'doc',
        file_name: 'four.pdf',
        source: 'words',
        page_number: 4,
        ...range,
      },
    ]);
    expect(reply.steps.slice(1).map(({ type }) => type)).to.deep.equal([
      'google_maps_call',
      'google_maps_result',
      'file_search_call',
      'file_search_result',
    ]);
    expect(reply.steps[2]).to.have.deep.property('result', [{ places: [place] }]);
  });

  it('are not wiped by the empty objects that follow them', async () => {
    const groundingMetadata = {
      webSearchQueries: ['q'],
      groundingChunks: [web('one')],
      groundingSupports: [{ segment: { endIndex: 1 }, groundingChunkIndices: [0] }],
    };
    const reply = await answer(
      chunk([{ text: 'A' }], { groundingMetadata: {} }),
      { candidates: [{ groundingMetadata }] },
      { candidates: [{ groundingMetadata: { groundingChunks: [], webSearchQueries: [] } }] },
      { candidates: [{ groundingMetadata: {}, finishReason: 'STOP' }] },
    );
    expect(listCitations(reply).map(({ cited }) => cited)).to.deep.equal(['A']);
  });

  it('are told as a search with the suggestions exactly as they came', async () => {
    const renderedContent =
      '<style>.chip{}</style><a class="chip" href="https://www.google.com/search?q=q">q</a>';
    const groundingMetadata = { webSearchQueries: ['q', 'r'], searchEntryPoint: { renderedContent } };
    const reply = await answer(chunk([{ text: 'A' }], { groundingMetadata }), stop);
    expect(numberIds(reply.steps.slice(1))).to.deep.equal([
      {
        type: 'google_search_call',
        id: 'local-0',
        arguments: { queries: ['q', 'r'] },
        search_type: 'web_search',
      },
      { type: 'google_search_result', call_id: 'local-0', result: [{ search_suggestions: renderedContent }] },
    ]);
  });

  it('are added to a search that came as parts', async () => {
    const tool = { id: 't', toolType: 'GOOGLE_SEARCH_WEB' };
    const groundingMetadata = { webSearchQueries: ['q'], searchEntryPoint: { renderedContent: '<p>' } };
    const call = { toolCall: { ...tool, args: { queries: ['q'] } } };
    const withResult = await answer(
      chunk([call, { toolResponse: tool }, { text: 'A' }], { groundingMetadata }),
      stop,
    );
    expect(withResult.steps.map(({ type }) => type)).to.deep.equal([
      'google_search_call',
      'google_search_result',
      'model_output',
    ]);
    expect(withResult.steps[1]).to.have.deep.property('result', [{ search_suggestions: '<p>' }]);
    const without = await answer(chunk([call, { text: 'A' }], { groundingMetadata }), stop);
    expect(without.steps.at(-1)).to.deep.include({ type: 'google_search_result', call_id: 't' });
  });

  it('are told as the pages that were read, each with how that ended', async () => {
    const read = (retrievedUrl: string | undefined, status: string) => ({
      ...(retrievedUrl === undefined ? {} : { retrievedUrl }),
      urlRetrievalStatus: `URL_RETRIEVAL_STATUS_${status}`,
    });
    const urlMetadata = [
      read('https://a/', 'SUCCESS'),
      read('https://b/', 'PAYWALL'),
      read(undefined, 'ERROR'),
    ];
    const later = [read('https://b/', 'UNSAFE'), read('https://c/', 'ERROR')];
    const reply = await answer(
      chunk([{ text: 'A' }], { urlContextMetadata: { urlMetadata } }),
      { candidates: [{ urlContextMetadata: { urlMetadata: later } }] },
      stop,
    );
    expect(reply.steps[1]).to.have.deep.property('arguments', {
      urls: ['https://a/', 'https://b/', 'https://c/'],
    });
    expect(reply.steps[2]).to.have.deep.property('result', [
      { url: 'https://a/', status: 'success' },
      { url: 'https://b/', status: 'unsafe' },
      { url: 'https://c/', status: 'error' },
    ]);
  });

  it('are told as places with the token of their map', async () => {
    const groundingMetadata = {
      retrievalQueries: ['pizza'],
      groundingChunks: [{ maps: { title: 'Joe’s' } }],
      googleMapsWidgetContextToken: 'widget',
    };
    const reply = await answer(chunk([{ text: 'A' }], { groundingMetadata }), stop);
    expect(reply.steps[1]).to.have.deep.property('arguments', { queries: ['pizza'] });
    expect(reply.steps[2]).to.have.deep.property('result', [
      { places: [{ name: 'Joe’s' }], widget_context_token: 'widget' },
    ]);
  });

  for (const list of ['citationSources', 'citations']) {
    it(`are cited where a passage repeats them (${list})`, async () => {
      const sources = [
        { endIndex: 3, uri: 'https://a/', title: 'A', license: 'mit' },
        { startIndex: 4, endIndex: 7, uri: 'https://b/' },
        { startIndex: 4, endIndex: 7, title: 'No address' },
        { startIndex: 90, endIndex: 99, uri: 'https://beyond/' },
      ];
      const citationMetadata = { [list]: sources };
      const reply = await answer(chunk([{ text: 'One two' }], { citationMetadata }), {
        candidates: [{ citationMetadata, finishReason: 'STOP' }],
      });
      expect(listCitations(reply)).to.deep.equal([
        {
          cited: 'One',
          annotation: { type: 'url_citation', url: 'https://a/', title: 'A', start_index: 0, end_index: 3 },
        },
        {
          cited: 'two',
          annotation: { type: 'url_citation', url: 'https://b/', start_index: 4, end_index: 7 },
        },
      ]);
    });
  }

  it('do no harm when they are nonsense', async () => {
    const groundingMetadata = {
      groundingChunks: [null, 'x', { web: 'x' }, { maps: [] }],
      groundingSupports: [
        null,
        {},
        { segment: 1 },
        { segment: { endIndex: 1 }, groundingChunkIndices: ['0', -1, 0] },
      ],
      searchEntryPoint: 'x',
      webSearchQueries: 'x',
      retrievalQueries: [1],
    };
    const reply = await answer(
      chunk([{ text: 'A' }], {
        groundingMetadata,
        urlContextMetadata: { urlMetadata: 'x' },
        citationMetadata: { citationSources: [null, { uri: 1 }] },
      }),
      stop,
    );
    expect(reply.steps).to.deep.equal([{ type: 'model_output', content: [{ type: 'text', text: 'A' }] }]);
    expect(reply.status).to.equal('completed');
  });
});
