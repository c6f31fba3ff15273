import { expect } from 'chai';
import {
  canaryKey,
  FakeGemini,
  HeldStream,
  makeRequest,
  post,
  readError,
  readOne,
  until,
} from './fake-gemini.js';
import { sealId } from './seal-id.js';

const base = 'https://generativelanguage.googleapis.com/v1beta/interactions';
const background = true;

describe('work in the background', () => {
  it('is begun where the site allows it', async () => {
    const gemini = new FakeGemini();
    await gemini.handler({ background })(post({ input: 'x', background: true }));
    expect(gemini.sent).to.include({ background: true });
  });

  /** In a path the id of Gemini's that it is asked for is where the visitor has the sealed one. */
  const calls: readonly [string, string, string, string][] = [
    ['GET', '/interactions/{v1_abc}', 'GET', '/v1_abc'],
    ['GET', '/api/gemini/v1beta/interactions/{v1_Chc0-9~.=}/', 'GET', '/v1_Chc0-9~.='],
    ['GET', '/interactions/{v1_abc}?stream=true', 'GET', '/v1_abc?stream=true'],
    ['GET', '/interactions/{a}?stream=false&include_input=true', 'GET', '/a?include_input=true'],
    [
      'GET',
      '/interactions/{a}?last_event_id=evt%2B1%3D&stream=true&alt=sse&key=visitor',
      'GET',
      '/a?stream=true&last_event_id=evt%2B1%3D',
    ],
    ['POST', '/interactions/{v1_abc}/cancel', 'POST', '/v1_abc/cancel'],
    ['POST', '/v1/interactions/{v1_abc}/cancel?key=visitor', 'POST', '/v1_abc/cancel'],
    ['DELETE', '/interactions/{v1_abc}', 'DELETE', '/v1_abc'],
    ['GET', '/interactions/interactions/health/cancel/interactions/{x}', 'GET', '/x'],
    ['GET', `/interactions/{${'a'.repeat(900)}}`, 'GET', `/${'a'.repeat(900)}`],
  ];
  for (const [method, path, sentMethod, sentPath] of calls) {
    it(`asks Gemini for ${sentPath.slice(0, 60)} on ${method} ${path.slice(0, 60)}`, async () => {
      const gemini = new FakeGemini();
      const [, id = ''] = /\{(.*)\}/.exec(path) ?? [];
      const sealed = path.replace(`{${id}}`, await sealId('interaction', id));
      const response = await gemini.handler({ background })(makeRequest(method, sealed));
      expect(response.status).to.equal(200);
      const { request, body } = gemini.calls[0] ?? {};
      expect(request?.url).to.equal(base + sentPath);
      expect(request?.method).to.equal(sentMethod);
      expect(body).to.equal(undefined);
      expect(Object.fromEntries(request?.headers ?? [])).to.deep.equal({
        accept: path.includes('stream=true') ? 'text/event-stream' : 'application/json',
        'x-goog-api-key': canaryKey,
      });
    });
  }

  const strange: readonly [string, string][] = [
    ['GET', '/interactions/..%2ffiles'],
    ['GET', '/interactions/%2e%2e%2ffiles%2fabc'],
    ['GET', '/interactions/v1%0d%0ax-evil:%201'],
    ['GET', '/interactions/v1%00'],
    ['GET', '/interactions/v1:cancel'],
    ['GET', '/interactions/v1%3Acancel'],
    ['GET', '/interactions/v1%3fkey=x'],
    ['GET', '/interactions/v1;x'],
    ['GET', '/interactions/...'],
    ['GET', '/interactions/v1/steps'],
    ['GET', '/interactions/v1/cancel/more'],
    ['GET', `/interactions/${'a'.repeat(1100)}`],
    ['DELETE', '/interactions/a/b'],
    ['POST', '/interactions/%2e%2e/cancel'],
    ['POST', '/interactions/a%2fb/cancel'],
    ['GET', '/interactions/ünïcode'],
  ];
  for (const [method, path] of strange) {
    it(`finds nothing at ${method} ${path.slice(0, 60)}`, async () => {
      const gemini = new FakeGemini();
      const response = await gemini.handler({ background })(makeRequest(method, path));
      expect(response.status).to.equal(404);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  it('cannot be climbed out of: the address is put in order before it is looked at', async () => {
    const gemini = new FakeGemini();
    const handler = gemini.handler({ background });
    for (const path of ['/interactions/../files/abc', '/interactions/%2e%2e/files/abc']) {
      expect((await handler(makeRequest('GET', path))).status).to.equal(404);
    }
    expect(gemini.calls.length).to.equal(0);
  });

  const queries = ['stream=yes', 'include_input=1', 'last_event_id=a%0d%0ab', 'last_event_id=', 'stream='];
  for (const query of queries) {
    it(`refuses the query ${query}`, async () => {
      const gemini = new FakeGemini();
      const path = `/interactions/${await sealId('interaction', 'a')}`;
      const response = await gemini.handler({ background })(makeRequest('GET', `${path}?${query}`));
      expect(response.status).to.equal(400);
      expect((await readError(response)).message).to.include(`"${query.split('=')[0]}"`);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  const wrongMethods: readonly [string, string, string][] = [
    ['PUT', '/interactions/a', 'GET, DELETE, OPTIONS'],
    ['HEAD', '/interactions/a?stream=true', 'GET, DELETE, OPTIONS'],
    ['GET', '/interactions/a/cancel', 'POST, OPTIONS'],
  ];
  for (const [method, path, allow] of wrongMethods) {
    it(`answers ${method} ${path} with 405`, async () => {
      const gemini = new FakeGemini();
      const response = await gemini.handler({ background })(makeRequest(method, path));
      expect(response.status).to.equal(405);
      expect(response.headers.get('allow')).to.equal(allow);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  it('is followed as a stream: event by event, without the key, until the visitor leaves', async () => {
    const held = new HeldStream();
    const gemini = new FakeGemini(() => held.response);
    const visitor = new AbortController();
    const path = `/interactions/${await sealId('interaction', 'a')}?stream=true`;
    const request = makeRequest('GET', path, {}, { signal: visitor.signal });
    const response = await gemini.handler({ background, heartbeatSeconds: 0.02 })(request);
    expect(response.headers.get('content-type')).to.equal('text/event-stream; charset=utf-8');
    const reader = response.body?.getReader();
    if (!reader) throw new Error('There is no stream');
    held.push(`data: {"event_type":"step.delta","event_id":"e1","delta":{"text":"${canaryKey}"}}\n\n`);
    expect(await readOne(reader))
      .to.include('"event_id":"e1"')
      .and.to.include('[key]');
    expect(await readOne(reader)).to.equal(': heartbeat\n\n');
    visitor.abort();
    await until(() => gemini.calls[0]?.request.signal.aborted === true && held.cancelled);
  });

  it('is deleted also where Gemini has no words for it', async () => {
    for (const answer of [() => new Response(null, { status: 204 }), () => Response.json({})]) {
      const gemini = new FakeGemini(answer);
      const path = `/interactions/${await sealId('interaction', 'a')}`;
      const response = await gemini.handler({ background })(makeRequest('DELETE', path));
      expect(response.status).to.equal(200);
      expect(await response.json()).to.deep.equal({});
    }
  });

  it('that Gemini does not know is not found, in our words', async () => {
    const gemini = new FakeGemini(() =>
      Response.json({ error: { code: 'not_found', message: 'projects/348715329010' } }, { status: 404 }),
    );
    const path = `/interactions/${await sealId('interaction', 'a')}`;
    const response = await gemini.handler({ background })(makeRequest('GET', path));
    expect(response.status).to.equal(404);
    expect((await readError(response)).message).not.to.include('348715329010');
  });
});
