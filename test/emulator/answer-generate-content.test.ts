import { expect } from 'chai';
import { GoogleError } from '../../src/emulator/google-error.js';
import type { Scene, SceneReply, SceneTurn } from '../../src/emulator/scene.js';
import {
  contentsOf,
  partsOf,
  readChunks,
  sendGenerate,
  textOfParts,
  type Way,
} from './ask-generate-content.js';
import { createStill } from './ask-emulator.js';

const ways: readonly Way[] = ['generateContent', 'streamGenerateContent?alt=sse', 'streamGenerateContent'];
const say = (text: string) => ({ type: 'model_output', content: [{ type: 'text', text }] });

/** An emulator that always plays one reply, and the turns that it was asked for. */
function createPlayer(reply: SceneReply | (() => SceneReply)) {
  const turns: SceneTurn[] = [];
  const scene: Scene = {
    name: 'played',
    matches: () => true,
    reply: (turn) => {
      turns.push(turn);
      return typeof reply === 'function' ? reply() : reply;
    },
  };
  return { emulator: createStill({ scenes: [scene] }), turns };
}

async function play(reply: SceneReply, way: Way = 'streamGenerateContent?alt=sse', more = {}) {
  const { emulator } = createPlayer(reply);
  return readChunks(await sendGenerate(emulator, contentsOf('go', more), way));
}

const thinking = { generationConfig: { thinkingConfig: { includeThoughts: true } } };

describe('generating content', () => {
  for (const way of ways) {
    it(`says by ${way} what an interaction says`, async () => {
      const chunks = await readChunks(await sendGenerate(createStill(), contentsOf('echo one two 三'), way));
      expect(textOfParts(partsOf(chunks))).to.equal('one two 三');
      expect(chunks.at(-1).candidates[0].finishReason).to.equal('STOP');
      for (const chunk of chunks) {
        expect(chunk).to.include({ modelVersion: 'gemini-3.5-flash' });
        expect(chunk.responseId).to.equal(chunks[0].responseId);
        expect(chunk.usageMetadata.promptTokenCount).to.be.greaterThan(0);
      }
    });
  }

  it('has the fields that recorded streams have', async function () {
    const folder = '/shared/recordings/generatecontent/';
    const file =
      'google+adk-go__internal_llminternal_testdata_TestParallelFunctionCalls_test_parallel_function_calls_gemini-3-flash-preview.httprr__00.sse';
    const recorded = await fetch(folder + encodeURIComponent(file));
    if (!recorded.ok) {
      console.log('skipped: the recorded traffic is absent');
      this.skip();
    }
    const shapesOf = (chunks: readonly Record<string, unknown>[]) =>
      chunks.map((chunk) =>
        JSON.stringify(chunk, (_, value) => {
          if (Array.isArray(value) || typeof value !== 'object' || value === null) {
            return Array.isArray(value) ? value : typeof value;
          }
          return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
        }),
      );
    const text = await recorded.text();
    const expected = text
      .split(/\r?\n\r?\n/)
      .filter((frame) => frame.startsWith('data: '))
      .map((frame) => JSON.parse(frame.slice(6)));
    const call = (id: string) => ({ type: 'function_call', id, name: 'sum', arguments: { a: 1, b: 2 } });
    const emulated = await play({ steps: [call('1'), call('2'), call('3')] });
    expect(shapesOf(emulated)).to.deep.equal(shapesOf(expected));
  });

  it('counts the tokens of the answer as they come', async () => {
    const chunks = await play({ steps: [say('one two three four five six seven eight nine ten')] });
    const counts = chunks.map(({ usageMetadata }) => usageMetadata.candidatesTokenCount);
    expect(counts).to.deep.equal(counts.toSorted((a: number, b: number) => a - b));
    const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount, totalTokenCount } =
      chunks.at(-1).usageMetadata;
    expect(promptTokenCount + candidatesTokenCount + thoughtsTokenCount).to.equal(totalTokenCount);
  });

  it('tells its thoughts only to who asks for them', async () => {
    const reply: SceneReply = {
      steps: [
        { type: 'thought', summary: [{ type: 'text', text: 'First.\n\n\nThen.' }], signature: 'c2ln' },
        say('So.'),
      ],
    };
    const quiet = partsOf(await play(reply));
    expect(quiet.some((part) => part['thought'])).to.equal(false);
    const parts = partsOf(await play(reply, 'streamGenerateContent?alt=sse', thinking));
    expect(parts.filter((part) => part['thought'])).to.deep.equal([
      { text: 'First.\n\n\n', thought: true },
      { text: 'Then.', thought: true },
    ]);
    expect(parts.at(-1)).to.deep.equal({ text: '', thoughtSignature: 'c2ln' });
    const [whole] = await play(reply, 'generateContent', thinking);
    expect(whole.candidates[0].content.parts).to.deep.equal([
      { text: 'First.\n\n\nThen.', thought: true },
      { text: 'So.', thoughtSignature: 'c2ln' },
    ]);
  });

  it('signs the first of several calls, and no other part', async () => {
    const call = (id: string, signature?: string) => ({
      type: 'function_call',
      id,
      name: 'f',
      arguments: { id },
      ...(signature ? { signature } : {}),
    });
    const reply: SceneReply = {
      steps: [{ type: 'thought', signature: 'dGhvdWdodA==' }, call('1'), call('2', 'b3RoZXI=')],
    };
    const [whole] = await play(reply, 'generateContent');
    expect(whole.candidates[0].content.parts).to.deep.equal([
      { functionCall: { id: '1', name: 'f', args: { id: '1' } }, thoughtSignature: 'dGhvdWdodA==' },
      { functionCall: { id: '2', name: 'f', args: { id: '2' } } },
    ]);
    expect(whole.candidates[0].finishReason).to.equal('STOP');
  });

  it('gives calls of older models no id', async () => {
    const reply = { steps: [{ type: 'function_call', id: '1', name: 'f', arguments: {} }] };
    const { emulator } = createPlayer(reply);
    const response = await sendGenerate(emulator, contentsOf('go'), 'generateContent', {
      model: 'gemini-2.5-pro',
    });
    const [call] = partsOf(await readChunks(response));
    expect(call?.['functionCall']).to.deep.equal({ name: 'f', args: {} });
  });

  it('shows code, its outcome and media as parts of their own', async () => {
    const [whole] = await play(
      {
        steps: [
          { type: 'code_execution_call', id: '1', arguments: { language: 'python', code: '1/0' } },
          { type: 'code_execution_result', call_id: '1', result: 'Oh.', is_error: true },
          {
            type: 'model_output',
            content: [
              { type: 'image', mime_type: 'image/png', data: 'aGk=' },
              { type: 'video', mime_type: 'video/mp4', uri: 'https://a.example/v' },
            ],
          },
        ],
      },
      'generateContent',
    );
    const [, ...parts] = whole.candidates[0].content.parts.toReversed();
    expect(parts.toReversed()).to.deep.equal([
      { executableCode: { language: 'PYTHON', code: '1/0' } },
      { codeExecutionResult: { outcome: 'OUTCOME_FAILED', output: 'Oh.' } },
      { inlineData: { mimeType: 'image/png', data: 'aGk=' } },
      { fileData: { mimeType: 'video/mp4', fileUri: 'https://a.example/v' } },
    ]);
  });

  it('ends in the middle of hops with a token to go on by', async () => {
    const { emulator } = createPlayer({ steps: [say('One, ')], hops: [[say('two.')]] });
    const [first] = await readChunks(await sendGenerate(emulator, contentsOf('go')));
    const [candidate] = first.candidates;
    expect(candidate.finishReason).to.equal('CONTINUATION');
    const { continuationToken } = candidate;
    const [second] = await readChunks(await sendGenerate(emulator, contentsOf('go', { continuationToken })));
    expect(textOfParts(partsOf([second]))).to.equal('two.');
    expect(second.candidates[0].finishReason).to.equal('STOP');
    const other = await sendGenerate(emulator, contentsOf('stop', { continuationToken }));
    expect(other.status).to.equal(400);
  });

  it('stops where maxOutputTokens ends the answer', async () => {
    const body = contentsOf('long', { generationConfig: { maxOutputTokens: 20 } });
    const [whole] = await readChunks(await sendGenerate(createStill(), body));
    expect(whole.candidates[0].finishReason).to.equal('MAX_TOKENS');
    expect(whole.usageMetadata.candidatesTokenCount).to.be.within(1, 20);
  });
});

describe('an answer of the older API that does not come to its end', () => {
  const blocked = new GoogleError(400, { code: 'safety' });

  for (const way of ways) {
    it(`is a blocked prompt by ${way} where nothing was said`, async () => {
      const chunks = await play({ steps: [], ending: blocked }, way);
      expect(chunks).to.have.length(1);
      expect(chunks[0].promptFeedback.blockReason).to.equal('SAFETY');
      expect(chunks[0]).not.to.have.property('candidates');
    });

    it(`says by ${way} that it was filtered after some text`, async () => {
      const chunks = await play({ steps: [say('Well, ')], ending: blocked }, way);
      expect(textOfParts(partsOf(chunks))).to.equal('Well, ');
      const [candidate] = chunks.at(-1).candidates;
      expect(candidate.finishReason).to.equal('SAFETY');
      expect(candidate.safetyRatings.some((rating: { blocked?: boolean }) => rating.blocked)).to.equal(true);
    });
  }

  it('is a blocked prompt where the scene refuses to answer', async () => {
    const { emulator } = createPlayer(() => {
      throw new GoogleError(400, { code: 'prohibited_content' });
    });
    const [whole] = await readChunks(await sendGenerate(emulator, contentsOf('go')));
    expect(whole.promptFeedback.blockReason).to.equal('PROHIBITED_CONTENT');
  });

  const reasons: readonly (readonly [code: string, reason: string])[] = [
    ['recitation', 'RECITATION'],
    ['malformed_function_call', 'MALFORMED_FUNCTION_CALL'],
    ['image_safety', 'IMAGE_SAFETY'],
    ['content_blocked', 'PROHIBITED_CONTENT'],
  ];
  for (const [code, reason] of reasons) {
    it(`finishes with ${reason}`, async () => {
      const chunks = await play({ steps: [say('Well, ')], ending: new GoogleError(400, { code }) });
      expect(chunks.at(-1).candidates[0].finishReason).to.equal(reason);
    });
  }

  it('tells an error in the stream after some text, and by its status before', async () => {
    const ending = new GoogleError(503);
    const chunks = await play({ steps: [say('Well, ')], ending });
    expect(chunks.at(-1).error).to.include({ code: 503, status: 'UNAVAILABLE' });
    for (const way of ways) {
      const { emulator } = createPlayer({ steps: [], ending });
      const response = await sendGenerate(emulator, contentsOf('go'), way);
      expect(response.status).to.equal(503);
    }
  });

  it('breaks off without a reason', async () => {
    const reply: SceneReply = { steps: [say('Well, ')], ending: 'drop' };
    const chunks = await play(reply);
    expect(textOfParts(partsOf(chunks))).to.equal('Well, ');
    expect(chunks.at(-1).candidates[0]).not.to.have.property('finishReason');
    const { emulator } = createPlayer(reply);
    const array = await sendGenerate(emulator, contentsOf('go'), 'streamGenerateContent');
    expect((await array.text()).endsWith(']')).to.equal(false);
    const whole = await sendGenerate(emulator, contentsOf('go'));
    expect(await whole.text().catch((error: unknown) => error)).to.be.instanceOf(TypeError);
  });
});

describe('a request of the older API', () => {
  it('means to a scene what the same request of the newer one means', async () => {
    const { emulator, turns } = createPlayer({ steps: [say('Yes.')] });
    const body = contentsOf('What now?', {
      system_instruction: { parts: [{ text: 'Be ' }, { text: 'brief.' }] },
      generation_config: {
        max_output_tokens: 99,
        stopSequences: ['x'],
        seed: 3,
        thinkingConfig: { thinkingLevel: 'HIGH', include_thoughts: true },
        responseModalities: ['TEXT', 'IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '1K' },
      },
      tools: [
        {
          function_declarations: [
            {
              name: 'f',
              description: 'd',
              parameters: { type: 'OBJECT', properties: { max_size: {} }, required: [] },
            },
            { name: 'g', parametersJsonSchema: { type: 'object', required: ['a'] } },
            { name: 'h' },
          ],
        },
        { googleSearch: {} },
        { urlContext: {}, codeExecution: {} },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    });
    expect((await sendGenerate(emulator, body)).status).to.equal(200);
    expect(turns[0]?.prompt).to.equal('What now?');
    expect(turns[0]?.request).to.deep.include({
      model: 'gemini-3.5-flash',
      store: false,
      system_instruction: 'Be brief.',
      generation_config: {
        max_output_tokens: 99,
        seed: 3,
        stop_sequences: ['x'],
        thinking_level: 'high',
        thinking_summaries: 'auto',
        tool_choice: 'any',
      },
      tools: [
        {
          type: 'function',
          name: 'f',
          description: 'd',
          parameters: { type: 'OBJECT', properties: { max_size: {} } },
        },
        { type: 'function', name: 'g', parameters: { type: 'object', required: ['a'] } },
        { type: 'google_search' },
        { type: 'url_context' },
        { type: 'code_execution' },
      ],
      response_format: [{ type: 'text' }, { type: 'image', aspect_ratio: '16:9', image_size: '1K' }],
      safety_settings: [{ type: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
    });
  });

  const user = { role: 'user', parts: [{ text: 'Hi' }] };
  const refusals: readonly (readonly [why: string, body: unknown, mentions: string])[] = [
    ['a body that is no object', [], 'object'],
    ['no contents', {}, 'contents'],
    ['an unknown field', { contents: [user], temperature: 1 }, 'Unknown name "temperature"'],
    ['an unknown setting', { contents: [user], generationConfig: { warmth: 1 } }, "at 'generationConfig'"],
    ['an unknown tool', { contents: [user], tools: [{ hammer: {} }] }, 'hammer'],
    ['an unknown kind of part', { contents: [{ parts: [{ smell: 'rose' }] }] }, 'smell'],
    ['a part that is nothing', { contents: [{ parts: [{ thought: true }] }] }, "oneof field 'data'"],
    ['a part that is two things', { contents: [{ parts: [{ text: 'a', inlineData: {} }] }] }, 'already set'],
    ['a turn without parts', { contents: [{ role: 'user' }] }, 'parts'],
    ['a role that there is not', { contents: [{ ...user, role: 'assistant' }] }, 'role'],
    ['a turn of the model at the end', { contents: [user, { ...user, role: 'model' }] }, 'user turn'],
    [
      'a budget and a level of thinking',
      { contents: [user], generationConfig: { thinkingConfig: { thinkingBudget: 1, thinkingLevel: 'LOW' } } },
      'thinking',
    ],
    [
      'an answer to no call',
      { contents: [{ parts: [{ functionResponse: { name: 'f', response: {} } }] }] },
      "'f'",
    ],
  ];
  for (const [why, body, mention] of refusals) {
    it(`is refused for ${why}`, async () => {
      const response = await sendGenerate(createStill(), body);
      expect(response.status).to.equal(400);
      const { error } = await response.json();
      expect(error).to.include({ code: 400, status: 'INVALID_ARGUMENT' });
      expect(error.message).to.contain(mention);
    });
  }

  it('names the place of an unknown field in the details', async () => {
    const response = await sendGenerate(createStill(), { contents: [{ parts: [{ smell: 'rose' }] }] });
    const { error } = await response.json();
    expect(error.details[0].fieldViolations[0].field).to.equal('contents[0].parts[0]');
  });

  it('wants a key', async () => {
    const response = await sendGenerate(createStill(), contentsOf('hi'), 'generateContent', {
      headers: { 'x-goog-api-key': '' },
    });
    expect(response.status).to.equal(401);
    expect((await response.json()).error.status).to.equal('UNAUTHENTICATED');
  });

  it('refers to uploaded files like the newer API', async () => {
    const fileData = {
      fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/none',
      mimeType: 'text/plain',
    };
    const response = await sendGenerate(createStill(), { contents: [{ parts: [{ fileData }] }] });
    expect(response.status).to.equal(404);
    expect((await response.json()).error.status).to.equal('NOT_FOUND');
  });
});
