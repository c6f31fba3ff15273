import { expect } from 'chai';
import { GoogleError } from '../../src/emulator/google-error.js';
import { createGeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import {
  address,
  askStream,
  askUnary,
  bodyOf,
  createRequest,
  createStill,
  readEvents,
  textOfSteps,
} from './ask-emulator.js';

const authorized = { headers: { 'x-goog-api-key': 'any' } };

describe('createGeminiEmulator', () => {
  it('can be called in the two ways in which fetch is called', async () => {
    const emulator = createStill();
    const init = {
      method: 'POST',
      headers: { 'x-goog-api-key': 'any' },
      body: JSON.stringify(bodyOf('echo a')),
    };
    const answers = [
      await emulator(createRequest(bodyOf('echo a'))),
      await emulator(address, init),
      await emulator(new URL(address), init),
      await emulator(new Request(address, init)),
    ];
    for (const answer of answers) expect(textOfSteps((await answer.json()).steps)).to.equal('a');
  });

  it('takes a request that an adapter has made', async () => {
    const request = createRequest(bodyOf('echo a'));
    const { method, url, headers, signal } = request;
    const text = () => request.text();
    const made: Request = Object.create(Request.prototype, {
      method: { value: method },
      url: { value: url },
      headers: { value: headers },
      signal: { value: signal },
      text: { value: text },
    });
    expect(textOfSteps((await (await createStill()(made)).json()).steps)).to.equal('a');
  });

  for (const url of [
    'https://gemini.example/interactions',
    'https://gemini.example/v1/interactions',
    'https://gemini.example/a/b/v1beta/interactions?alt=sse',
  ]) {
    it(`answers at ${new URL(url).pathname}`, async () => {
      expect((await createStill()(createRequest(bodyOf('hello'), {}, url))).status).to.equal(200);
    });
  }

  for (const [method, path] of [
    ['GET', '/v1beta/interactions'],
    ['POST', '/v1beta/nothing'],
    ['PUT', '/v1beta/interactions/v1_abc'],
    ['GET', '/'],
    ['POST', '/v1beta/interactions/%zz'],
  ] as const) {
    it(`has nothing at ${method} ${path}`, async () => {
      const response = await createStill()(`https://gemini.example${path}`, { method, ...authorized });
      expect(response.status).to.equal(404);
      expect((await response.json()).error).to.include({ code: 404, status: 'NOT_FOUND' });
    });
  }

  it('says in every response that it is an emulator', async () => {
    const emulator = createStill();
    const answers = [
      await emulator(createRequest(bodyOf('hello'))),
      await emulator(createRequest(bodyOf('error 500'))),
      await emulator(createRequest(bodyOf('hello'), { 'x-emulator-fault': 'status:503' })),
      await emulator(`${address}/none`, authorized),
    ];
    for (const { headers } of answers) expect(headers.get('x-gemini-emulator')).to.equal('1');
  });

  it('wants a key, whatever key', async () => {
    const body = JSON.stringify(bodyOf('hello'));
    const send = (headers: Record<string, string>) =>
      createStill()(address, { method: 'POST', body, headers });
    const refused = [
      await send({}),
      await send({ 'x-goog-api-key': '' }),
      await send({ authorization: 'Bearer ' }),
    ];
    for (const response of refused) {
      expect(response.status).to.equal(401);
      expect((await response.json()).error.code).to.equal('authentication');
    }
    expect((await send({ 'x-goog-api-key': 'k' })).status).to.equal(200);
    expect((await send({ authorization: 'Bearer t' })).status).to.equal(200);
  });

  it('lets a page of another origin ask', async () => {
    const response = await createStill()(address, {
      method: 'OPTIONS',
      headers: { origin: 'https://a.example' },
    });
    expect(response.status).to.equal(204);
    expect(response.headers.get('access-control-allow-origin')).to.equal('*');
    expect(response.headers.get('access-control-allow-headers')).to.contain('x-goog-api-key');
    expect(response.headers.get('access-control-allow-headers')).not.to.contain('api-revision');
  });

  it('remembers what was said earlier in the conversation', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'My name is Maya Lindqvist.');
    const second = await askStream(emulator, 'echo anything', { previous_interaction_id: first.id });
    const third = await askUnary(emulator, 'What is my name?', { previous_interaction_id: second.id });
    expect(textOfSteps(third.body['steps'])).to.contain('Maya Lindqvist');
    const stranger = await askUnary(emulator, 'What is my name?');
    expect(textOfSteps(stranger.body['steps'])).not.to.contain('Maya');
  });

  it('remembers what a client without stored state sends again', async () => {
    const emulator = createStill();
    const asked = { type: 'user_input', content: [{ type: 'text', text: 'My name is Maya' }] };
    const first = await askUnary(emulator, [asked], { store: false });
    expect(first.body).not.to.have.property('id');
    const steps = first.body['steps'];
    const input = [
      asked,
      ...(Array.isArray(steps) ? steps : []),
      { type: 'user_input', content: [{ type: 'text', text: 'What did I say?' }] },
    ];
    const second = await askStream(emulator, input, { store: false });
    expect(textOfSteps(second.steps)).to.equal('You said, in this order:\n\n1. My name is Maya');
  });

  it('gives an empty id to what it does not store', async () => {
    const emulator = createStill();
    const response = await emulator(createRequest(bodyOf('hello', { store: false, stream: true })));
    const [created] = await readEvents(response);
    expect(created).to.have.nested.property('interaction.id', '');
    const found = await emulator(`${address}/`, authorized);
    expect(found.status).to.equal(404);
  });

  it('counts more input as a conversation grows', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'markdown');
    const second = await askStream(emulator, 'hello', { previous_interaction_id: first.id });
    expect(second.usage?.total_input_tokens).to.be.greaterThan(first.usage?.total_output_tokens ?? Infinity);
  });

  it('gives back a stored interaction with its input, whole or as a stream', async () => {
    const emulator = createStill();
    const { body } = await askUnary(emulator, 'echo kept');
    const url = `${address}/${String(body['id'])}`;
    const found = await (await emulator(url, authorized)).json();
    expect(found.steps.map((step: { type: string }) => step.type)).to.deep.equal([
      'user_input',
      'thought',
      'model_output',
    ]);
    expect(found).to.include({
      status: 'completed',
      created: '2026-02-03T04:05:06Z',
      model: 'gemini-3.5-flash',
    });
    const events = await readEvents(await emulator(`${url}?stream=true`, authorized));
    expect(events.at(0)?.event_type).to.equal('interaction.created');
    expect(events.at(-1)?.event_type).to.equal('interaction.completed');
    expect((await emulator(`${url}?stream=true&last_event_id=7`, authorized)).status).to.equal(400);
  });

  it('keeps the error of an interaction that failed', async () => {
    const emulator = createStill();
    const { id } = await askStream(emulator, 'error mid-stream');
    const found = await (await emulator(`${address}/${id}`, authorized)).json();
    expect(found.status).to.equal('failed');
    expect(found.errors[0].code).to.equal('service_unavailable');
  });

  it('forgets a deleted interaction', async () => {
    const emulator = createStill();
    const { body } = await askUnary(emulator, 'hello');
    const url = `${address}/${String(body['id'])}`;
    expect((await emulator(url, { method: 'DELETE', ...authorized })).status).to.equal(200);
    expect((await emulator(url, authorized)).status).to.equal(404);
    expect((await emulator(url, { method: 'DELETE', ...authorized })).status).to.equal(404);
    const next = await askUnary(emulator, 'hello', { previous_interaction_id: body['id'] });
    expect(next.status).to.equal(404);
    expect(next.body['error']).to.have.property('code', 'not_found');
  });

  it('numbers its answers from the seed', async () => {
    const ids = async (seed?: string) => {
      const emulator = createStill(seed === undefined ? {} : { seed });
      return [(await askUnary(emulator, 'a')).body['id'], (await askUnary(emulator, 'a')).body['id']];
    };
    const [first, second] = await ids();
    expect(first)
      .to.match(/^v1_[A-Za-z0-9]{40,}$/)
      .and.not.equal(second);
    expect(await ids()).to.deep.equal([first, second]);
    expect(await ids('other')).not.to.include(first);
  });

  it('asks your scenes first', async () => {
    const emulator = createStill({
      scenes: [
        { name: 'price', matches: ({ prompt }) => prompt.includes('cost'), reply: () => 'It is **free**.' },
        {
          name: 'closed',
          matches: ({ prompt }) => prompt === 'open?',
          reply: () => {
            throw new GoogleError(403, { message: 'Closed today.' });
          },
        },
      ],
    });
    expect(textOfSteps((await askStream(emulator, 'What does it cost?')).steps)).to.equal('It is **free**.');
    const refused = await askUnary(emulator, 'open?');
    expect(refused.status).to.equal(403);
    expect(refused.body['error']).to.deep.equal({ code: 'permission_denied', message: 'Closed today.' });
    expect(textOfSteps((await askStream(emulator, 'hello')).steps)).to.contain('emulator');
  });

  it('shows thoughts only where they are asked for', async () => {
    const summaryOf = async (config?: Record<string, unknown>) => {
      const { steps } = await askStream(createStill(), 'hello', config ? { generation_config: config } : {});
      return steps[0];
    };
    expect(await summaryOf()).not.to.have.property('summary');
    expect(await summaryOf({ thinking_level: 'high', thinking_summaries: 'none' })).not.to.have.property(
      'summary',
    );
    expect(await summaryOf({ thinking_summaries: 'auto' })).to.have.property('summary');
    expect(await summaryOf())
      .to.have.property('signature')
      .that.matches(/^[\w+/]+=*$/);
  });

  it('stops where max_output_tokens ends the answer', async () => {
    const more = { generation_config: { max_output_tokens: 20 } };
    const reply = await askStream(createStill(), 'long', more);
    expect(reply.status).to.equal('incomplete');
    expect(reply.usage?.total_output_tokens).to.be.within(1, 20);
    expect((await askUnary(createStill(), 'long', more)).body['steps']).to.deep.equal(reply.steps);
  });

  it('refuses a pace that is no number of milliseconds', () => {
    for (const pace of [-1, Number.NaN, Infinity])
      expect(() => createGeminiEmulator({ pace })).to.throw(RangeError);
  });
});
