import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import { FakeGemini, makeRequest, post, readError } from './fake-gemini.js';

const shop = 'https://shop.example';
const partner = 'https://partner.example';
const listed = [partner, 'http://localhost:5173'];

type Origins = ChatHandlerOptions['origins'];
type Case = readonly [string, Origins, Record<string, string>, boolean, (string | null)?];

const cases: readonly Case[] = [
  ['a server without an origin', undefined, {}, true],
  ['a page of the same origin', undefined, { origin: shop }, true],
  [
    'a page of the same origin, as the browser says',
    undefined,
    { origin: shop, 'sec-fetch-site': 'same-origin' },
    true,
  ],
  [
    'a page behind a proxy that changes the host',
    undefined,
    { origin: 'https://www.example', 'sec-fetch-site': 'same-origin' },
    true,
  ],
  ['a foreign page', undefined, { origin: 'https://evil.example' }, false],
  [
    'a foreign page of a modern browser',
    undefined,
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    false,
  ],
  [
    'a neighbour on the same site',
    undefined,
    { origin: 'https://blog.shop.example', 'sec-fetch-site': 'same-site' },
    false,
  ],
  ['the same host without TLS', undefined, { origin: 'http://shop.example' }, false],
  ['the same host at another port', undefined, { origin: 'https://shop.example:8443' }, false],
  ['a host that only begins alike', undefined, { origin: 'https://shop.example.evil.example' }, false],
  [
    'an origin that the browser contradicts',
    undefined,
    { origin: shop, 'sec-fetch-site': 'cross-site' },
    false,
  ],
  ['a foreign form without an origin', undefined, { 'sec-fetch-site': 'cross-site' }, false],
  ['a sandboxed frame', undefined, { origin: 'null' }, false],
  ['a partner on the list', listed, { origin: partner, 'sec-fetch-site': 'cross-site' }, true, partner],
  ['a partner in other letters', listed, { origin: 'https://PARTNER.example' }, false],
  ['a part of a partner', listed, { origin: 'https://partner' }, false],
  ['a page beside the list', listed, { origin: 'https://evil.example' }, false],
  ['the own page beside a list', listed, { origin: shop }, true],
  [
    'any page where all are welcome',
    '*',
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    true,
    '*',
  ],
  ['a sandboxed frame where all are welcome', '*', { origin: 'null' }, false],
];

describe('pages that may use the backend', () => {
  for (const [what, origins, headers, allowed, share = null] of cases) {
    it(`${allowed ? 'lets in' : 'keeps out'} ${what}`, async () => {
      const gemini = new FakeGemini();
      const response = await gemini.handler({ origins })(post({ input: 'x' }, headers));
      expect(response.status).to.equal(allowed ? 200 : 403);
      expect(response.headers.get('access-control-allow-origin')).to.equal(share);
      expect(gemini.calls.length).to.equal(allowed ? 1 : 0);
      if (!allowed) expect((await readError(response)).code).to.equal('permission_denied');
    });
  }

  it('tells caches that the answer depends on the origin', async () => {
    const handler = new FakeGemini().handler({ origins: listed });
    for (const origin of [partner, 'https://evil.example']) {
      expect((await handler(post({ input: 'x' }, { origin }))).headers.get('vary')).to.equal('Origin');
    }
  });

  it('lets a listed page send cookies and read when to try again, also with an error', async () => {
    const { headers } = await new FakeGemini().handler({ origins: listed })(post({}, { origin: partner }));
    expect(headers.get('access-control-allow-credentials')).to.equal('true');
    const exposed = headers.get('access-control-expose-headers')?.toLowerCase().split(', ');
    expect(exposed).to.include.members(['retry-after', 'x-goog-upload-url', 'x-goog-upload-status']);
  });

  it('never shares cookies with everybody', async () => {
    const response = await new FakeGemini().handler({ origins: '*' })(post({ input: 'x' }, { origin: shop }));
    expect(response.headers.get('access-control-allow-credentials')).to.equal(null);
  });

  it('answers the browser that asks first', async () => {
    const gemini = new FakeGemini();
    const request = makeRequest('OPTIONS', '/api/interactions', {
      origin: partner,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type,x-goog-api-client',
    });
    const { status, headers } = await gemini.handler({ origins: listed })(request);
    expect(status).to.equal(204);
    expect(headers.get('access-control-allow-origin')).to.equal(partner);
    expect(headers.get('access-control-allow-methods')).to.include('POST');
    for (const name of [
      'content-type',
      'accept',
      'x-goog-api-client',
      'x-goog-api-key',
      'user-agent',
      'authorization',
      'x-goog-upload-protocol',
      'x-goog-upload-command',
      'x-goog-upload-offset',
      'x-goog-upload-header-content-length',
      'x-goog-upload-header-content-type',
    ]) {
      expect(headers.get('access-control-allow-headers')?.split(', ')).to.include(name);
    }
    expect(Number(headers.get('access-control-max-age'))).to.be.above(600);
    expect(headers.get('vary')).to.equal('Origin');
    expect(gemini.calls.length).to.equal(0);
  });

  it('turns down the browser that asks for a foreign page', async () => {
    const request = makeRequest('OPTIONS', '/api/interactions', { origin: 'https://evil.example' });
    const response = await new FakeGemini().handler({ origins: listed })(request);
    expect(response.status).to.equal(403);
    expect(response.headers.get('access-control-allow-origin')).to.equal(null);
  });

  it('lets no foreign page have something read by its id', async () => {
    const gemini = new FakeGemini();
    const handler = gemini.handler({ background: true, uploads: true });
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      for (const path of ['/interactions/v1_abc?stream=true', '/files/abc']) {
        expect((await handler(makeRequest('GET', path, headers))).status).to.equal(403);
      }
    }
    expect(gemini.calls.length).to.equal(0);
  });

  it('lets nobody foreign read what is allowed here, though asking is free', async () => {
    const request = makeRequest('GET', '/config', { origin: 'https://evil.example' });
    const response = await new FakeGemini().handler()(request);
    expect(response.headers.get('access-control-allow-origin')).to.equal(null);
  });
});
