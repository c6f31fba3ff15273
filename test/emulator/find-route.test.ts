import { expect } from 'chai';
import { address, askUnary, bodyOf, createRequest, createStill } from './ask-emulator.js';
import { contentsOf, sendGenerate } from './ask-generate-content.js';

const key = { 'x-goog-api-key': 'any' };
const fault = (text: string) => ({ ...key, 'x-emulator-fault': text });
const upload = 'https://gemini.example/upload/v1beta/files';

describe('a fault of any route', () => {
  it('has the shape of errors that the route has', async () => {
    const emulator = createStill();
    const headers = fault('status:429;retry-after=3');
    const google = [
      await sendGenerate(emulator, contentsOf('hi'), 'generateContent', { headers }),
      await sendGenerate(emulator, contentsOf('hi'), 'streamGenerateContent?alt=sse', { headers }),
      await emulator('https://gemini.example/v1beta/files/x', { headers }),
      await emulator(upload, { method: 'POST', headers }),
    ];
    for (const response of google) {
      expect(response.status).to.equal(429);
      expect((await response.json()).error).to.include({ code: 429, status: 'RESOURCE_EXHAUSTED' });
    }
    for (const [method, path] of [
      ['GET', '/v1_x'],
      ['POST', '/v1_x/cancel'],
      ['DELETE', '/v1_x'],
    ] as const) {
      const response = await emulator(address + path, { method, headers });
      expect((await response.json()).error.code).to.equal('rate_limit_exceeded');
    }
  });

  it('drops the stream of the older API after some chunks', async () => {
    const headers = fault('drop:2');
    const response = await sendGenerate(createStill(), contentsOf('long'), 'streamGenerateContent?alt=sse', {
      headers,
    });
    expect((await response.text()).match(/^data: /gm)).to.have.length(2);
  });

  it('cuts the stream of the older API to pieces without losing anything', async () => {
    const clean = await (
      await sendGenerate(createStill(), contentsOf('emoji'), 'streamGenerateContent')
    ).text();
    const headers = fault('chunks:3');
    const response = await sendGenerate(createStill(), contentsOf('emoji'), 'streamGenerateContent', {
      headers,
    });
    expect(await response.text()).to.equal(clean);
  });

  it('breaks a stream that is resumed, but not the work behind it', async () => {
    const emulator = createStill();
    const { body } = await askUnary(emulator, 'hello', { background: true });
    const url = `${address}/${String(body['id'])}`;
    const broken = await emulator(`${url}?stream=true`, { headers: fault('reset:2') });
    expect(await broken.text().catch((error: unknown) => error)).to.be.instanceOf(TypeError);
    expect((await (await emulator(url, { headers: key })).json()).status).to.equal('completed');
  });

  it('loses the answer to a piece of an upload that did arrive', async () => {
    const emulator = createStill();
    const begun = await emulator(upload, {
      method: 'POST',
      headers: {
        ...key,
        'x-goog-upload-command': 'start',
        'x-goog-upload-header-content-type': 'text/plain',
      },
      body: '{}',
    });
    const url = begun.headers.get('x-goog-upload-url') ?? '';
    const piece = emulator(url, {
      method: 'POST',
      headers: { ...fault('reset'), 'x-goog-upload-command': 'upload', 'x-goog-upload-offset': '0' },
      body: 'hello',
    });
    expect(await piece.catch((error: unknown) => error)).to.be.instanceOf(TypeError);
    const asked = await emulator(url, { method: 'POST', headers: { 'x-goog-upload-command': 'query' } });
    expect(asked.headers.get('x-goog-upload-size-received')).to.equal('5');
  });
});

describe('a request', () => {
  it('may bring its key in the address', async () => {
    const { headers, ...init } = { method: 'POST', body: JSON.stringify(bodyOf('echo a')), headers: {} };
    const emulator = createStill();
    expect((await emulator(`${address}?key=any`, { ...init, headers })).status).to.equal(200);
    expect((await emulator(`${address}?key=`, { ...init, headers })).status).to.equal(401);
  });

  it('finds the older API under any prefix and version', async () => {
    for (const prefix of ['', '/v1', '/v1beta', '/a/b/v1beta']) {
      const url = `https://gemini.example${prefix}/models/gemini-3.5-flash:generateContent`;
      expect((await createStill()(createRequest(contentsOf('hi'), {}, url))).status).to.equal(200);
    }
  });
});
