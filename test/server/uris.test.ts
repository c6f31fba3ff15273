import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import { FakeGemini, makeRequest, post, postTo, readError } from './fake-gemini.js';
import { sealId } from './seal-id.js';

type Options = Partial<ChatHandlerOptions>;

const google = 'https://generativelanguage.googleapis.com';
const hosts: Options = { uriHosts: ['www.youtube.com', 'media.example:8443'], uploads: false };
const uploads: Options = { uploads: true };
const gateway: Options = { uploads: true, baseUrl: 'https://gateway.example/google' };

const cases: readonly [boolean, string, Options][] = [
  [true, 'https://www.youtube.com/watch?v=9hE5-98ZeCg&t=1s', hosts],
  [true, 'https://www.youtube.com', hosts],
  [true, 'https://media.example:8443/a%20b.png#x', hosts],
  [false, 'https://www.youtube.com/watch?v=9hE5', uploads],
  [false, 'https://youtu.be/9hE5', hosts],
  [false, 'http://www.youtube.com/watch', hosts],
  [false, 'https://youtube.com/watch', hosts],
  [false, 'https://www.youtube.com.evil.example/', hosts],
  [false, 'https://evil.example/www.youtube.com/', hosts],
  [false, 'https://www.youtube.com@evil.example/', hosts],
  [false, 'https://www.youtube.com:443@evil.example/', hosts],
  [false, 'https://evil.example\\@www.youtube.com/', hosts],
  [false, 'https://www.youtube.com\\@evil.example/', hosts],
  [false, 'https://www.youtube.com/\\..', hosts],
  [false, 'https://evil.example?https://www.youtube.com/', hosts],
  [false, ' https://www.youtube.com/', hosts],
  [false, 'https://www.youtube.com/\nhttps://evil.example/', hosts],
  [false, 'https://www.youtube.com:8443/', hosts],
  [false, 'https://media.example/', hosts],
  [false, 'https:www.youtube.com/', hosts],
  [false, '//www.youtube.com/', hosts],
  [false, 'https://WWW.YOUTUBE.COM/', hosts],
  [false, `https://www.youtube.com/${'a'.repeat(3000)}`, hosts],
  [false, 'gs://bucket/file', hosts],
  [false, 'data:image/png;base64,AAAA', hosts],
  [false, '', hosts],
  [true, `${google}/v1beta/files/o3s42u5uu1z2`, uploads],
  [true, `${google}/v1/files/o3s42u5uu1z2`, uploads],
  [true, `${google}/v1beta/files/o3s42u5uu1z2:download?alt=media`, uploads],
  [true, 'https://gateway.example/google/v1beta/files/a-1', gateway],
  [true, `${google}/v1beta/files/a-1`, gateway],
  [false, `${google}/v1beta/files/o3s42u5uu1z2`, hosts],
  [false, `${google}/v1beta/files/`, uploads],
  [false, `${google}/v1beta/files/../models`, uploads],
  [false, `${google}/v1beta/files/a%2f..%2fmodels`, uploads],
  [false, `${google}/v1beta/files/a?key=x`, uploads],
  [false, `${google}/v1beta/cachedContents/a`, uploads],
  [false, `${google}.evil.example/v1beta/files/a`, uploads],
  [false, 'https://gateway.example/other/v1beta/files/a', gateway],
  [false, 'files/o3s42u5uu1z2', uploads],
];

/** The address with the name of a file in it as the visitor was given it, wherever it is. */
async function sealUri(uri: string): Promise<string> {
  const [found = '', id] = /\/files\/([a-z0-9-]+)/.exec(uri) ?? [];
  return id === undefined ? uri : uri.replace(found, `/files/${await sealId('file', id)}`);
}

/** The places in a request where an address can stand. */
const places: readonly [string, (uri: string) => Request][] = [
  ['a content', (uri) => post({ input: [{ type: 'video', uri, mime_type: 'video/mp4' }] })],
  ['a user step', (uri) => post({ input: [{ type: 'user_input', content: [{ type: 'image', uri }] }] })],
  ["a model's step", (uri) => post({ input: [{ type: 'model_output', content: [{ type: 'audio', uri }] }] })],
  [
    'a function result',
    (uri) =>
      post({ input: [{ type: 'function_result', call_id: 'c', result: [{ type: 'document', uri }] }] }),
  ],
  [
    'a part',
    (uri) =>
      postTo('/models/gemini-3.5-flash:generateContent', {
        contents: [{ role: 'user', parts: [{ fileData: { fileUri: uri, mimeType: 'video/mp4' } }] }],
      }),
  ],
  [
    "a model's part",
    (uri) =>
      postTo('/models/gemini-3.5-flash:generateContent', {
        contents: [{ role: 'model', parts: [{ fileData: { fileUri: uri } }] }],
      }),
  ],
  [
    "the parts of a function's response",
    (uri) =>
      postTo('/models/gemini-3.5-flash:generateContent', {
        contents: [{ parts: [{ functionResponse: { name: 'f', parts: [{ fileData: { fileUri: uri } }] } }] }],
      }),
  ],
];

describe('addresses that Gemini is asked to fetch', () => {
  for (const [allowed, uri, options] of cases) {
    it(`${allowed ? 'may' : 'may not'} be ${uri.slice(0, 80)} with ${JSON.stringify(options)}`, async () => {
      // Gemini gets its own address for the one that the visitor was given.
      const sealed = await sealUri(uri);
      for (const [place, request] of places) {
        const gemini = new FakeGemini();
        const response = await gemini.handler(options)(request(sealed));
        expect(response.status, place).to.equal(allowed ? 200 : 400);
        expect(gemini.calls.length, place).to.equal(allowed ? 1 : 0);
        if (allowed) expect(JSON.stringify(gemini.sent), place).to.include(JSON.stringify(uri));
      }
    });
  }

  it('may not be any, without a word of the site', async () => {
    for (const [place, request] of places) {
      const response = await new FakeGemini().handler()(request('https://www.youtube.com/watch?v=1'));
      expect(response.status, place).to.equal(400);
    }
  });

  it("may not be of a file that is somebody else's, or of nobody's", async () => {
    const uri = `${google}/v1beta/files/o3s42u5uu1z2`;
    const own = await sealUri(uri);
    const foreign = await sealId(
      'file',
      'o3s42u5uu1z2',
      makeRequest('POST', '/', { 'sec-fetch-site': 'same-origin' }),
    );
    for (const name of [uri, `${own}0`, own.replace('o3s', 'o4s'), uri + foreign.slice(12)]) {
      for (const [place, request] of places) {
        const gemini = new FakeGemini();
        const response = await gemini.handler()(request(name));
        expect(response.status, place).to.equal(404);
        const { code, message } = await readError(response);
        expect(code).to.equal('not_found');
        expect(message).to.match(/^What the field "(?:input|contents)\..*ri" refers to does not exist\.$/);
        expect(gemini.calls.length, place).to.equal(0);
      }
    }
  });

  it('stand in place of the bytes, not beside them, and not in place of nothing', async () => {
    const handler = new FakeGemini().handler(hosts);
    for (const fields of [{}, { data: 'AAAA', uri: 'https://www.youtube.com/' }]) {
      expect((await handler(post({ input: [{ type: 'image', ...fields }] }))).status).to.equal(400);
    }
    expect((await handler(post({ input: [{ type: 'image', data: 'AAAA' }] }))).status).to.equal(200);
  });
});
