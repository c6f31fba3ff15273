import { expect } from 'chai';
import { address, askUnary, bodyOf, createRequest, createStill, readEvents } from './ask-emulator.js';
import { contentsOf, sendGenerate } from './ask-generate-content.js';

const key = { 'x-goog-api-key': 'any' };
const home = 'https://gemini.example';

const part = (data: unknown) => ({ contents: [{ role: 'user', parts: [data] }] });
const tool = (declaration: unknown) => contentsOf('hi', { tools: [{ functionDeclarations: [declaration] }] });

/** Bodies that the older API refuses, and what its words have to name. */
const refusedContents: readonly (readonly [why: string, body: unknown, mention: string])[] = [
  ['an unknown field', contentsOf('hi', { input: 'hi' }), '"input"'],
  ['an unknown field of a setting', contentsOf('hi', { generationConfig: { tone: 'dry' } }), '"tone"'],
  ['an unknown field of a part', part({ text: 'hi', lang: 'en' }), '"lang"'],
  ['an unknown field of data', part({ inlineData: { data: 'aGk=', width: 3 } }), '"width"'],
  ['data of nothing', part({ inlineData: { mimeType: 'image/png' } }), 'inlineData.data'],
  ['a file without an address', part({ fileData: { mimeType: 'text/plain' } }), 'fileData.fileUri'],
  ['an answer to no function', part({ functionResponse: { response: {} } }), 'functionResponse.name'],
  ['arguments that are no object', part({ functionCall: { name: 'f', args: [] } }), 'functionCall.args'],
  ['a text that is none', part({ text: 3 }), 'text'],
  ['an unknown field of a function', tool({ name: 'f', strict: true }), '"strict"'],
  ['a function without a name', tool({ description: 'Does it' }), 'functionDeclarations[0].name'],
  [
    'an unknown way of calling',
    contentsOf('hi', { toolConfig: { functionCallingConfig: { mode: 'SOMETIMES' } } }),
    'functionCallingConfig.mode',
  ],
  ['an unknown field of a filter', contentsOf('hi', { safetySettings: [{ level: 1 }] }), '"level"'],
  [
    'a filter without a threshold that is a text',
    contentsOf('hi', { safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 3 }] }),
    'threshold',
  ],
];

describe('a request that says what there is not', () => {
  for (const [why, body, mention] of refusedContents) {
    for (const way of ['generateContent', 'streamGenerateContent?alt=sse'] as const) {
      it(`is refused by ${way} for ${why}`, async () => {
        const response = await sendGenerate(createStill(), body, way);
        expect(response.status).to.equal(400);
        const { error } = await response.json();
        expect(error).to.include({ code: 400, status: 'INVALID_ARGUMENT' });
        expect(error.message).to.contain(mention);
      });
    }
  }

  for (const [why, body, mention] of [
    ['an unknown field', { document: {} }, '"document"'],
    ['an unknown field of a file', { file: { title: 'x' } }, '"title"'],
    ['a name that is no text', { file: { displayName: 3 } }, 'displayName'],
    ['a file that is no object', { file: 'x' }, 'file'],
    ['a list', [], 'object'],
  ] as const) {
    it(`is refused by an upload for ${why}`, async () => {
      const response = await createStill()(`${home}/upload/v1beta/files`, {
        method: 'POST',
        headers: {
          ...key,
          'x-goog-upload-command': 'start',
          'x-goog-upload-header-content-type': 'text/plain',
        },
        body: JSON.stringify(body),
      });
      expect(response.status).to.equal(400);
      const { error } = await response.json();
      expect(error).to.include({ code: 400, status: 'INVALID_ARGUMENT' });
      expect(error.message).to.contain(mention);
    });
  }

  it('is refused by the list of files for a page size that is no number', async () => {
    const response = await createStill()(`${home}/v1beta/files?pageSize=many`, { headers: key });
    expect(response.status).to.equal(400);
    expect((await response.json()).error).to.include({ code: 400, status: 'INVALID_ARGUMENT' });
  });

  it('is refused by the record of an interaction for a flag that is none', async () => {
    const emulator = createStill();
    const { body } = await askUnary(emulator, 'hello');
    for (const query of ['stream=yes', 'include_input=1', 'last_event_id=x']) {
      const response = await emulator(`${address}/${String(body['id'])}?${query}`, { headers: key });
      expect(response.status, query).to.equal(400);
      expect((await response.json()).error).to.have.property('code', 'invalid_request');
    }
  });
});

/** Every route, in a request that would be answered. */
const routes: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['POST', '/v1beta/interactions', bodyOf('hello')],
  ['POST', '/v1beta/interactions', bodyOf('hello', { stream: true })],
  ['GET', '/v1beta/interactions/ID'],
  ['GET', '/v1beta/interactions/ID?stream=true'],
  ['POST', '/v1beta/interactions/ID/cancel'],
  ['DELETE', '/v1beta/interactions/ID'],
  ['POST', '/v1beta/models/gemini-3.5-flash:generateContent', contentsOf('hello')],
  ['POST', '/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse', contentsOf('hello')],
  ['POST', '/v1beta/models/gemini-3.5-flash:streamGenerateContent', contentsOf('hello')],
  ['POST', '/upload/v1beta/files', {}],
  ['GET', '/v1beta/files'],
  ['GET', '/v1beta/files/none'],
  ['DELETE', '/v1beta/files/none'],
];

/** An emulator in which something runs in the background, and how to ask it each way. */
async function prepare(options: Parameters<typeof createStill>[0] = {}) {
  const emulator = createStill({ pace: 5, ...options });
  const begun = await emulator(createRequest(bodyOf('long', { background: true })));
  const { id } = await begun.json();
  return (method: string, path: string, body?: unknown, more: Record<string, string> = {}) =>
    emulator(home + path.replace('ID', id), {
      method,
      headers: { ...key, 'x-goog-upload-command': 'start', ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
}

describe('a fault on request', () => {
  for (const [method, path, body] of routes) {
    const isInteraction = path.includes('interactions');
    const code = isInteraction ? 'service_unavailable' : 503;
    it(`befalls ${method} ${path}, asked for in any way`, async () => {
      const send = await prepare();
      const query = `${path}${path.includes('?') ? '&' : '?'}fault=status:503`;
      const only = (request: Request) =>
        request.headers.has('x-chosen') ? ({ kind: 'status', status: 503 } as const) : undefined;
      const chosen = await prepare({ faults: only });
      const answers = [
        await send(method, path, body, { 'x-emulator-fault': 'status:503' }),
        await send(method, query, body),
        await chosen(method, path, body, { 'x-chosen': '1' }),
      ];
      for (const answer of answers) {
        expect(answer.status).to.equal(503);
        expect((await answer.json()).error).to.have.property('code', code);
      }
    });

    it(`breaks the connection of ${method} ${path}`, async () => {
      const send = await prepare();
      const failure = await send(method, path, body, { 'x-emulator-fault': 'reset:0' })
        .then((response) => response.text())
        .catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(TypeError);
    });

    it(`leaves ${method} ${path} without any answer`, async () => {
      const send = await prepare();
      const silent = send(method, path, body, { 'x-emulator-fault': 'silence' });
      const first = await Promise.race([
        silent,
        new Promise((resolve) => setTimeout(resolve, 20, 'silence')),
      ]);
      expect(first).to.equal('silence');
    });
  }

  it('does not befall who asks for none', async () => {
    const send = await prepare();
    const response = await send('GET', '/v1beta/interactions/ID?stream=true');
    expect((await readEvents(response)).at(-1)?.event_type).to.equal('interaction.completed');
  });
});
