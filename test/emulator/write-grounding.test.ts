import { expect } from 'chai';
import { writeGrounding, writeUrlContext } from '../../src/emulator/write-grounding.js';
import { listObjects } from '../../src/emulator/list-objects.js';
import type { Step } from '../../src/protocol/step.js';

const web = (url: string, start: number, end: number) => ({
  type: 'url_citation',
  url,
  title: 'A',
  start_index: start,
  end_index: end,
});

describe('writeGrounding', () => {
  it('counts bytes over all texts of the answer', () => {
    const steps: Step[] = [
      {
        type: 'model_output',
        content: [{ type: 'text', text: 'Größe. ', annotations: [web('https://a.example/', 0, 8)] }],
      },
      { type: 'google_search_call', id: '1', arguments: { queries: ['größe'] } },
      { type: 'google_search_result', call_id: '1', result: [{ search_suggestions: '<b>größe</b>' }] },
      {
        type: 'model_output',
        content: [
          {
            type: 'text',
            text: 'Groß: 猫.',
            annotations: [web('https://b.example/', 0, 10), web('https://a.example/', 0, 10)],
          },
        ],
      },
    ];
    const metadata = writeGrounding(steps);
    expect(metadata).to.deep.equal({
      searchEntryPoint: { renderedContent: '<b>größe</b>' },
      groundingChunks: [
        { web: { uri: 'https://a.example/', title: 'A' } },
        { web: { uri: 'https://b.example/', title: 'A' } },
      ],
      groundingSupports: [
        { segment: { endIndex: 8, text: 'Größe.' }, groundingChunkIndices: [0] },
        { segment: { startIndex: 9, endIndex: 19, text: 'Groß: 猫' }, groundingChunkIndices: [1, 0] },
      ],
      webSearchQueries: ['größe'],
    });
    const answer = new TextEncoder().encode('Größe. Groß: 猫.');
    for (const { segment } of listObjects(metadata?.['groundingSupports'])) {
      const { startIndex = 0, endIndex, text } = listObjects([segment])[0] ?? {};
      expect(new TextDecoder().decode(answer.slice(Number(startIndex), Number(endIndex)))).to.equal(text);
    }
  });

  it('names places and files', () => {
    const cited = (annotation: object): Step => ({
      type: 'model_output',
      content: [
        { type: 'text', text: 'Here.', annotations: [{ ...annotation, start_index: 0, end_index: 5 }] },
      ],
    });
    const place = { place_id: 'p1', name: 'Café', url: 'https://maps.google.com/?cid=1' };
    const maps = { uri: 'https://maps.google.com/?cid=1', title: 'Café', placeId: 'places/p1' };
    expect(writeGrounding([cited({ type: 'place_citation', ...place })])?.['groundingChunks']).to.deep.equal([
      { maps },
    ]);
    const result = [{ places: [place, { name: 'Bar' }], widget_context_token: 'w' }];
    expect(writeGrounding([{ type: 'google_maps_result', call_id: '1', result }])).to.deep.equal({
      groundingChunks: [{ maps }, { maps: { title: 'Bar' } }],
      googleMapsWidgetContextToken: 'w',
    });
    const file = {
      type: 'file_citation',
      document_uri: 'd',
      file_name: 'a.pdf',
      source: 'text',
      page_number: 3,
    };
    expect(writeGrounding([cited(file)])?.['groundingChunks']).to.deep.equal([
      { retrievedContext: { uri: 'd', title: 'a.pdf', text: 'text', pageNumber: 3 } },
    ]);
  });

  it('is not there for an answer that rests on nothing', () => {
    expect(writeGrounding([{ type: 'model_output', content: [{ type: 'text', text: 'Hi' }] }])).to.equal(
      undefined,
    );
  });
});

describe('writeUrlContext', () => {
  it('says of each page whether it could be read', () => {
    const result = ['success', 'error', 'paywall', 'unsafe'].map((status) => ({
      url: `u/${status}`,
      status,
    }));
    expect(writeUrlContext([{ type: 'url_context_result', call_id: '1', result }])).to.deep.equal({
      urlMetadata: [
        { retrievedUrl: 'u/success', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_SUCCESS' },
        { retrievedUrl: 'u/error', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_ERROR' },
        { retrievedUrl: 'u/paywall', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_PAYWALL' },
        { retrievedUrl: 'u/unsafe', urlRetrievalStatus: 'URL_RETRIEVAL_STATUS_UNSAFE' },
      ],
    });
    expect(writeUrlContext([])).to.equal(undefined);
  });
});
