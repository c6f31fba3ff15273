import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { readInteractionEvents } from '../../src/protocol/read-interaction-events.js';
import { readText } from '../../src/protocol/read-text.js';
import { collect, collectError, cutResponse, toBody, type Cut } from './cut-bytes.js';
import { foldEvents } from './fold-events.js';

const cuts: Cut[] = [1, 3, 1_000_000, { seed: 9 }];

const created = '{"event_type":"interaction.created","interaction":{"id":"i","status":"in_progress"}}';
const start = '{"event_type":"step.start","index":0,"step":{"type":"model_output"}}';
const said = '{"event_type":"step.delta","index":0,"delta":{"type":"text","text":"Grüße 👩‍🚀"}}';
const completed = '{"event_type":"interaction.completed","interaction":{"id":"i","status":"completed"}}';
const frames = (...data: string[]) => data.map((text) => `data: ${text}\n\n`).join('');
const unary = JSON.stringify({
  id: 'i',
  object: 'interaction',
  status: 'completed',
  usage: { total_tokens: 2 },
  steps: [
    { type: 'thought', signature: 's' },
    { type: 'model_output', content: [{ type: 'text', text: 'Grüße 👩‍🚀' }] },
  ],
});

interface Good {
  title: string;
  type: string | null;
  body: string;
  text: string;
  done: boolean;
}

const stream = frames(created, start, said, completed);
const good: Good[] = [
  {
    title: 'a stream',
    type: 'text/event-stream; charset=utf-8',
    body: `${stream}event: done\ndata: [DONE]\n\n`,
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a stream without its last line end',
    type: 'text/event-stream',
    body: stream.trimEnd(),
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  { title: 'a stream without a media type', type: null, body: `\n${stream}`, text: 'Grüße 👩‍🚀', done: true },
  {
    title: 'a stream that calls itself plain text',
    type: 'text/plain',
    body: `: hi\n\n${stream}`,
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a stream that calls itself JSON',
    type: 'application/json',
    body: stream,
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a stream that ends early',
    type: 'text/event-stream',
    body: frames(created, start, said),
    text: 'Grüße 👩‍🚀',
    done: false,
  },
  {
    title: 'a stream with a broken frame',
    type: 'text/event-stream',
    body: frames(created, '{"event_type":"step.', '5', '"x"', 'null', '{"a":1}', start, said, completed),
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a stream with nothing after [DONE]',
    type: 'text/event-stream',
    body: frames(created, start, '[DONE]', said),
    text: '',
    done: false,
  },
  {
    title: 'a stream with a last frame cut in two',
    type: 'text/event-stream',
    body: frames(created, start, said) + completed.slice(0, 30),
    text: 'Grüße 👩‍🚀',
    done: false,
  },
  {
    title: 'events keyed by type',
    type: 'text/event-stream',
    body: stream.replaceAll('event_type', 'type'),
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'events named by their frame alone',
    type: 'text/event-stream',
    body: [created, start, said, completed]
      .map((text) => {
        const { event_type: name, ...rest }: Record<string, unknown> = JSON.parse(text);
        return `event: ${String(name)}\ndata: ${JSON.stringify(rest)}\n\n`;
      })
      .join(''),
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a whole interaction',
    type: 'application/json; charset=UTF-8',
    body: unary,
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a whole interaction without a media type',
    type: null,
    body: `  ${unary}`,
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a whole interaction that calls itself a stream',
    type: 'text/event-stream',
    body: JSON.stringify(JSON.parse(unary), null, 2),
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'a whole interaction that nobody stored',
    type: 'application/json',
    body: unary.replace('"id":"i",', ''),
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'an interaction that still runs',
    type: 'application/json',
    body: '{"id":"i","object":"interaction","status":"in_progress"}',
    text: '',
    done: false,
  },
  {
    title: 'events in a JSON array',
    type: 'application/json',
    body: `[${[created, start, said, completed].join(',')}]`,
    text: 'Grüße 👩‍🚀',
    done: true,
  },
  {
    title: 'the earlier wire in one piece',
    type: 'application/json',
    body: '{"id":"i","status":"completed","outputs":[{"type":"text","text":"Grüße 👩‍🚀"}]}',
    text: 'Grüße 👩‍🚀',
    done: true,
  },
];

const errorObject = '{"error":{"code":503,"message":"The model is overloaded","status":"UNAVAILABLE"}}';
const failing: { title: string; type: string | null; body: string }[] = [
  {
    title: 'as an event',
    type: 'text/event-stream',
    body: frames(created, `{"event_type":"error",${errorObject.slice(1)}`),
  },
  {
    title: 'as an event named so',
    type: 'text/event-stream',
    body: `event: error\ndata: ${errorObject.slice(9, -1)}\n\n`,
  },
  { title: 'as data without a name', type: 'text/event-stream', body: frames(created, errorObject) },
  { title: 'as a bare line', type: 'text/event-stream', body: `${frames(created)}${errorObject}` },
  {
    title: 'as a bare array over several lines',
    type: 'text/event-stream',
    body: `${frames(created)}${JSON.stringify([JSON.parse(errorObject)], null, 2)}\n`,
  },
  { title: 'as JSON with a good status', type: 'application/json', body: errorObject },
  { title: 'as a JSON array with a good status', type: 'application/json', body: `[${errorObject}]` },
  { title: 'as JSON without a media type', type: null, body: errorObject },
];

const bad: { title: string; type: string | null; body: string }[] = [
  { title: 'an HTML page', type: 'text/html; charset=utf-8', body: '<!doctype html><p>Sign in</p>' },
  { title: 'an HTML page without a media type', type: null, body: '<html></html>' },
  {
    title: 'an HTML page that calls itself a stream',
    type: 'text/event-stream',
    body: '<html>\n<p>x</p>\n</html>',
  },
  { title: 'an HTML page that calls itself JSON', type: 'application/json', body: '<html></html>' },
  { title: 'an empty body', type: null, body: '' },
  { title: 'an empty stream', type: 'text/event-stream', body: '' },
  { title: 'empty JSON', type: 'application/json', body: '' },
  { title: 'white space', type: null, body: ' \n\n ' },
  { title: 'plain text', type: 'text/plain', body: 'Hello' },
  { title: 'a picture', type: 'image/png', body: '\u0089PNG' },
  { title: 'JSON cut off', type: 'application/json', body: unary.slice(0, -9) },
  { title: 'JSON that is no interaction', type: 'application/json', body: '{"hello":"world"}' },
  { title: 'a JSON string', type: 'application/json', body: '"Hello"' },
  {
    title: 'a stream of nothing but garbage',
    type: 'text/event-stream',
    body: frames('{', '5', '"x"', '[]', '{"a":1}'),
  },
];

describe('reading the answer to a request', () => {
  for (const { title, type, body, text, done } of good) {
    it(`reads ${title}`, async () => {
      for (const cut of cuts) {
        const reply = foldEvents(await collect(readInteractionEvents(cutResponse(body, cut, type))));
        expect(readText(reply.steps)).to.equal(text);
        expect(reply.done).to.equal(done);
        expect(reply).to.not.have.property('error');
      }
    });
  }

  for (const { title, type, body } of failing) {
    it(`finds an error that comes ${title}`, async () => {
      for (const cut of cuts) {
        const { error, done } = foldEvents(
          await collect(readInteractionEvents(cutResponse(body, cut, type))),
        );
        expect(error).to.deep.equal({ code: 503, message: 'The model is overloaded', status: 'UNAVAILABLE' });
        expect(done).to.equal(true);
      }
    });
  }

  for (const { title, type, body } of bad) {
    it(`refuses ${title}`, async () => {
      for (const cut of cuts) {
        const error = await collectError(readInteractionEvents(cutResponse(body, cut, type)));
        expect(error).to.be.instanceOf(ChatError).with.property('code', 'bad-response');
        expect(String(error)).to.not.contain('<');
      }
    });
  }

  it('refuses an answer without a body', async () => {
    const error = await collectError(readInteractionEvents(new Response(null)));
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'bad-response');
  });

  it('throws the error of an answer that is no success', async () => {
    const answer = new Response('{"error":{"code":"rate_limit_exceeded","message":"Slow down"}}', {
      status: 429,
      headers: { 'content-type': 'application/json', 'retry-after': '7' },
    });
    const error = await collectError(readInteractionEvents(answer));
    expect(error).to.be.instanceOf(ChatError).with.property('code', 'rate-limited');
    expect(error).to.have.property('retryAfter', 7);
  });

  it('takes the frame number as the cursor where the event names none', async () => {
    const body = `id: 41\ndata: ${created}\n\nid: 42\ndata: ${start.replace('{', '{"event_id":"own",')}\n\n`;
    const events = await collect(readInteractionEvents(cutResponse(body, 3)));
    expect(events.map((event) => event.event_id)).to.deep.equal(['41', 'own']);
  });

  it('ends quietly when a resumed stream has nothing more to tell', async () => {
    expect(await collect(readInteractionEvents(cutResponse('data: [DONE]\n\n', 3)))).to.deep.equal([]);
  });

  it('closes the body when its reader leaves', async () => {
    for (const type of ['text/event-stream', 'text/plain']) {
      let closed = 0;
      const pieces = [created, start, said].map((text) => new TextEncoder().encode(`data: ${text}\n\n`));
      const answer = new Response(
        toBody(pieces, () => void (closed += 1)),
        { headers: { 'content-type': type } },
      );
      for await (const event of readInteractionEvents(answer)) {
        expect(event.event_type).to.equal('interaction.created');
        break;
      }
      expect(closed, type).to.equal(1);
    }
  });
});
