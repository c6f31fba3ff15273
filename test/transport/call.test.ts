import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { PlayedFarEnd } from './far-end.js';

const { signal } = new AbortController();
const endpoint = 'https://chat.test/api';

describe('asking the backend for anything beside turns', () => {
  const paths: [path: string, url: string][] = [
    ['/config', 'https://chat.test/api/config'],
    ['/interactions/a%2Fb?stream=true', 'https://chat.test/api/interactions/a%2Fb?stream=true'],
    ['https://chat.test/api/upload/files?id=1', 'https://chat.test/api/upload/files?id=1'],
  ];
  for (const [path, url] of paths) {
    it(`goes to ${url} for ${path}`, async () => {
      const farEnd = new PlayedFarEnd(() => new Response('ok', { status: 201 }));
      const transport = new BackendTransport({ endpoint, fetch: farEnd.fetch });
      const response = await transport.call(path, { method: 'POST', headers: { 'x-piece': '1' } }, signal);
      expect([response.status, await response.text()]).to.deep.equal([201, 'ok']);
      const [sent] = farEnd.requests;
      expect([sent?.url, sent?.method, sent?.headers.get('x-piece'), sent?.credentials]).to.deep.equal([
        url,
        'POST',
        '1',
        'same-origin',
      ]);
    });
  }

  for (const path of [
    'https://elsewhere.test/api/files',
    'https://chat.test/other',
    'https://chat.test/apistore/files',
    'https://chat.test/api/../admin',
    'https://chat.test/api/%2e%2e/admin',
    '/../admin',
    'files',
    'javascript:alert(1)',
    '',
  ]) {
    it(`goes nowhere for ${path || 'an empty address'}, which is not the backend's`, async () => {
      const farEnd = new PlayedFarEnd(() => new Response('ok'));
      const transport = new BackendTransport({ endpoint, fetch: farEnd.fetch });
      const error = await transport.call(path, {}, signal).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ChatError).with.property('code', 'bad-response');
      expect(farEnd.requests).to.deep.equal([]);
    });
  }

  it('gives the answer back whatever its status, and says when there is none', async () => {
    const farEnd = new PlayedFarEnd(({ url }) => {
      if (url.endsWith('/dead')) throw new TypeError('Failed to fetch');
      return new Response('no', { status: 404 });
    });
    const transport = new BackendTransport({ endpoint, fetch: farEnd.fetch });
    expect((await transport.call('/gone', {}, signal)).status).to.equal(404);
    const error = await transport.call('/dead', {}, signal).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'network');
  });

  it('ends with the reason of an abort, also where the far end does not heed it', async () => {
    const stopping = new AbortController();
    const transport = new BackendTransport({ endpoint, fetch: () => new Promise(() => {}) });
    const answer = transport.call('/config', {}, stopping.signal).catch((caught: unknown) => caught);
    const reason = new Error('stopped');
    stopping.abort(reason);
    expect(await answer).to.equal(reason);
  });
});
