import { expect } from 'chai';
import { EventSplitter } from '../../src/server/event-splitter.js';
import { joinBytes } from '../../src/server/join-bytes.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function split(chunks: readonly Uint8Array[], maxHeldBytes = 1_000_000): { events: string[]; rest: string } {
  const splitter = new EventSplitter(maxHeldBytes);
  const pieces = chunks.flatMap((chunk) => splitter.push(chunk));
  const rest = splitter.end();
  const events: Uint8Array[][] = [];
  for (const { bytes, first } of pieces) {
    if (first) events.push([bytes]);
    else events.at(-1)?.push(bytes);
  }
  return {
    events: events.map((parts) => decoder.decode(joinBytes(parts))),
    rest: rest === undefined ? '' : decoder.decode(rest.bytes),
  };
}

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

const streams: readonly [string, string[], string?][] = [
  ['line feeds', ['event: a\ndata: 1\n\n', 'data: 2\n\n']],
  ['returns and line feeds', ['event: a\r\ndata: 1\r\n\r\n', 'data: 2\r\n\r\n']],
  ['returns', ['event: a\rdata: 1\r\r', 'data: 2\r\r', 'data: 3\r\r']],
  ['a mixture', ['data: 1\n\r\n', 'data: 2\r\n\n', 'data: é🙂\n\n']],
  ['comments', [': hi\n\n', 'data: 1\n\n']],
  ['no last blank line', ['data: 1\n\n'], 'data: 2\n'],
  ['nothing but a beginning', [], 'dat'],
];

describe('cutting a stream into events', () => {
  for (const [what, events, rest = ''] of streams) {
    for (const size of [1, 2, 3, 1000]) {
      it(`changes no byte of one with ${what} that comes ${size} bytes at a time`, () => {
        const bytes = encoder.encode(events.join('') + rest);
        const result = split(cut(bytes, size));
        expect(result.events.join('') + result.rest).to.equal(events.join('') + rest);
        // A feed that comes in another chunk than its return may stand before the next event instead.
        expect(result.events.map((event) => event.trim()).filter(Boolean)).to.deep.equal(
          events.map((event) => event.trim()),
        );
        if (size === 1000) expect(result.events).to.deep.equal(events);
      });
    }
  }

  it('gives out the beginning of a long event before its end is there', () => {
    const splitter = new EventSplitter(10);
    expect(splitter.push(encoder.encode('data: 1'))).to.deep.equal([]);
    const [begin] = splitter.push(encoder.encode('23456789'));
    expect(begin).to.include({ first: true, last: false });
    const [end, next] = splitter.push(encoder.encode('0\n\ndata: 2\n\n'));
    expect(end).to.include({ first: false, last: true });
    expect(next).to.include({ first: true, last: true });
  });

  it('agrees with the streams of an event parser, at every cut', async function () {
    const answer = await fetch('/shared/corpora/sse-streams.json');
    if (!answer.ok) {
      console.warn('Not run: the corpus of event streams is absent.');
      this.skip();
    }
    const corpus: { name: string; chunks?: string[]; expected: unknown[] }[] = await answer.json();
    expect(corpus.length).to.be.above(20);
    for (const { name, chunks, expected } of corpus) {
      // The longest streams are only described there.
      if (chunks === undefined) continue;
      const text = chunks.join('');
      for (const size of [1, 3, 64, text.length]) {
        const { events, rest } = split(cut(encoder.encode(text), size));
        expect(events.join('') + rest, name).to.equal(text);
        expect(events.filter((event) => event.includes('data')).length, name).to.be.at.least(expected.length);
      }
    }
  });
});
