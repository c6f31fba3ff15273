import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import { canaryKey, FakeGemini, makeRequest, postTo, readError } from './fake-gemini.js';
import { sealId } from './seal-id.js';

const session =
  'https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=AKhX&upload_protocol=resumable';

function begun(headers: Record<string, string> = {}): Response {
  return new Response('', {
    headers: { 'x-goog-upload-url': session, 'x-goog-upload-status': 'active', ...headers },
  });
}

const start = {
  'x-goog-upload-protocol': 'resumable',
  'x-goog-upload-command': 'start',
  'x-goog-upload-header-content-length': '1000',
  'x-goog-upload-header-content-type': 'image/png',
};
const file = { displayName: 'Bild "1".png', mimeType: 'image/png', sizeBytes: '1000' };

interface Wish {
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly options?: Partial<ChatHandlerOptions>;
}

function begin(gemini: FakeGemini, { path, headers, body, options }: Wish = {}): Promise<Response> {
  const handler = gemini.handler({ uploads: true, ...options });
  return handler(postTo(path ?? '/api/upload/files', body ?? { file }, { ...start, ...headers }));
}

describe('the beginning of an upload', () => {
  it('is made at Gemini with the key and with what was checked, no more', async () => {
    const gemini = new FakeGemini(() => begun());
    const response = await begin(gemini, { headers: { 'x-goog-upload-file-name': 'x', authorization: 'y' } });
    expect(response.status).to.equal(200);
    const { request, body } = gemini.calls[0] ?? {};
    expect(request?.url).to.equal('https://generativelanguage.googleapis.com/upload/v1beta/files');
    expect(Object.fromEntries(request?.headers ?? [])).to.deep.equal({
      accept: 'application/json',
      'content-type': 'application/json',
      'x-goog-api-key': canaryKey,
      ...start,
    });
    expect(body).to.deep.equal({ file });
  });

  const places: readonly [string, Record<string, string>, Partial<ChatHandlerOptions>, string][] = [
    ['/upload/files', {}, {}, 'https://shop.example/upload/files'],
    ['/api/gemini/upload/files/', {}, {}, 'https://shop.example/api/gemini/upload/files'],
    ['/api/upload/v1beta/files?key=x', {}, {}, 'https://shop.example/api/upload/v1beta/files'],
    [
      '/api/upload/files',
      { origin: 'https://www.example', 'sec-fetch-site': 'same-origin' },
      {},
      'https://www.example/api/upload/files',
    ],
    [
      '/api/upload/files',
      { origin: 'https://partner.example', 'sec-fetch-site': 'cross-site' },
      { origins: ['https://partner.example'] },
      'https://shop.example/api/upload/files',
    ],
    [
      '/upload/files',
      { origin: 'https://shop.example' },
      { publicUrl: 'https://shop.example/api/gemini/' },
      'https://shop.example/api/gemini/upload/files',
    ],
  ];
  for (const [path, headers, options, expected] of places) {
    it(`leads on to ${expected} from ${path} with ${JSON.stringify({ ...headers, ...options })}`, async () => {
      const response = await begin(new FakeGemini(() => begun()), { path, headers, options });
      const url = new URL(response.headers.get('x-goog-upload-url') ?? '');
      expect(url.origin + url.pathname).to.equal(expected);
      expect([...url.searchParams.keys()]).to.deep.equal(['upload_id', 'upload_protocol']);
    });
  }

  it("says of Gemini's headers only what a client goes by, and never Gemini's address", async () => {
    const answer = begun({
      'x-goog-upload-chunk-granularity': '262144',
      'x-guploader-uploadid': 'AKhX',
      'set-cookie': 'a',
    });
    const response = await begin(new FakeGemini(() => answer));
    const headers = Object.fromEntries(response.headers);
    expect(headers).to.include({
      'x-goog-upload-status': 'active',
      'x-goog-upload-chunk-granularity': '262144',
      'cache-control': 'no-store, no-transform',
    });
    expect(JSON.stringify(headers)).not.to.match(/googleapis|AKhX|guploader/);
    expect(await response.text()).to.equal('');
  });

  const refused: readonly [string, Wish, number, string][] = [
    ['another protocol', { headers: { 'x-goog-upload-protocol': 'multipart' } }, 400, 'resumable'],
    ['another command', { headers: { 'x-goog-upload-command': 'upload' } }, 400, 'start'],
    ['a start with bytes at once', { headers: { 'x-goog-upload-command': 'start, finalize' } }, 400, 'start'],
    ['a form', { headers: { 'content-type': 'multipart/form-data' } }, 415, 'application/json'],
    ['a name of a file of its own', { body: { file: { ...file, name: 'files/mine' } } }, 400, '"file.name"'],
    ['fields beside the file', { body: { file, parent: 'x' } }, 400, '"parent"'],
    ['a source beside the bytes', { body: { file: { ...file, uri: 'gs://x' } } }, 400, '"file.uri"'],
    ['no file', { body: {} }, 400, '"file"'],
    [
      'a name that is a story',
      { body: { file: { ...file, displayName: 'x'.repeat(513) } } },
      400,
      '"file.displayName"',
    ],
    ['another size in the body', { body: { file: { ...file, sizeBytes: '10' } } }, 400, '"file.sizeBytes"'],
    [
      'another type in the body',
      { body: { file: { ...file, mimeType: 'text/plain' } } },
      400,
      '"file.mimeType"',
    ],
    [
      'a size of nothing',
      { headers: { 'x-goog-upload-header-content-length': '0' }, body: { file: {} } },
      400,
      '"file.sizeBytes"',
    ],
    [
      'a size below nothing',
      { headers: { 'x-goog-upload-header-content-length': '-1' }, body: { file: {} } },
      400,
      '"file.sizeBytes"',
    ],
    [
      'a size in words',
      { headers: { 'x-goog-upload-header-content-length': '1e3' }, body: { file: {} } },
      400,
      '"file.sizeBytes"',
    ],
    [
      'a size beyond all files',
      { headers: { 'x-goog-upload-header-content-length': '104857601' }, body: { file: {} } },
      413,
      '104857600',
    ],
    ['a size beyond what the site allows', { options: { uploads: { maxBytes: 999 } } }, 413, '999'],
    [
      'a program',
      { headers: { 'x-goog-upload-header-content-type': 'application/x-msdownload' }, body: { file: {} } },
      415,
      'type',
    ],
    [
      'a type that only begins alike',
      { headers: { 'x-goog-upload-header-content-type': 'application/pdfx' }, body: { file: {} } },
      415,
      'type',
    ],
    [
      'a type that is a pattern',
      { headers: { 'x-goog-upload-header-content-type': 'image/*' }, body: { file: {} } },
      415,
      'type',
    ],
    [
      'a type with more behind it',
      { headers: { 'x-goog-upload-header-content-type': 'image/png, text/html' }, body: { file: {} } },
      415,
      'type',
    ],
    ['a type that is not listed', { options: { uploads: { types: ['image/jpeg'] } } }, 415, 'type'],
  ];
  for (const [what, wish, status, words] of refused) {
    it(`refuses ${what}`, async () => {
      const gemini = new FakeGemini(() => begun());
      const response = await begin(gemini, wish);
      expect(response.status).to.equal(status);
      expect((await readError(response)).message).to.include(words);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  it('refuses a file without size or type', async () => {
    for (const name of ['x-goog-upload-header-content-length', 'x-goog-upload-header-content-type']) {
      const headers = Object.fromEntries(Object.entries(start).filter(([other]) => other !== name));
      const handler = new FakeGemini(() => begun()).handler({ uploads: true });
      const response = await handler(postTo('/upload/files', { file: {} }, headers));
      expect(response.status).to.equal(400);
      expect((await readError(response)).message).to.include('is missing');
    }
  });

  const types: readonly [string, string[] | undefined][] = [
    ['audio/webm;codecs=opus', undefined],
    ['audio/L16; rate=24000', undefined],
    ['IMAGE/PNG', undefined],
    ['application/pdf', undefined],
    ['text/x-python', undefined],
    ['application/json', ['application/json']],
  ];
  for (const [type, listed] of types) {
    it(`takes ${type}`, async () => {
      const gemini = new FakeGemini(() => begun());
      const uploads = listed === undefined ? true : { types: listed };
      const headers = { 'x-goog-upload-header-content-type': type };
      const response = await begin(gemini, { headers, body: { file: {} }, options: { uploads } });
      expect(response.status).to.equal(200);
      expect(gemini.calls[0]?.request.headers.get('x-goog-upload-header-content-type')).to.equal(type);
    });
  }

  const failures: readonly [string, () => Response | Promise<Response>, number][] = [
    ['gives no address', () => new Response(''), 502],
    ['gives half an address', () => begun({ 'x-goog-upload-url': '/upload/files?upload_id=x' }), 502],
    ['gives an address of another kind', () => begun({ 'x-goog-upload-url': 'file:///etc/passwd' }), 502],
    [
      'answers with a page',
      () => new Response('<html>', { status: 403, headers: { 'content-type': 'text/html' } }),
      502,
    ],
    ['refuses', () => Response.json({ error: { code: 403, message: canaryKey } }, { status: 403 }), 403],
    ['cannot be reached', () => Promise.reject(new Error(canaryKey)), 502],
    ['does not answer', () => new Promise<Response>(() => undefined), 504],
  ];
  for (const [what, answer, status] of failures) {
    it(`ends with ${status} where Gemini ${what}`, async () => {
      const response = await begin(new FakeGemini(answer), { options: { connectSeconds: 0.03 } });
      expect(response.status).to.equal(status);
      expect(await response.text()).not.to.include(canaryKey);
      expect(response.headers.get('x-goog-upload-url')).to.equal(null);
    });
  }

  it('is for pages of the site alone', async () => {
    const gemini = new FakeGemini(() => begun());
    const response = await begin(gemini, { headers: { origin: 'https://evil.example' } });
    expect(response.status).to.equal(403);
    expect(gemini.calls.length).to.equal(0);
  });
});

describe('files by their name', () => {
  const recorded = {
    name: 'files/o3s42u5uu1z2',
    state: 'FAILED',
    error: { code: 13, message: 'projects/3487' },
  };
  for (const [method, path] of [
    ['GET', '/files/{}'],
    ['GET', '/api/v1beta/files/{}/?key=x'],
    ['DELETE', '/v1/files/{}'],
  ] as const) {
    it(`are asked for by ${method} ${path}, in our own words where they failed`, async () => {
      const gemini = new FakeGemini(() => Response.json(recorded));
      const name = await sealId('file', 'o3s42u5uu1z2');
      const response = await gemini.handler({ uploads: true })(makeRequest(method, path.replace('{}', name)));
      expect(response.status).to.equal(200);
      const { request } = gemini.calls[0] ?? {};
      expect(request?.url).to.equal('https://generativelanguage.googleapis.com/v1beta/files/o3s42u5uu1z2');
      expect(request?.method).to.equal(method);
      const text = await response.text();
      expect(text).to.include('"FAILED"').and.not.to.include('3487');
      expect(JSON.parse(text)).to.have.property('name', `files/${name}`);
    });
  }

  it('are found by no name but the one that the visitor was given', async () => {
    const name = await sealId('file', 'o3s42u5uu1z2');
    const gemini = new FakeGemini();
    for (const other of ['o3s42u5uu1z2', name.slice(1), `${name}0`, name.replace('o3', 'o4')]) {
      for (const method of ['GET', 'DELETE']) {
        const response = await gemini.handler()(makeRequest(method, `/files/${other}`));
        expect(response.status, other).to.equal(404);
        expect((await readError(response)).message).to.equal('There is no such file.');
      }
    }
    expect(gemini.calls.length).to.equal(0);
  });

  for (const path of [
    '/files',
    '/files/',
    '/files/..%2fmodels',
    '/files/A',
    '/files/a:b',
    '/files/a/b',
    '/files/a%00',
  ]) {
    it(`are not found at ${path}`, async () => {
      const gemini = new FakeGemini();
      const response = await gemini.handler({ uploads: true })(new Request(`https://shop.example${path}`));
      expect(response.status).to.equal(404);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  it('counts as a request of the visitor, unless it is refused for what it is', async () => {
    const gemini = new FakeGemini(() => begun());
    const limits = { visitor: { requestsPerMinute: 1 } };
    const handler = gemini.handler({ limits, identify: () => 'anna' });
    const statuses: number[] = [];
    for (const headers of [{ 'x-goog-upload-header-content-type': 'image/gif' }, {}, {}]) {
      const response = await handler(postTo('/upload/files', { file }, { ...start, ...headers }));
      statuses.push(response.status);
    }
    expect(statuses).to.deep.equal([400, 200, 429]);
    expect(gemini.calls).to.have.lengthOf(1);
  });
});
