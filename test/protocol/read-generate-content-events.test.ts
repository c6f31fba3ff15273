import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { readGenerateContentEvents } from '../../src/protocol/read-generate-content-events.js';
import { readText } from '../../src/protocol/read-text.js';
import { answer, chunk, numberIds, readEvents, stop, toStream } from './answer-generate-content.js';
import { collect, collectError, cutResponse, textBody } from './cut-bytes.js';
import { foldEvents } from './fold-events.js';

const hello = [chunk([{ text: 'Hel' }]), chunk([{ text: 'lo' }], { finishReason: 'STOP' })];

/** Each with the text that must come of it. */
const forms: readonly (readonly [name: string, body: string, type: string])[] = [
  ['an event stream', toStream(...hello), 'text/event-stream'],
  ['an array', JSON.stringify(hello), 'application/json; charset=UTF-8'],
  ['an array over several lines', JSON.stringify(hello, undefined, 2), 'application/json'],
  ['a whole answer', JSON.stringify(chunk([{ text: 'Hello' }])), 'application/json'],
  ['an event stream that says it is JSON', toStream(...hello), 'application/json'],
  ['an array that says it is a stream', JSON.stringify(hello), 'text/event-stream'],
  ['a stream without a last blank line', toStream(...hello).trimEnd(), 'text/event-stream'],
  ['data without a space', toStream(...hello).replaceAll('data: ', 'data:'), 'text/event-stream'],
  ['a stream that ends in [DONE]', `${toStream(...hello)}data: [DONE]\n\n`, 'text/event-stream'],
  ['names and comments between', `: hi\nevent: message\n${toStream(...hello)}`, 'text/event-stream'],
  ['an answer of no stated type', toStream(...hello), ''],
  ['a broken frame among good ones', `data: {"candi\n\n${toStream(...hello)}`, 'text/event-stream'],
];

/** Bodies that are no answer. */
const nonsense: readonly (readonly [name: string, body: string, type: string])[] = [
  ['a page of HTML', '<!doctype html><p>Sign in</p>', 'text/html'],
  ['nothing', '', 'application/json'],
  ['an empty stream', '', 'text/event-stream'],
  ['other JSON', '{"hello":"world"}', 'application/json'],
  ['an array of other things', '[1,"{",null,{"a":1}]', 'application/json'],
  ['frames of another API', toStream({ serverContent: {} }, { setupComplete: {} }), 'text/event-stream'],
];

const refused = { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } };

/** Where and how an error can stand in a stream that has begun. */
const errors: readonly (readonly [name: string, body: string, type: string])[] = [
  ['as an event', toStream(hello[0], refused), 'text/event-stream'],
  [
    'bare, over several lines',
    toStream(hello[0]) + JSON.stringify(refused, undefined, 2),
    'text/event-stream',
  ],
  ['in an array, bare', `${toStream(hello[0])}\n${JSON.stringify([refused])}\n`, 'text/event-stream'],
  ['in an array of chunks', JSON.stringify([hello[0], refused]), 'application/json'],
  ['under the name error', `${toStream(hello[0])}event: error\n${toStream(refused)}`, 'text/event-stream'],
  ['inside of a chunk', toStream(hello[0], { ...stop, ...refused }), 'text/event-stream'],
];

describe('reading an answer of generateContent', () => {
  for (const [name, body, type] of forms) {
    it(`understands ${name}`, async () => {
      const reply = foldEvents(await readEvents(body, type));
      expect(readText(reply.steps)).to.equal('Hello');
      expect([reply.done, reply.status, reply.id]).to.deep.equal([true, 'completed', undefined]);
    });
  }

  for (const [name, body, type] of nonsense) {
    it(`says that ${name} is no answer`, async () => {
      const error = await collectError(readGenerateContentEvents(cutResponse(body, 5, type)));
      expect(error).to.be.instanceOf(ChatError);
      expect(error).to.have.property('code', 'bad-response');
    });
  }

  for (const [name, body, type] of errors) {
    it(`keeps what came before an error ${name}`, async () => {
      const reply = foldEvents(await readEvents(body, type));
      expect(readText(reply.steps)).to.equal('Hel');
      expect(reply.error).to.include({ code: 503, message: 'Overloaded' });
      expect(reply.done).to.equal(true);
    });
  }

  it('tells an error that comes first', async () => {
    const reply = await answer(refused);
    expect(reply.error).to.include({ code: 503 });
    expect(reply.steps).to.deep.equal([]);
  });

  it('throws what a refused request says', async () => {
    const body = textBody(JSON.stringify(refused));
    const error = await collectError(readGenerateContentEvents(new Response(body, { status: 503 })));
    expect(error).to.have.property('code', 'overloaded');
  });

  it('begins with the interaction and ends with it', async () => {
    const events = await readEvents(toStream({ ...hello[0], modelVersion: 'gemini-x' }, hello[1]));
    expect(events.map(({ event_type: type }) => type)).to.deep.equal([
      'interaction.created',
      'step.start',
      'step.delta',
      'step.delta',
      'step.stop',
      'interaction.completed',
    ]);
    expect(events[0]).to.deep.equal({
      event_type: 'interaction.created',
      interaction: { object: 'interaction', status: 'in_progress', model: 'gemini-x' },
    });
  });

  it('tells each chunk of an array when it comes', async () => {
    const [first = '', second = ''] = hello.map((each) => JSON.stringify(each));
    let release = () => {};
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(`[${first}`));
        await new Promise<void>((resolve) => (release = resolve));
        controller.enqueue(new TextEncoder().encode(`,${second}]`));
        controller.close();
      },
    });
    const events = readGenerateContentEvents(new Response(body));
    expect((await events.next()).value).to.have.property('event_type', 'interaction.created');
    expect((await events.next()).value).to.have.property('event_type', 'step.start');
    expect((await events.next()).value).to.deep.include({ delta: { type: 'text', text: 'Hel' } });
    release();
    const rest = await collect(events);
    expect(rest.at(-1)?.event_type).to.equal('interaction.completed');
  });

  it('hangs up when its reader leaves', async () => {
    for (const type of ['text/event-stream', 'application/json']) {
      let cancelled = false;
      const text = type === 'application/json' ? `[${JSON.stringify(hello[0])}` : toStream(hello[0]);
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
        cancel: () => void (cancelled = true),
      });
      const events = readGenerateContentEvents(new Response(body, { headers: { 'content-type': type } }));
      await events.next();
      await events.return();
      expect(cancelled, type).to.equal(true);
    }
  });

  it('reads texts with brackets, quotes and backslashes in an array', async () => {
    const text = '}{][,"\\" \\\\" \\u007b \n{"text":"no"}';
    const reply = foldEvents(await readEvents(JSON.stringify([chunk([{ text }]), stop]), 'application/json'));
    expect(readText(reply.steps)).to.equal(text);
  });
});

describe('the rules for chunks of generateContent', () => {
  it('goes on after a finish reason in the middle', async () => {
    const reply = await answer(
      chunk([{ text: 'One ' }], { finishReason: 'STOP' }),
      chunk([{ text: 'two' }]),
      stop,
    );
    expect(readText(reply.steps)).to.equal('One two');
    expect(reply.done).to.equal(true);
  });

  it('leaves an answer open that nobody ended', async () => {
    const reply = await answer(chunk([{ text: 'Half' }]), {
      ...chunk([]),
      usageMetadata: { totalTokenCount: 3 },
    });
    expect([reply.done, reply.error, reply.usage]).to.deep.equal([false, undefined, { total_tokens: 3 }]);
  });

  it('bears what is missing', async () => {
    const reply = await answer(
      { candidates: [{}] },
      { candidates: [{ content: {} }] },
      { candidates: [{ content: { parts: [{ text: 'A' }] } }] },
      { usageMetadata: { totalTokenCount: 1 } },
      { candidates: [] },
      chunk([{ text: '' }]),
      chunk([{}, null, 'part', { text: 'B' }]),
      stop,
    );
    expect(reply.steps).to.deep.equal([{ type: 'model_output', content: [{ type: 'text', text: 'AB' }] }]);
    expect([reply.status, reply.usage]).to.deep.equal(['completed', { total_tokens: 1 }]);
  });

  it('takes the first of several candidates', async () => {
    const other = { index: 1, content: { parts: [{ text: 'other' }] }, finishReason: 'SAFETY' };
    const first = { index: 0, content: { parts: [{ text: 'first' }] }, finishReason: 'STOP' };
    expect(readText((await answer({ candidates: [other, first] }, { candidates: [other] })).steps)).to.equal(
      'first',
    );
  });

  it('joins adjacent texts, and thoughts by themselves', async () => {
    const reply = await answer(
      chunk([{ text: 'Let me ', thought: true }]),
      chunk([{ text: 'see.', thought: true }, { text: 'It ' }]),
      chunk([{ text: 'is.' }]),
      stop,
    );
    expect(reply.steps).to.deep.equal([
      { type: 'thought', summary: [{ type: 'text', text: 'Let me see.' }] },
      { type: 'model_output', content: [{ type: 'text', text: 'It is.' }] },
    ]);
  });

  it('shows pictures, sounds and documents', async () => {
    const audio = { mimeType: 'audio/L16;codec=pcm;rate=24000' };
    const reply = await answer(
      chunk([{ text: 'Here:' }, { inlineData: { mimeType: 'image/png', data: 'AAAA' } }, { text: 'and' }]),
      chunk([{ inlineData: { ...audio, data: 'AAAA' } }]),
      chunk([{ inlineData: { ...audio, data: 'BBBB' } }]),
      chunk([{ fileData: { mimeType: 'application/pdf', fileUri: 'https://example.com/a.pdf' } }]),
      stop,
    );
    const [first, second] = reply.steps;
    expect(first).to.deep.equal({
      type: 'model_output',
      content: [
        { type: 'text', text: 'Here:' },
        { type: 'image', mime_type: 'image/png', data: 'AAAA' },
      ],
    });
    expect(second).to.have.nested.property('content[1].data', 'AAAABBBB');
    expect(second).to.have.nested.property('content[1].mime_type', 'audio/l16');
    expect(second).to.have.nested.property('content[1].sample_rate', 24_000);
    expect(second).to.have.nested.property('content[2].type', 'document');
  });

  it('shows pictures that belong to a thought within it', async () => {
    const picture = { inlineData: { mimeType: 'image/png', data: 'AAAA' }, thought: true };
    const reply = await answer(chunk([{ text: 'A draft', thought: true }, picture, { text: 'Done' }]), stop);
    expect(reply.steps.map(({ type }) => type)).to.deep.equal(['thought', 'model_output']);
    expect(reply.steps[0]).to.have.nested.property('summary[1].type', 'image');
  });

  it('gives calls without an id one of their own', async () => {
    const call = { functionCall: { name: 'roll' } };
    const named = { functionCall: { id: 'abc', name: 'roll', args: { sides: 6 } } };
    const reply = await answer(chunk([call, call, named]), stop);
    expect(numberIds(reply.steps)).to.deep.equal([
      { type: 'function_call', id: 'local-0', name: 'roll', arguments: {} },
      { type: 'function_call', id: 'local-1', name: 'roll', arguments: {} },
      { type: 'function_call', id: 'abc', name: 'roll', arguments: { sides: 6 } },
    ]);
    expect(reply.status).to.equal('requires_action');
  });

  it('does not call twice what is told twice, and keeps its signature', async () => {
    const functionCall = { id: 'abc', name: 'roll', args: { sides: 6 } };
    const reply = await answer(
      chunk([{ functionCall, thoughtSignature: 'c2ln' }]),
      chunk([{ functionCall }]),
      stop,
    );
    expect(reply.steps).to.deep.equal([
      { type: 'function_call', id: 'abc', name: 'roll', arguments: { sides: 6 }, signature: 'c2ln' },
    ]);
  });

  it('does not run a call whose arguments are no object', async () => {
    const reply = await answer(chunk([{ functionCall: { name: 'roll', args: [6] } }]), stop);
    expect(reply.progress[0]).to.deep.equal({ index: 0, state: 'malformed', argumentText: '[6]' });
  });

  it('tells the runs of code, each with its own result', async () => {
    const run = (code: string) => ({ executableCode: { language: 'PYTHON', code } });
    const result = (outcome: string, output?: string) => ({ codeExecutionResult: { outcome, output } });
    const reply = await answer(
      chunk([run('a'), run('b'), result('OUTCOME_OK', '1')], { finishReason: 'STOP' }),
      chunk([result('OUTCOME_DEADLINE_EXCEEDED'), result('OUTCOME_FAILED', 'again')]),
      stop,
    );
    expect(numberIds(reply.steps)).to.deep.equal([
      { type: 'code_execution_call', id: 'local-0', arguments: { language: 'python', code: 'a' } },
      { type: 'code_execution_call', id: 'local-1', arguments: { language: 'python', code: 'b' } },
      { type: 'code_execution_result', call_id: 'local-0', result: '1' },
      {
        type: 'code_execution_result',
        call_id: 'local-1',
        result: '',
        is_error: true,
        part: { codeExecutionResult: { outcome: 'OUTCOME_DEADLINE_EXCEEDED', output: null } },
      },
      { type: 'code_execution_result', call_id: 'local-2', result: 'again', is_error: true },
    ]);
  });

  it('counts tokens by the last count that came', async () => {
    const reply = await answer(
      { ...chunk([{ text: 'A' }]), usageMetadata: { promptTokenCount: 1, totalTokenCount: 2 } },
      {
        ...chunk([{ text: 'B' }]),
        usageMetadata: {
          promptTokenCount: 7,
          candidatesTokenCount: 5,
          thoughtsTokenCount: 3,
          cachedContentTokenCount: 2,
          toolUsePromptTokenCount: 1,
          totalTokenCount: 18,
          trafficType: 'ON_DEMAND',
          promptTokensDetails: [{ modality: 'TEXT', tokenCount: 7 }, { modality: 'IMAGE' }],
        },
      },
      { ...stop, usageMetadata: { trafficType: 'ON_DEMAND' } },
    );
    expect(reply.usage).to.deep.equal({
      total_input_tokens: 7,
      total_output_tokens: 5,
      total_thought_tokens: 3,
      total_cached_tokens: 2,
      total_tool_use_tokens: 1,
      total_tokens: 18,
      input_tokens_by_modality: [{ modality: 'text', tokens: 7 }],
    });
  });
});
