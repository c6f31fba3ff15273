import { expect } from 'chai';
import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import type { ChatHandler } from '../../src/server/create-chat-handler.js';
import { createChatHandler } from '../../src/server/create-chat-handler.js';
import { sealTicket } from '../../src/server/upload-ticket.js';
import { canaryKey, makeRequest, pause, readError, until } from './fake-gemini.js';
import { sealId } from './seal-id.js';

const session = 'https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=AKhX';
const stored = { file: { name: 'files/a1', uri: 'https://x/files/a1', state: 'ACTIVE' } };

/** Where Gemini takes an upload: what came of each piece, or that it broke off. */
class FakeStore {
  readonly requests: Request[] = [];
  readonly received: (string | Error)[] = [];
  readonly #answer: (request: Request) => Response | Promise<Response>;

  constructor(answer: (request: Request) => Response | Promise<Response> = () => active()) {
    this.#answer = answer;
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    this.requests.push(request);
    try {
      this.received.push(await request.clone().text());
    } catch (error) {
      this.received.push(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    return this.#answer(request);
  };

  handler(options: Partial<ChatHandlerOptions> = {}): ChatHandler {
    return createChatHandler({ apiKey: canaryKey, fetch: this.fetch, uploads: true, ...options });
  }
}

function active(): Response {
  return new Response('', {
    headers: { 'x-goog-upload-status': 'active', 'x-goog-upload-size-received': '4' },
  });
}

function final(body: BodyInit = JSON.stringify(stored)): Response {
  return new Response(body, {
    headers: { 'x-goog-upload-status': 'final', 'content-type': 'application/json' },
  });
}

interface Piece {
  readonly command?: string;
  readonly offset?: string;
  readonly body?: BodyInit | null;
  readonly headers?: Record<string, string>;
  readonly size?: number;
  readonly url?: string;
  readonly id?: string;
  readonly signal?: AbortSignal;
}

/** A piece of an upload of ten bytes that began a moment ago. */
async function makePiece(piece: Piece = {}): Promise<Request> {
  const {
    command = 'upload',
    offset = '0',
    body = 'abcd',
    headers,
    size = 10,
    url = session,
    signal,
  } = piece;
  const ticket = { url, size, until: Date.now() + 60_000 };
  const id = piece.id ?? (await sealId('upload', await sealTicket(ticket, [canaryKey])));
  return makeRequest(
    'POST',
    `/api/upload/files?upload_id=${id}&upload_protocol=resumable`,
    { 'x-goog-upload-command': command, 'x-goog-upload-offset': offset, ...headers },
    { body, duplex: 'half', ...(signal ? { signal } : {}) },
  );
}

/** A body that gives one text at a time. */
function inChunks(
  texts: readonly string[],
  after: 'end' | 'break' | 'stall' = 'end',
  gap = 0,
): ReadableStream<Uint8Array> {
  const rest = [...texts];
  return new ReadableStream(
    {
      async pull(controller) {
        if (gap > 0) await pause(gap);
        const next = rest.shift();
        if (next !== undefined) controller.enqueue(new TextEncoder().encode(next));
        else if (after === 'end') controller.close();
        else if (after === 'break') controller.error(new Error('reset'));
        else await new Promise(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

describe('a piece of an upload', () => {
  it("goes to where Gemini said, with the key and none of the visitor's other headers", async () => {
    const store = new FakeStore();
    const headers = { authorization: 'x', 'content-type': 'image/png', 'x-goog-api-key': 'visitor' };
    const response = await store.handler()(await makePiece({ offset: '6', headers }));
    expect(response.status).to.equal(200);
    expect(store.received).to.deep.equal(['abcd']);
    const [request] = store.requests;
    expect(request?.url).to.equal(session);
    // With any other, Node's fetch would keep all that it sent.
    expect(request?.redirect).to.equal('error');
    expect(Object.fromEntries(request?.headers ?? [])).to.deep.equal({
      accept: 'application/json',
      'x-goog-api-key': canaryKey,
      'x-goog-upload-command': 'upload',
      'x-goog-upload-offset': '6',
    });
    expect(Object.fromEntries(response.headers)).to.include({
      'x-goog-upload-status': 'active',
      'x-goog-upload-size-received': '4',
    });
    expect(await response.text()).to.equal('');
  });

  it('takes the key to no other host than that of the API', async () => {
    const store = new FakeStore();
    await store.handler()(await makePiece({ url: 'https://elsewhere.example/upload?id=1' }));
    expect(store.requests[0]?.url).to.equal('https://elsewhere.example/upload?id=1');
    expect(store.requests[0]?.headers.has('x-goog-api-key')).to.equal(false);
  });

  it('that is the last brings the file, without the key', async () => {
    const text = JSON.stringify({
      file: { ...stored.file, displayName: canaryKey, error: { message: 'projects/3487' } },
    });
    const store = new FakeStore(() => final(text));
    const response = await store.handler()(await makePiece({ command: 'upload, finalize', offset: '6' }));
    expect(response.headers.get('x-goog-upload-status')).to.equal('final');
    const answer = await response.text();
    expect(JSON.parse(answer))
      .to.have.nested.property('file.name')
      .that.matches(/^files\/a1[0-9a-f]+$/);
    expect(answer).not.to.include(canaryKey).and.not.to.include('3487');
  });

  for (const command of ['query', 'cancel', 'finalize']) {
    it(`may be none: ${command}`, async () => {
      const store = new FakeStore();
      const response = await store.handler()(await makePiece({ command, body: null, offset: 'x' }));
      expect(response.status).to.equal(200);
      expect(store.received).to.deep.equal(['']);
      expect(store.requests[0]?.headers.get('x-goog-upload-command')).to.equal(command);
      expect(store.requests[0]?.headers.has('x-goog-upload-offset')).to.equal(false);
    });
  }

  it('may be a question that Gemini answers with the end, without the file', async () => {
    const store = new FakeStore(() => final(''));
    const response = await store.handler()(await makePiece({ command: 'query', body: null }));
    expect(response.status).to.equal(200);
    expect(response.headers.get('x-goog-upload-status')).to.equal('final');
    expect(await response.text()).to.equal('');
  });

  it('passes through as it comes, and is never held as a whole', async () => {
    const pulled: string[] = [];
    const waiting: (() => void)[] = [];
    let given = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          given += 1;
          if (given > 5) controller.close();
          else controller.enqueue(new TextEncoder().encode(`${given}`));
        },
      },
      { highWaterMark: 0 },
    );
    const fetch = async (request: Request): Promise<Response> => {
      const reader = request.body?.getReader();
      for (;;) {
        const read = await reader?.read();
        if (read === undefined || read.done) return active();
        pulled.push(new TextDecoder().decode(read.value));
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    };
    const handler = createChatHandler({ apiKey: canaryKey, fetch, uploads: true });
    const answer = handler(await makePiece({ body }));
    for (let count = 1; count <= 5; count += 1) {
      await until(() => pulled.length === count && waiting.length === count);
      await pause(10);
      // What Gemini has taken, what it waits for, and one chunk in each of the pipes between.
      expect(given).to.be.at.most(count + 3);
      waiting.at(-1)?.();
    }
    expect((await answer).status).to.equal(200);
    expect(pulled).to.deep.equal(['1', '2', '3', '4', '5']);
  });

  const tooLarge: readonly [string, Piece][] = [
    ['says so', { headers: { 'content-length': '11' } }],
    ['says so for where it stands', { offset: '7', headers: { 'content-length': '4' } }],
    ['does not say so', { body: inChunks(['abcd', 'efgh', 'ijkl']) }],
    ['does not say so for where it stands', { offset: '9', body: inChunks(['ab']) }],
    ['is larger than it says', { headers: { 'content-length': '3' }, body: inChunks(['abcd']) }],
    ['stands beyond the end', { offset: '11', body: inChunks([]) }],
  ];
  for (const [what, piece] of tooLarge) {
    it(`that is too large is refused, though it ${what}`, async () => {
      const store = new FakeStore(() => final());
      const response = await store.handler()(await makePiece(piece));
      expect(response.status).to.equal(413);
      expect(store.received.filter((text) => typeof text === 'string')).to.deep.equal([]);
    });
  }

  it('is refused where the site allows less than when the upload began', async () => {
    const store = new FakeStore();
    const response = await store.handler({ uploads: { maxBytes: 9 } })(await makePiece());
    expect(response.status).to.equal(413);
    expect(store.requests.length).to.equal(0);
  });

  const bad: readonly [string, Piece, number][] = [
    ['no command', { command: '' }, 400],
    ['a command of its own', { command: 'delete' }, 400],
    ['a start', { command: 'start' }, 400],
    ['two commands of its own', { command: 'upload, start' }, 400],
    ['an offset below nothing', { offset: '-1' }, 400],
    ['an offset in words', { offset: '0x1' }, 400],
    ['an offset beyond all numbers', { offset: '9'.repeat(30) }, 400],
    ['a length that is none', { headers: { 'content-length': 'many' } }, 400],
    ['a compressed piece', { headers: { 'content-encoding': 'gzip' } }, 415],
    ['an address of the visitor', { id: btoa(session).replaceAll('=', '') }, 404],
    ['an address in the open', { id: 'https://evil.example/' }, 404],
    ['no ticket', { id: '' }, 404],
    ['a ticket of letters', { id: 'A'.repeat(200) }, 404],
  ];
  for (const [what, piece, status] of bad) {
    it(`is refused for ${what}, before a byte of it is read`, async () => {
      const store = new FakeStore();
      const response = await store.handler()(await makePiece(piece));
      expect(response.status).to.equal(status);
      expect(store.requests.length).to.equal(0);
    });
  }

  it('is refused with a ticket that another site sealed, or that was changed', async () => {
    const ticket = { url: 'https://evil.example/', size: 10, until: Date.now() + 60_000 };
    const foreign = await sealTicket(ticket, [`${canaryKey}-of-another-site`]);
    const own = await sealTicket({ ...ticket, url: session }, [canaryKey]);
    const changed = own.slice(0, 60) + (own[60] === 'A' ? 'B' : 'A') + own.slice(61);
    const sealed = await Promise.all([foreign, changed].map((id) => sealId('upload', id)));
    for (const id of [...sealed, own, `${await sealId('upload', own)}x`]) {
      const store = new FakeStore();
      const response = await store.handler()(await makePiece({ id }));
      expect(response.status).to.equal(404);
      expect((await readError(response)).code).to.equal('not_found');
      expect(store.requests.length).to.equal(0);
    }
  });

  const faults: readonly [string, Piece, number, string][] = [
    ['breaks off', { body: inChunks(['ab'], 'break') }, 400, 'broke off'],
    ['stalls', { body: inChunks(['ab'], 'stall') }, 408, 'too long'],
  ];
  for (const [what, piece, status, words] of faults) {
    it(`that ${what} is not taken for a whole one`, async () => {
      const store = new FakeStore(() => final());
      const response = await store.handler({ bodySeconds: 0.05 })(await makePiece(piece));
      expect(response.status).to.equal(status);
      expect((await readError(response)).message).to.include(words);
      expect(store.received.filter((text) => typeof text === 'string')).to.deep.equal([]);
      expect(store.requests[0]?.signal.aborted).to.equal(true);
    });
  }

  it('may be slow as long as it comes', async () => {
    const store = new FakeStore();
    const body = inChunks(['a', 'b', 'c', 'd'], 'end', 25);
    const response = await store.handler({ bodySeconds: 0.06 })(await makePiece({ body }));
    expect(response.status).to.equal(200);
    expect(store.received).to.deep.equal(['abcd']);
  });

  it('takes no longer than the site allows in all', async () => {
    const store = new FakeStore();
    const body = inChunks(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'end', 30);
    const response = await store.handler({ streamSeconds: 0.1 })(await makePiece({ body }));
    expect(response.status).to.equal(504);
    expect(store.requests[0]?.signal.aborted).to.equal(true);
  });

  it('ends at Gemini when the visitor leaves', async () => {
    const store = new FakeStore();
    const visitor = new AbortController();
    const request = await makePiece({ body: inChunks(['ab'], 'stall'), signal: visitor.signal });
    const answer = store.handler()(request);
    await until(() => store.requests.length === 1);
    visitor.abort();
    expect((await answer).status).to.be.oneOf([400, 499]);
    expect(store.requests[0]?.signal.aborted).to.equal(true);
  });

  const failures: readonly [string, (request: Request) => Response | Promise<Response>, number][] = [
    ['answers with a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 502],
    [
      'answers with a page at the end',
      () =>
        new Response('<html>', { headers: { 'content-type': 'text/html', 'x-goog-upload-status': 'final' } }),
      502,
    ],
    ['ends with half an answer', () => final('{"file":{"name"'), 502],
    ['dies before the end of its answer', () => final(inChunks(['{"file":'], 'break')), 502],
    ['dies', () => Promise.reject(new Error(canaryKey)), 502],
    [
      'sends elsewhere',
      () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } }),
      502,
    ],
    [
      'lost the upload',
      () => Response.json({ error: { code: 404, message: canaryKey } }, { status: 404 }),
      404,
    ],
    [
      'is overloaded',
      () => new Response('<html>', { status: 503, headers: { 'content-type': 'text/html' } }),
      503,
    ],
    ['says nothing of the upload', () => Response.json(stored), 502],
  ];
  for (const [what, answer, status] of failures) {
    it(`ends with ${status} where Gemini ${what}`, async () => {
      const store = new FakeStore(answer);
      const response = await store.handler()(await makePiece({ command: 'upload, finalize' }));
      expect(response.status).to.equal(status);
      const text = await response.text();
      expect(text).not.to.include(canaryKey).and.not.to.include('<html>');
      expect(response.headers.get('location')).to.equal(null);
    });
  }

  it('can be read by a page of a partner, status and all', async () => {
    const origin = 'https://partner.example';
    const handler = new FakeStore().handler({ origins: [origin] });
    const response = await handler(await makePiece({ headers: { origin } }));
    expect(response.headers.get('access-control-allow-origin')).to.equal(origin);
    const exposed = response.headers.get('access-control-expose-headers')?.toLowerCase().split(', ');
    expect(exposed).to.include.members(['x-goog-upload-status', 'x-goog-upload-size-received']);
  });

  it('is for pages of the site alone', async () => {
    const store = new FakeStore();
    const response = await store.handler()(await makePiece({ headers: { origin: 'https://evil.example' } }));
    expect(response.status).to.equal(403);
    expect(store.requests.length).to.equal(0);
  });
});
