import { expect } from 'chai';
import { address, bodyOf, createRequest, createStill } from './ask-emulator.js';

async function readFrames(response: Response, most = Infinity): Promise<string[]> {
  const frames: string[] = [];
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  while (frames.length < most) {
    const next = await reader?.read();
    if (!next || next.done) break;
    frames.push(decoder.decode(next.value));
  }
  reader?.releaseLock();
  return frames;
}

describe('the stream of events', () => {
  it('has the order and the form that Gemini has', async () => {
    const response = await createStill()(createRequest(bodyOf('echo one two three', { stream: true })));
    expect(response.headers.get('content-type')).to.equal('text/event-stream');
    const frames = await readFrames(response);
    const names = frames.map((frame) => /^event: (.+)\ndata: .+\n\n$/.exec(frame)?.[1]);
    expect(names.slice(0, 5)).to.deep.equal([
      'interaction.created',
      'interaction.status_update',
      'step.start',
      'step.delta',
      'step.stop',
    ]);
    expect(names.slice(-3)).to.deep.equal(['step.stop', 'interaction.completed', 'done']);
    expect(frames.at(-1)).to.equal('event: done\ndata: [DONE]\n\n');
    for (const frame of frames.slice(0, -1)) {
      const data = JSON.parse(frame.slice(frame.indexOf('data: ') + 6));
      expect(frame).to.match(new RegExp(`^event: ${data.event_type}\n`));
    }
  });

  it('has the fields that recorded streams have', async function () {
    const index = await fetch('/shared/recordings/index.json');
    if (!index.ok) {
      console.log('skipped: the recorded traffic is absent');
      this.skip();
    }
    const folder = '/shared/recordings/interactions/';
    const name =
      'Arize-ai+openinference__strumentation-google-genai_tests_cassettes_test_interactions_instrumentation_test_interactions_with_thinking_stream.yaml.sse';
    const recorded = await (await fetch(folder + encodeURIComponent(name))).text();
    const more = { stream: true, generation_config: { thinking_summaries: 'auto', thinking_level: 'low' } };
    const emulated = await (await createStill()(createRequest(bodyOf('hello', more)))).text();
    const shapesOf = (stream: string) => {
      const shapes = new Set<string>();
      for (const line of stream.split('\n')) {
        if (!line.startsWith('data: {')) continue;
        // Google adds running token counts to some events; they are optional.
        const { metadata: _, ...event } = JSON.parse(line.slice(6));
        const { event_type: type, interaction, delta, step, ...rest } = event;
        const inner = interaction ?? delta ?? step ?? {};
        const names = [...Object.keys(rest).sort(), '/', ...Object.keys(inner).sort()];
        shapes.add(`${type} ${delta?.type ?? ''} ${names.join(' ')}`);
      }
      return [...shapes].sort();
    };
    expect(shapesOf(emulated)).to.deep.equal(shapesOf(recorded));
  });

  it('keeps its pace between events', async () => {
    const emulator = createStill({ pace: 15 });
    const begin = performance.now();
    const frames = await readFrames(await emulator(createRequest(bodyOf('echo one two', { stream: true }))));
    const deltas = frames.filter((frame) => frame.includes('step.delta')).length;
    expect(performance.now() - begin).to.be.greaterThan(15 * deltas * 0.8);
  });

  it('takes as long for a whole answer as for its stream', async () => {
    const begin = performance.now();
    await createStill({ pace: 10 })(createRequest(bodyOf('echo one two')));
    expect(performance.now() - begin).to.be.greaterThan(25);
  });

  it('is silent before the first text of a slow answer, for many beats', async () => {
    const emulator = createStill({ pace: 1 });
    const response = await emulator(createRequest(bodyOf('slow', { stream: true })));
    const begin = performance.now();
    const frames = await readFrames(response, 6);
    await response.body?.cancel();
    expect(frames.at(-1)).to.contain('model_output');
    expect(performance.now() - begin).to.be.greaterThan(250);
  });

  it('breaks with the reason when the request is aborted, waiting or not', async () => {
    for (const isWaiting of [true, false]) {
      const abort = new AbortController();
      const request = new Request(createRequest(bodyOf('long', { stream: true })), { signal: abort.signal });
      const response = await createStill({ pace: 20 })(request);
      const reader = response.body?.getReader();
      await reader?.read();
      const pending = isWaiting ? reader?.read().then(() => reader.read()) : undefined;
      abort.abort();
      const failure = await (pending ?? reader?.read())?.catch((error: unknown) => error);
      expect(failure).to.have.property('name', 'AbortError');
    }
  });

  it('does not begin for a request that was aborted before', async () => {
    const failure = await createStill()(address, { signal: AbortSignal.abort() }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.have.property('name', 'AbortError');
  });

  it('stops waiting for a whole answer when the request is aborted', async () => {
    const abort = new AbortController();
    const request = new Request(createRequest(bodyOf('long')), { signal: abort.signal });
    const pending = createStill({ pace: 50 })(request).catch((error: unknown) => error);
    setTimeout(() => abort.abort(), 20);
    expect(await pending).to.have.property('name', 'AbortError');
  });
});
