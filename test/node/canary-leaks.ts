/** A key that must never be seen outside the server. */
export const canary = 'AIza-canary_0123456789.abcdefghijklm';

const echo = `The key ${canary} is not valid`;
const json = { 'content-type': 'application/json' };
const events = { 'content-type': 'text/event-stream' };
const delta = `event: step.delta\ndata: {"event_type":"step.delta","index":0,"delta":{"type":"text","text":"${echo}"}}\n\n`;
const created = `event: interaction.created\ndata: {"event_type":"interaction.created","interaction":{"id":"v1_a","object":"interaction","status":"in_progress","note":"${canary}"}}\n\n`;
const failed = `event: error\ndata: {"event_type":"error","error":{"code":"${canary}","message":"${echo}"}}\n\n`;
const chunk = `data: {"candidates":[{"content":{"parts":[{"text":"${echo}"}]}}],"responseId":"${canary}"}\r\n\r\n`;

const whole = {
  id: 'v1_abc',
  object: 'interaction',
  status: 'completed',
  steps: [{ type: 'model_output', content: [{ type: 'text', text: echo }], [canary]: canary }],
  candidates: [{ content: { parts: [{ text: echo }] } }],
  name: 'auth_tokens/abc',
  file: { name: 'files/abc', uri: `https://a.example/files/abc?key=${canary}`, displayName: canary },
  note: canary,
};

function cutInto(text: string, size: number, end?: Error): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, (at += size)));
      else if (end) controller.error(end);
      else controller.close();
    },
  });
}

/** A stream of what a request asks for, in the form of its API. */
function stream(request: Request, size: number, end?: Error): Response {
  const text = request.url.includes('generateContent') || request.url.includes('GenerateContent');
  return new Response(cutInto(text ? chunk + chunk : created + delta + failed, size, end), {
    headers: events,
  });
}

function withKey(message: string): Error {
  return Object.assign(new TypeError(`${message} ${canary}`), { cause: new Error(echo), code: canary });
}

/** All the ways in which Gemini, or what stands before it, may repeat the key that it was given. */
export const leaks: readonly (readonly [where: string, answer: (request: Request) => Response])[] = [
  [
    'a refusal',
    () => Response.json({ error: { code: 400, message: echo, details: [{ echo }] } }, { status: 400 }),
  ],
  [
    'the code of a refusal',
    () => Response.json({ error: { code: canary, status: canary } }, { status: 403 }),
  ],
  [
    'a refusal of the key itself',
    () => Response.json({ error: { code: 401, message: echo } }, { status: 401 }),
  ],
  [
    'the page of a proxy',
    () => new Response(`<h1>${echo}</h1>`, { status: 502, headers: { 'content-type': 'text/html' } }),
  ],
  [
    'the headers of a refusal',
    () =>
      Response.json({}, { status: 429, headers: { 'retry-after': canary, 'x-key': canary, via: canary } }),
  ],
  [
    'the headers of an answer',
    () =>
      Response.json(whole, {
        headers: {
          'x-key': canary,
          'set-cookie': `key=${canary}`,
          'x-goog-upload-status': canary,
          'x-goog-upload-url': `https://a.example/upload?key=${canary}`,
          'x-goog-upload-size-received': canary,
        },
      }),
  ],
  ['the type of an answer', () => new Response(echo, { headers: { 'content-type': `text/${canary}` } })],
  ['a whole answer', () => Response.json(whole)],
  ['a whole answer byte by byte', () => new Response(cutInto(JSON.stringify(whole), 1), { headers: json })],
  ['an answer that is no JSON', () => new Response(echo, { headers: json })],
  [
    'an answer that breaks off',
    () => new Response(cutInto(JSON.stringify(whole), 90, withKey('reset')), { headers: json }),
  ],
  [
    'the address of a redirect',
    () => new Response(null, { status: 302, headers: { location: `/?key=${canary}` } }),
  ],
  [
    'the address of a redirect that keeps the method',
    () => new Response(echo, { status: 308, headers: { location: `https://b.example/${canary}` } }),
  ],
  ['a stream', (request) => stream(request, 1_000_000)],
  ['a stream byte by byte', (request) => stream(request, 1)],
  ['a stream in pieces', (request) => stream(request, 13)],
  ['a stream that breaks off', (request) => stream(request, 13, withKey('reset'))],
  ['a comment in a stream', () => new Response(`: ${echo}\n\n`, { headers: events })],
  [
    'an error of the connection',
    () => {
      throw withKey('connect ECONNREFUSED');
    },
  ],
];
