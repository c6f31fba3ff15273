import { expect } from 'chai';
import { exampleRequests } from '../../src/emulator/conversation-texts.js';
import { builtInScenes } from '../../src/emulator/built-in-scenes.js';
import { listObjects } from '../../src/emulator/list-objects.js';
import { contentOf, textField } from '../../src/emulator/read-step.js';
import { listedRequests } from '../../src/emulator/scene-list-text.js';
import { articleText } from '../../src/emulator/article-text.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import type { Step } from '../../src/protocol/step.js';
import {
  askStream,
  askUnary,
  bodyOf,
  createRequest,
  createStill,
  foldAll,
  readEvents,
  textOfSteps,
} from './ask-emulator.js';
import { contentsOf, sendGenerate } from './ask-generate-content.js';
import { sceneCases } from './scene-cases.js';

/** Every passage that an answer remarks on; throws where a character is cut. */
function listRemarked(steps: readonly Step[]): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return steps.flatMap(contentOf).flatMap((content) => {
    const bytes = new TextEncoder().encode(textField(content, 'text'));
    return listObjects(content['annotations']).map(({ start_index: start, end_index: end }) => {
      expect(start).to.be.a('number').below(Number(end));
      expect(end).to.be.at.most(bytes.length);
      return decoder.decode(bytes.slice(Number(start), Number(end)));
    });
  });
}

/** Where a request is refused at once, the refusal is the error of the reply. */
async function askAnything(prompt: string): Promise<Reply> {
  return askStream(createStill(), prompt).catch((error: unknown) => {
    if (error instanceof ChatError) return { ...emptyReply, error: { code: error.code }, done: true };
    throw error;
  });
}

const thoughtful = { generation_config: { thinking_summaries: 'auto' } };

describe('the built-in scenes', () => {
  for (const { scene, prompt, more = {}, says } of sceneCases) {
    it(`${scene}: the stream adds up to the whole answer, and says what was asked for`, async () => {
      const unary = await askUnary(createStill(), prompt, { ...more, ...thoughtful });
      const reply = await askStream(createStill(), prompt, { ...more, ...thoughtful });
      expect(unary.status).to.equal(200);
      expect(reply.steps).to.deep.equal(unary.body['steps']);
      expect(reply.usage).to.deep.equal(unary.body['usage']);
      expect(reply.status).to.equal(unary.body['status']);
      expect(reply.id).to.equal(unary.body['id']);
      expect(reply.done).to.equal(reply.status !== 'requires_continuation');
      expect(textOfSteps(reply.steps)).to.match(says);
      for (const passage of listRemarked(reply.steps))
        expect(passage.trim()).to.equal(passage).and.not.equal('');
    });

    it(`${scene}: two emulators send the same bytes`, async () => {
      const send = async () => {
        const response = await createStill()(createRequest(bodyOf(prompt, { ...more, stream: true })));
        return response.text();
      };
      expect(await send()).to.equal(await send());
    });
  }

  it('tries every scene in this table or in the failures', () => {
    const tried = new Set(sceneCases.map(({ scene }) => scene));
    const rest = builtInScenes.map(({ name }) => name).filter((name) => !tried.has(name));
    expect(rest).to.deep.equal([
      'function chain',
      'function result',
      'error',
      'quota',
      'error mid-stream',
      'drop',
      'blocked',
      'safety after text',
      'prohibited content',
      'recitation',
      'malformed function call',
      'research plan',
      'coding agent',
    ]);
    expect(new Set(builtInScenes.map(({ name }) => name))).to.have.property('size', builtInScenes.length);
  });

  it('knows each request that its greeting and its list offer', async () => {
    // What has to follow another answer cannot be asked for by itself.
    const alone = listedRequests.filter((request) => request !== 'make it blue');
    for (const request of [...exampleRequests, ...alone]) {
      const { steps, error, done } = await askAnything(request);
      expect(textOfSteps(steps), request).not.to.contain('A real model would answer');
      expect(steps.length > 0 || error !== undefined || !done, request).to.equal(true);
    }
  });

  it('has a long answer of more than eight kilobytes', () => {
    expect(new TextEncoder().encode(articleText).length).to.be.greaterThan(8192);
  });

  it('answers error 429 with that status and a time to wait', async () => {
    const { status, headers, body } = await askUnary(createStill(), 'error 429');
    expect(status).to.equal(429);
    expect(headers.get('retry-after')).to.equal('5');
    expect(body['error']).to.have.property('code', 'rate_limit_exceeded');
  });

  for (const [prompt, status, code] of [
    ['error 401', 401, 'authentication'],
    ['/error 500', 500, 'api_error'],
    ['Please simulate an error 503.', 503, 'service_unavailable'],
    ['error 504', 504, 'deadline_exceeded'],
  ] as const) {
    it(`refuses with ${status} for “${prompt}”, in a stream too`, async () => {
      const response = await createStill()(createRequest(bodyOf(prompt, { stream: true })));
      expect(response.status).to.equal(status);
      expect((await response.json()).error.code).to.equal(code);
    });
  }

  it('says that a quota is used up, in the words of either API', async () => {
    const { status, headers, body } = await askUnary(createStill(), 'quota exceeded');
    expect(status).to.equal(429);
    expect(headers.has('retry-after')).to.equal(false);
    expect(body['error']).to.have.property('code', 'quota_exceeded');
    const older = await sendGenerate(createStill(), contentsOf('quota exceeded'));
    const { error } = await older.json();
    expect(error).to.include({ code: 429, status: 'RESOURCE_EXHAUSTED' });
    expect(error.details[0].violations[0].quotaId).to.contain('PerDay');
  });

  it('takes the time to wait from the words', async () => {
    const { headers } = await askUnary(createStill(), 'error 503 after 12');
    expect(headers.get('retry-after')).to.equal('12');
  });

  it('fails half-way with an error event after some text', async () => {
    const reply = await askStream(createStill(), 'error mid-stream');
    expect(textOfSteps(reply.steps)).to.contain('houseplants');
    expect(reply.error).to.include({ code: 'service_unavailable' });
    expect((await askUnary(createStill(), 'error mid-stream')).status).to.equal(503);
  });

  it('reports a blocked request as an error event and as a refusal', async () => {
    const reply = await askStream(createStill(), 'blocked');
    expect(reply.steps).to.have.length(0);
    expect(reply.error).to.include({ code: 'safety' });
    const unary = await askUnary(createStill(), 'blocked');
    expect(unary.status).to.equal(400);
    expect(unary.body['error']).to.have.property('code', 'safety');
  });

  for (const [prompt, code, said] of [
    ['safety after text', 'safety', 'What happened next'],
    ['recitation', 'recitation', 'What happened next'],
    ['prohibited content', 'prohibited_content', ''],
    ['malformed call', 'malformed_function_call', ''],
  ] as const) {
    it(`stops at “${prompt}” with that code, and keeps what was said before`, async () => {
      const reply = await askStream(createStill(), prompt);
      expect(reply.error).to.include({ code });
      expect(textOfSteps(reply.steps)).to.contain(said);
      expect((await askUnary(createStill(), prompt)).body['error']).to.have.property('code', code);
    });
  }

  for (const [prompt, status] of [
    ['status failed', 'failed'],
    ['status budget exceeded', 'budget_exceeded'],
    ['unknown status', 'paused_for_review'],
    ['truncated json', 'incomplete'],
    ['output error', 'failed'],
  ] as const) {
    it(`ends “${prompt}” as ${status}`, async () => {
      expect((await askStream(createStill(), prompt)).status).to.equal(status);
    });
  }

  it('drops a stream without any closing event', async () => {
    const emulator = createStill();
    const response = await emulator(createRequest(bodyOf('drop', { stream: true })));
    const text = await response.clone().text();
    const reply = foldAll(await readEvents(response));
    expect(reply.done).to.equal(false);
    expect(textOfSteps(reply.steps)).to.contain('pencil');
    expect(text).not.to.contain('interaction.completed');
    expect(text).not.to.contain('[DONE]');
    const url = `https://emulator.example/v1beta/interactions/${reply.id}`;
    const later = await emulator(new Request(url, { headers: { 'x-goog-api-key': 'any' } }));
    expect(later.status, 'it is gone with its connection').to.equal(404);
  });

  it('breaks the connection where a whole answer would be dropped', async () => {
    const response = await createStill()(createRequest(bodyOf('drop')));
    const failure = await response.text().catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
  });

  it('marks a truncated answer as incomplete', async () => {
    expect((await askStream(createStill(), 'truncated')).status).to.equal('incomplete');
  });

  it('gives every call of a conversation an id of its own', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'search');
    const second = await askStream(emulator, 'search', { previous_interaction_id: first.id });
    expect(first.steps[1]).to.have.property('id');
    expect(second.steps[1])
      .to.have.property('id')
      .not.equal(Object.entries(first.steps[1] ?? {}).find(([key]) => key === 'id')?.[1]);
  });

  for (const prompt of ['How long does it take?', 'What do you think about tea?', 'Say something']) {
    it(`has no special scene for “${prompt}”`, async () => {
      const { steps } = await askStream(createStill(), prompt);
      expect(textOfSteps(steps)).to.contain('A real model would answer');
    });
  }

  it('does not take a command for one when it is said in passing', async () => {
    const reply = await askStream(createStill(), 'How do I drop a table in SQL?');
    expect(reply.done).to.equal(true);
  });
});
