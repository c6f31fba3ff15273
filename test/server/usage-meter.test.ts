import { expect } from 'chai';
import { UsageMeter } from '../../src/server/usage-meter.js';

const event = (payload: object) => `event: x\ndata: ${JSON.stringify(payload)}\n\n`;
const delta = (text: string) => event({ event_type: 'step.delta', index: 0, delta: { type: 'text', text } });
const completed = (tokens: number) =>
  event({
    event_type: 'interaction.completed',
    interaction: { id: 'a', status: 'completed', usage: { total_input_tokens: 1, total_tokens: tokens } },
  });
const chunk = (tokens: number, candidate: object = {}) =>
  event({
    candidates: [{ content: {}, ...candidate }],
    usageMetadata: { promptTokenCount: 1, totalTokenCount: tokens },
  });

/** What is counted of an answer that came in these events. */
function measure(events: readonly string[], requestBytes = 0): number {
  const meter = new UsageMeter(requestBytes);
  for (const text of events) meter.read(new TextEncoder().encode(text).length, text);
  return meter.tokens;
}

const counted: readonly (readonly [string, string[], number])[] = [
  ['of an interaction when it is completed', [delta('Hello'), completed(42)], 42],
  [
    'of an interaction that is completed without anything after it',
    [completed(42), 'event: done\ndata: [DONE]\n\n'],
    42,
  ],
  [
    'of a whole interaction',
    [JSON.stringify({ id: 'a', object: 'interaction', steps: [], usage: { total_tokens: 7 } })],
    7,
  ],
  [
    'of a whole interaction on many lines',
    [JSON.stringify({ object: 'interaction', usage: { total_tokens: 7 } }, null, 2)],
    7,
  ],
  ['of the last chunk of generateContent', [chunk(3), chunk(5), chunk(9)], 9],
  ['of the highest count where a later one is lower', [chunk(9), chunk(5, { finishReason: 'STOP' })], 9],
  [
    'of a whole answer of generateContent',
    [JSON.stringify({ candidates: [], usageMetadata: { totalTokenCount: 11 } }, null, 2)],
    11,
  ],
  ['of an element of an array', [`[${JSON.stringify({ usageMetadata: { totalTokenCount: 4 } })}`], 4],
  [
    'of a later element of an array',
    [`,\r\n${JSON.stringify({ usageMetadata: { totalTokenCount: 4 } })}`],
    4,
  ],
  [
    'of what a delta says of all so far',
    [event({ event_type: 'step.delta', metadata: { total_usage: { total_tokens: 30 } } })],
    30,
  ],
  [
    'of what a delta says in the words that were recorded',
    [event({ event_type: 'step.delta', metadata: { usage: { total_tokens: 31 } } })],
    31,
  ],
  [
    'of a change of status',
    [event({ event_type: 'interaction.status_update', usage: { total_tokens: 6 } })],
    6,
  ],
  ['of an event whose lines end otherwise', [completed(8).replaceAll('\n', '\r\n')], 8],
  ['of an event in several lines', ['data: {"usageMetadata":\ndata: {"totalTokenCount": 12}}\n\n'], 12],
];

const uncounted: readonly (readonly [string, string])[] = [
  ['what the model says', delta('"total_tokens": 999999999, \\"totalTokenCount\\": 999999999')],
  ['what the model says after a backslash', delta('\\"total_tokens": 999999999')],
  [
    'the arguments of a function',
    event({
      event_type: 'step.start',
      step: { type: 'function_call', arguments: { usage: { total_tokens: 999_999_999 } } },
    }),
  ],
  [
    'the arguments of a function of generateContent',
    event({
      candidates: [{ content: { parts: [{ functionCall: { args: { totalTokenCount: 999_999_999 } } }] } }],
    }),
  ],
  [
    'the result of a function',
    event({ step: { result: { usageMetadata: { totalTokenCount: 999_999_999 } } } }),
  ],
  ['a count that is none', event({ usage: { total_tokens: '999999999' } })],
  ['a count below nothing', event({ usage: { total_tokens: -5 } })],
  ['half an event', '{"usage": {"total_tokens": 999999999'],
];

describe('the cost of an answer', () => {
  for (const [sentence, events, tokens] of counted) {
    it(`is the count ${sentence}`, () => expect(measure(events, 4000)).to.equal(tokens));
  }

  for (const [sentence, text] of uncounted) {
    it(`is not found in ${sentence}`, () => expect(measure([text])).to.be.within(1, 100));
  }

  it('is estimated from question and answer where Gemini does not say it', () => {
    expect(measure([], 400)).to.equal(100);
    const text = delta('x'.repeat(4000));
    expect(measure([text], 400)).to.equal(Math.ceil((400 + text.length) / 4));
  });

  it('is what every recorded stream says at its end', async function () {
    const answer = await fetch('/shared/recordings/index.json');
    if (!answer.ok) {
      console.warn('Not run: the recorded streams are absent.');
      this.skip();
    }
    const index: { file: string }[] = await answer.json();
    const files = index
      .map(({ file }) => file)
      .filter((file) => /^(?:interactions|generatecontent)\/.*\.sse$/.test(file));
    let compared = 0;
    for (const file of files) {
      const text = await (await fetch(`/shared/recordings/${encodeURIComponent(file)}`)).text();
      const said = [...text.matchAll(/[^\\]"total(?:_tokens|TokenCount)": ?(\d+)/g)].map(([, count]) =>
        Number(count),
      );
      const events = text.split(/(?<=\r?\n\r?\n)/);
      const isWhole = /"total(?:_tokens|TokenCount)"/.test(
        events.findLast((one) => /data: ?\{/.test(one)) ?? '',
      );
      if (!isWhole) continue;
      expect(measure(events, 1000), file).to.equal(Math.max(...said));
      compared += 1;
    }
    expect(compared).to.be.above(50);
  });

  it('is not less for one who leaves before the count', () => {
    const text = 'All of this was written before the reader left. '.repeat(10);
    const events = Array.from({ length: 20 }, () => delta(text));
    const atEnd = measure([...events, completed(2000)], 40);
    expect(measure(events, 40)).to.be.within(atEnd, atEnd * 2);
  });

  it('grows by an estimate of what follows the last count', () => {
    expect(measure([chunk(50)], 4000)).to.equal(50);
    const more = delta('x'.repeat(400));
    expect(measure([chunk(50), more], 4000)).to.equal(50 + Math.ceil(more.length / 4));
    expect(measure([chunk(50), more, chunk(120)], 4000)).to.equal(120);
  });

  it('is estimated while Gemini counts but the question', () => {
    const pieces = Array.from({ length: 10 }, () =>
      chunk(10, { content: { parts: [{ text: 'x'.repeat(400) }] } }),
    );
    expect(measure(pieces)).to.be.above(1000);
    expect(measure([...pieces, chunk(1010, { finishReason: 'STOP' })])).to.equal(1010);
    expect(measure([...pieces, chunk(1010), chunk(1010, { finishReason: 'STOP' })])).to.equal(1010);
  });

  it('is the same whether an event is told with its bytes or after them', () => {
    const events = [delta('Hé🙂'), delta('x'.repeat(300))];
    const meter = new UsageMeter(8);
    for (const text of events) {
      meter.read(new TextEncoder().encode(text).length);
      meter.read(0, text);
    }
    expect(meter.tokens).to.equal(measure(events, 8));
  });

  it('takes images for what they cost and not for their bytes', () => {
    const meter = new UsageMeter(0);
    for (let piece = 0; piece < 20; piece += 1) meter.read(8192);
    expect(meter.tokens).to.be.within(800, 2000);
    const image = event({ delta: { type: 'image', mime_type: 'image/png', data: 'A'.repeat(40_000) } });
    expect(measure([image])).to.be.within(200, 1000);
    const told = delta(`{"mime_type": "image/png"} ${'x'.repeat(40_000)}`);
    expect(measure([told]), 'text about an image').to.be.above(10_000);
  });

  it('is found in little time, however long an event is', () => {
    const long = delta('"total_tokens": 1 '.repeat(20_000));
    const start = performance.now();
    for (let time = 0; time < 20; time += 1) measure([long]);
    expect(performance.now() - start).to.be.below(1000);
  });
});
