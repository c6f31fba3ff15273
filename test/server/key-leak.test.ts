import { expect } from 'chai';
import { canaryKey, FakeGemini, post } from './fake-gemini.js';

const json = { 'content-type': 'application/json' };
const events = { 'content-type': 'text/event-stream' };
const echo = `The key ${canaryKey} is not valid`;

function cutInto(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, (at += size)));
    },
  });
}

const delta = `data: {"event_type":"step.delta","delta":{"type":"text","text":"${echo}"}}\n\n`;
const image = `data: {"image":"${'A'.repeat(70_000)}${canaryKey}${'A'.repeat(70_000)}"}\n\n`;

const answers: readonly [string, () => Response | Promise<Response>][] = [
  ['an error', () => Response.json({ error: { code: 400, message: echo } }, { status: 400 })],
  ['the code of an error', () => Response.json({ error: { code: canaryKey } }, { status: 400 })],
  ['a page', () => new Response(echo, { status: 500, headers: { 'content-type': 'text/html' } })],
  [
    'headers',
    () => Response.json({}, { status: 429, headers: { 'retry-after': canaryKey, 'x-key': canaryKey } }),
  ],
  [
    'headers of a success',
    () => Response.json({}, { headers: { 'x-key': canaryKey, 'set-cookie': canaryKey } }),
  ],
  ['the type of the answer', () => new Response(echo, { headers: { 'content-type': `text/${canaryKey}` } })],
  ['a whole answer', () => new Response(JSON.stringify({ steps: [echo] }), { headers: json })],
  ['an address', () => new Response(null, { status: 302, headers: { location: `/?key=${canaryKey}` } })],
  ['an event', () => new Response(delta, { headers: events })],
  ['an event byte by byte', () => new Response(cutInto(delta, 1), { headers: events })],
  ['an event in pieces', () => new Response(cutInto(delta, 11), { headers: events })],
  ['a long event', () => new Response(image, { headers: events })],
  ['a long event in pieces', () => new Response(cutInto(image, 17), { headers: events })],
  [
    'an error event',
    () => new Response(`event: error\ndata: {"error":{"message":"${echo}"}}\n\n`, { headers: events }),
  ],
  ['a comment', () => new Response(`: ${echo}\n\n`, { headers: events })],
  ['the end of a stream', () => new Response(`data: {"text":"${canaryKey}"}`, { headers: events })],
  ['an error of fetch', () => Promise.reject(new Error(echo))],
  [
    'a name of an error of fetch',
    () => Promise.reject(Object.assign(new Error('x'), { name: canaryKey, cause: echo })),
  ],
  ['an error in the middle', () => new Response(failing(), { headers: events })],
];

function failing(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(delta));
      controller.error(new Error(echo));
    },
  });
}

/** All that leaves the server: status, headers, and the body or the error of reading it. */
async function collect(response: Response): Promise<string> {
  const body = await response.text().catch((error: unknown) => String(error));
  return `${response.status} ${response.statusText}\n${JSON.stringify([...response.headers])}\n${body}`;
}

describe("the site's key", () => {
  for (const [what, answer] of answers) {
    for (const stream of [true, false]) {
      it(`stays on the server though Gemini repeats it in ${what}${stream ? '' : ', to a whole answer'}`, async () => {
        const gemini = new FakeGemini(answer);
        const response = await gemini.handler()(post({ input: 'x', stream }));
        expect(gemini.calls[0]?.request.headers.get('x-goog-api-key')).to.equal(canaryKey);
        const seen = await collect(response);
        expect(seen).not.to.include(canaryKey);
        expect(seen).not.to.include(canaryKey.slice(0, 12));
      });
    }
  }

  it('is taken out without harm to what stands around it', async () => {
    const gemini = new FakeGemini(() => new Response(cutInto(delta, 5), { headers: events }));
    const response = await gemini.handler()(post({ input: 'x', stream: true }));
    expect(await response.text()).to.equal(delta.replace(canaryKey, '[key]'));
  });
});
