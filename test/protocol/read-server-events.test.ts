import { expect } from 'chai';
import { readServerEvents, type ServerEvent } from '../../src/protocol/read-server-events.js';
import { collect, collectError, cutBytes, textBody, toBody, type Cut } from './cut-bytes.js';

const cuts: Cut[] = [1, 2, 3, 7, 1_000_000, { seed: 1 }, { seed: 77 }];

interface Case {
  title: string;
  text: string;
  events: ServerEvent[];
}

const cases: Case[] = [
  { title: 'reads a plain event', text: 'data: one\n\n', events: [{ data: 'one' }] },
  { title: 'reads data without a space', text: 'data:one\n\n', events: [{ data: 'one' }] },
  {
    title: 'reads names and ids',
    text: 'event: a\nid: 7\ndata: {"x":1}\n\n',
    events: [{ event: 'a', id: '7', data: '{"x":1}' }],
  },
  { title: 'joins lines of data', text: 'data: one\ndata: two\n\n', events: [{ data: 'one\ntwo' }] },
  {
    title: 'understands CRLF',
    text: 'data: one\r\n\r\ndata: two\r\n\r\n',
    events: [{ data: 'one' }, { data: 'two' }],
  },
  {
    title: 'understands CR alone',
    text: 'data: one\r\rdata: two\r\r',
    events: [{ data: 'one' }, { data: 'two' }],
  },
  {
    title: 'understands line ends of every kind in one stream',
    text: 'data: one\r\n\ndata: two\n\r\ndata: three\r\rdata: four\n\n',
    events: [{ data: 'one' }, { data: 'two' }, { data: 'three' }, { data: 'four' }],
  },
  {
    title: 'skips a byte order mark that was encoded twice',
    text: 'ï»¿data: one\n\n',
    events: [{ data: 'one' }],
  },
  { title: 'skips a byte order mark', text: '\uFEFFdata: one\n\n', events: [{ data: 'one' }] },
  {
    title: 'skips comments and heartbeats',
    text: ': hi\n\ndata: one\n:\n\n: bye\n\n',
    events: [{ data: 'one' }],
  },
  {
    title: 'skips fields it does not know',
    text: 'foo: 1\nbar\ndata: one\nretry: x\n\n',
    events: [{ data: 'one' }],
  },
  {
    title: 'delivers the last event without its blank line',
    text: 'data: one\n\ndata: two\n',
    events: [{ data: 'one' }, { data: 'two' }],
  },
  {
    title: 'delivers the last event without any line end',
    text: 'data: one\n\ndata: two',
    events: [{ data: 'one' }, { data: 'two' }],
  },
  { title: 'delivers a last event that ends in CR', text: 'data: one\r', events: [{ data: 'one' }] },
  { title: 'finds nothing in an empty stream', text: '', events: [] },
  { title: 'finds nothing in comments', text: ': a\n\n: b\n\n', events: [] },
  {
    title: 'keeps characters of every width',
    text: 'data: é 你 👩‍🚀 \u2028\n\n',
    events: [{ data: 'é 你 👩‍🚀 \u2028' }],
  },
  {
    title: 'turns a bare line of error into an event',
    text: 'data: one\n\n{"error":{"code":503,"message":"The model is overloaded","status":"UNAVAILABLE"}}\n',
    events: [
      { data: 'one' },
      {
        event: 'error',
        data: '{"error":{"code":503,"message":"The model is overloaded","status":"UNAVAILABLE"}}',
      },
    ],
  },
  {
    title: 'turns a bare error over several lines into one event',
    text: 'data: one\n\n{\n  "error": {\n    "code": 500,\n\n    "message": "a } brace and a \\" quote ["\n  }\n}\n',
    events: [
      { data: 'one' },
      {
        event: 'error',
        data: '{\n  "error": {\n    "code": 500,\n    "message": "a } brace and a \\" quote ["\n  }\n}',
      },
    ],
  },
  {
    title: 'turns a bare array of errors into one event, also without a line end',
    text: '[{\r\n"error": {"code": "api_error", "message": "no"}\r\n}\r\n]',
    events: [{ event: 'error', data: '[{\n"error": {"code": "api_error", "message": "no"}\n}\n]' }],
  },
  {
    title: 'goes on after a bare error',
    text: '{"error":{"message":"first"}}\n\ndata: after\n\n',
    events: [{ event: 'error', data: '{"error":{"message":"first"}}' }, { data: 'after' }],
  },
  {
    title: 'does not let an unfinished bare object swallow what follows',
    text: '{"error": {"mess\ndata: one\n\n{"error":{"message":"second"}}\n',
    events: [{ data: 'one' }, { event: 'error', data: '{"error":{"message":"second"}}' }],
  },
  {
    title: 'ignores bare lines that only look like JSON',
    text: '[INFO] starting\n{not json}\ndata: one\n\n',
    events: [{ data: 'one' }],
  },
];

interface Fixture {
  name: string;
  chunks?: string[];
  expected: ServerEvent[] | { count: number; lengths: number[] };
}

/** As bytes, a mark at the very start is no part of the text; the corpus starts after decoding. */
const before: Record<string, ServerEvent[]> = { getInvalidBomFixtureStream: [{ data: 'bomful 1' }] };
/** Its last event has no blank line after it; here it is delivered all the same. */
const after: Record<string, ServerEvent[]> = { getMixedCommentsFixtureStream: [{ data: '5' }] };

/** The corpus spells a byte order mark as the three characters of its bytes. */
function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text.replaceAll('ï»¿', '\uFEFF'));
}

describe('reading a stream of server-sent events', () => {
  for (const { title, text, events } of cases) {
    it(title, async () => {
      for (const cut of cuts) {
        expect(await collect(readServerEvents(textBody(text, cut))), JSON.stringify(cut)).to.deep.equal(
          events,
        );
      }
    });
  }

  it('gives the same events wherever the bytes are cut in two', async () => {
    const text =
      '\uFEFFevent: ä\r\ndata: 👩‍🚀 one\r\n\r\n: note\r\rdata:two\ndata: 你\n\n{"error":{"message":"é"}}\ndata: last';
    const bytes = new TextEncoder().encode(text);
    const whole = await collect(readServerEvents(toBody([bytes])));
    expect(whole.map(({ data }) => data)).to.deep.equal([
      '👩‍🚀 one',
      'two\n你',
      '{"error":{"message":"é"}}',
      'last',
    ]);
    for (let place = 0; place <= bytes.length; place += 1) {
      const pieces = [bytes.slice(0, place), bytes.slice(place)];
      expect(await collect(readServerEvents(toBody(pieces))), `cut at ${place}`).to.deep.equal(whole);
    }
  });

  it('reads a line of five million characters, in small pieces, in little time', async () => {
    const long = 'abcdé'.repeat(1_000_000);
    const started = performance.now();
    const events = await collect(readServerEvents(textBody(`data: ${long}\n\ndata: next\n\n`, 1024)));
    expect(events.map(({ data }) => data.length)).to.deep.equal([5_000_000, 4]);
    expect(events[0]?.data === long).to.equal(true);
    expect(performance.now() - started).to.be.lessThan(3000);
  });

  it('delivers each event as soon as it is whole', async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
    const events = readServerEvents(body);
    controller?.enqueue(new TextEncoder().encode('data: one\n\ndata: tw'));
    expect((await events.next()).value).to.deep.equal({ data: 'one' });
    controller?.enqueue(new TextEncoder().encode('o\n\n'));
    expect((await events.next()).value).to.deep.equal({ data: 'two' });
    await events.return();
  });

  it('cancels the body when its reader leaves', async () => {
    let cancelled = 0;
    const pieces = cutBytes(new TextEncoder().encode('data: one\n\ndata: two\n\n'), 11);
    for await (const event of readServerEvents(toBody(pieces, () => void (cancelled += 1)))) {
      expect(event.data).to.equal('one');
      break;
    }
    expect(cancelled).to.equal(1);
  });

  it('cancels the body when its reader throws', async () => {
    let cancelled = 0;
    const body = toBody(
      cutBytes(new TextEncoder().encode('data: one\n\ndata: two\n\n'), 11),
      () => void (cancelled += 1),
    );
    const failing = async () => {
      for await (const event of readServerEvents(body)) throw new Error(event.data);
    };
    let caught: unknown;
    await failing().catch((error: unknown) => void (caught = error));
    expect(caught).to.be.an('error').with.property('message', 'one');
    expect(cancelled).to.equal(1);
  });

  it('passes on the error of a body that breaks', async () => {
    const broken = new TypeError('network error');
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(broken) });
    expect(await collectError(readServerEvents(body))).to.equal(broken);
  });

  it('reads the event streams of the corpus, cut at every place', async function () {
    const answer = await fetch('/shared/corpora/sse-streams.json');
    if (!answer.ok) {
      console.log('The corpus of event streams is absent; its test is skipped.');
      this.skip();
    }
    const fixtures: Fixture[] = await answer.json();
    let read = 0;
    for (const { name, chunks, expected } of fixtures) {
      // The huge one is described, not held; a line of that size is tested above.
      if (!chunks || !Array.isArray(expected)) continue;
      const events = [...(before[name] ?? []), ...expected, ...(after[name] ?? [])];
      const bytes = toBytes(chunks.join(''));
      for (const cut of [1, 3, { seed: 5 }, { seed: 6 }, 1_000_000]) {
        expect(await collect(readServerEvents(toBody(cutBytes(bytes, cut)))), name).to.deep.equal(events);
      }
      if (bytes.length < 700) {
        for (let place = 1; place < bytes.length; place += 1) {
          const pieces = [bytes.slice(0, place), bytes.slice(place)];
          expect(await collect(readServerEvents(toBody(pieces))), `${name} at ${place}`).to.deep.equal(
            events,
          );
        }
      }
      read += 1;
    }
    expect(read).to.equal(21);
  });
});
