import { expect } from 'chai';
import { createContext } from '../../src/emulator/create-context.js';
import { findRoute } from '../../src/emulator/find-route.js';
import { createGeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import { findCaller } from '../../src/emulator/live-caller.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { inWords, LiveClient, strictModel, textModel } from './open-live.js';

const address = 'https://gemini.example/v1alpha/auth_tokens';
const now = Date.parse('2026-11-20T10:00:00Z');
const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();

function ask(body: unknown, url = address, headers: Record<string, string> = { 'x-goog-api-key': 'any' }) {
  const emulator = createGeminiEmulator({ clock: () => new Date(now) });
  return emulator(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

const live = 'https://gemini.example//ws/google.ai.generativelanguage';

/** A context with a token, and what a client does with it. */
async function createToken(terms: WireObject) {
  let ahead = 0;
  const context = createContext({ clock: () => new Date(now + ahead) });
  const request = new Request(address, { method: 'POST', body: JSON.stringify(terms) });
  const route = findRoute(request, context);
  if (!route) throw new Error('There is no route for tokens.');
  const response = await route.answer();
  const { name }: { name: string } = await response.json();
  const url = `${live}.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=${name}`;
  const connect = () => {
    const token = findCaller(new Request(url), context);
    return new LiveClient({ context, ...(token ? { token } : {}) });
  };
  const pass = (seconds: number) => {
    ahead += seconds * 1000;
  };
  return { name, connect, pass, context };
}

describe('the tokens of the emulator', () => {
  it('are made for a key, each with a name of its own', async () => {
    const { name } = await createToken({});
    expect(name).to.match(/^auth_tokens\/[a-z0-9]{40,}$/);
    const response = await ask({ uses: 1, expireTime: at(1800), newSessionExpireTime: at(60) });
    expect(response.status).to.equal(200);
    expect(Object.keys(await response.json())).to.deep.equal(['name']);
  });

  it('are not made without a key', async () => {
    expect((await ask({}, address, {})).status).to.equal(401);
  });

  it('are known in one version of the API alone', async () => {
    expect((await ask({}, 'https://gemini.example/v1beta/auth_tokens')).status).to.equal(404);
  });

  const setup = { model: 'models/gemini-3.1-flash-live-preview' };
  const wrong: readonly [sentence: string, body: unknown, message: RegExp][] = [
    ['no JSON', '{', /JSON/],
    ['a list', [], /object/],
    ['an unknown field', { purpose: 'chat' }, /"purpose"/],
    ['a negative number of uses', { uses: -1 }, /uses/],
    ['half a use', { uses: 0.5 }, /uses/],
    ['a time that is none', { expireTime: 'tomorrow' }, /expireTime/],
    ['a time that is over', { expireTime: at(-1) }, /future/],
    ['a life of twenty hours', { expireTime: at(20 * 3600) }, /20 hours/],
    ['a beginning in twenty hours', { newSessionExpireTime: at(20 * 3600) }, /newSessionExpireTime/],
    ['an unknown field of the setup', { bidiGenerateContentSetup: { ...setup, mood: 'good' } }, /"mood"/],
    ['an unknown field in the mask', { fieldMask: 'model,mood' }, /mood/],
    ['an item of a list in the mask', { fieldMask: 'tools.0' }, /tools\.0/],
    ['the name of a prototype in the mask', { fieldMask: 'constructor' }, /constructor/],
  ];
  for (const [sentence, body, message] of wrong) {
    it(`are not made for ${sentence}`, async () => {
      const response = await ask(body);
      expect(response.status).to.equal(400);
      const { error } = await response.json();
      expect(error).to.include.keys('code', 'message', 'status');
      expect(error.message).to.match(message);
    });
  }

  it('may live for just less than twenty hours', async () => {
    expect((await ask({ expireTime: at(20 * 3600 - 1) })).status).to.equal(200);
  });
});

describe('a session that a token opens', () => {
  it('begins once, where the token says nothing else', async () => {
    const { connect } = await createToken({});
    const client = connect().setup(inWords).say('echo in');
    expect(client.words).to.equal('in');
    client.leave();
    const second = connect().setup(inWords);
    expect(second.closing?.code).to.equal(1008);
    expect(second.closing?.reason).to.contain('used up');
  });

  it('begins as often as the token says', async () => {
    const { connect } = await createToken({ uses: 2 });
    expect(connect().setup(inWords).closing).to.equal(undefined);
    expect(connect().setup(inWords).closing).to.equal(undefined);
    expect(connect().setup(inWords).closing).to.have.property('code', 1008);
    const { connect: any } = await createToken({ uses: 0 });
    for (let count = 0; count < 5; count += 1) expect(any().setup(inWords).closing).to.equal(undefined);
  });

  it('is not counted where it was refused for its setup', async () => {
    const { connect } = await createToken({});
    expect(connect().setup({ model: 'models/nobody' }).closing).to.have.property('code', 1008);
    expect(connect().setup(inWords).closing).to.equal(undefined);
  });

  it('must begin in time, and goes on with a new token without a use', async () => {
    const { connect, pass, context } = await createToken({ uses: 2 });
    const client = connect()
      .setup({ ...inWords, sessionResumption: {} })
      .say('My name is Ada.');
    client.leave();
    pass(61);
    expect(connect().setup(inWords).closing).to.have.property('code', 1008);
    const resumption = { ...inWords, sessionResumption: { handle: client.handle } };
    const next = connect().setup(resumption).say('What is my name?');
    expect(next.words).to.contain('Ada');
    expect(context.tokens.get('auth_tokens/unknown')).to.equal(undefined);
    next.leave();
  });

  it('ends with the token', async () => {
    const { connect, pass } = await createToken({ expireTime: at(120), newSessionExpireTime: at(120) });
    const client = connect().setup(inWords);
    pass(121);
    client.say('echo late');
    expect(client.closing?.code).to.equal(1008);
    expect(client.closing?.reason).to.contain('expired');
    expect(client.words).to.equal('');
    expect(() => connect()).to.throw('expired');
  });

  it('has what the token locks, whatever the client says', async () => {
    const { connect } = await createToken({
      bidiGenerateContentSetup: {
        model: textModel,
        systemInstruction: { parts: [{ text: 'You are a pirate. Your name is Ann.' }] },
        generationConfig: { maxOutputTokens: 4 },
      },
      fieldMask: 'model,systemInstruction.parts,generationConfig.maxOutputTokens',
    });
    const client = connect().setup({
      model: strictModel,
      systemInstruction: { parts: [{ text: 'You are a robot. Your name is Bob.' }] },
      generationConfig: { responseModalities: ['TEXT'], maxOutputTokens: 1000 },
    });
    expect(client.closing).to.equal(undefined);
    client.say('echo one two three four five six seven eight nine ten');
    expect(client.words).to.match(/^one/).and.not.contain('seven');
    client.take();
    client.say('Who are you?');
    expect(client.words).to.match(/^Ahoy! I am/);
    client.leave();
  });

  it('has none of a field that is locked without a value', async () => {
    const declared = { functionDeclarations: [{ name: 'get_weather', description: 'the weather' }] };
    const { connect } = await createToken({ uses: 2, fieldMask: 'tools' });
    const client = connect().setup({ ...inWords, tools: [declared] });
    client.say('What is the weather in Oslo?');
    expect(client.calls).to.deep.equal([]);
    client.send({ contextUpdate: { tools: [declared] } }).say('What is the weather in Oslo?');
    expect(client.calls).to.deep.equal([]);
    client.leave();
  });

  it('has the setup of the token alone where the token names no fields', async () => {
    const setup = { ...inWords, sessionResumption: {} };
    const { connect } = await createToken({ uses: 3, bidiGenerateContentSetup: setup });
    const client = connect().setup({
      model: strictModel,
      generationConfig: { responseModalities: ['AUDIO'] },
    });
    client.say('My name is Ada.').leave();
    expect(client.words).to.not.equal('');
    expect(client.handle).to.not.equal('');
    const next = connect().setup({ model: strictModel, sessionResumption: { handle: client.handle } });
    next.say('What is my name?');
    expect(next.words).to.contain('Ada');
    next.leave();
  });
});

describe('who may open a session', () => {
  const plain = '.v1beta.GenerativeService.BidiGenerateContent';
  const constrained = '.v1alpha.GenerativeService.BidiGenerateContentConstrained';
  const refused: readonly [sentence: string, path: string, code: number][] = [
    ['nobody without a key', plain, 403],
    ['nobody with an empty key', `${plain}?key=`, 403],
    ['nobody with a token as a key', `${plain}?key=auth_tokens/abc`, 401],
    ['nobody with a token at the address for keys', `${plain}?access_token=auth_tokens/abc`, 403],
    ['nobody without a token', constrained, 403],
    ['nobody with an unknown token', `${constrained}?access_token=auth_tokens/abc`, 401],
    ['nobody with a key at the address for tokens', `${constrained}?key=abc`, 403],
    ['nobody with a token in another version', `${constrained.replace('alpha', 'beta')}?access_token=x`, 404],
  ];
  for (const [sentence, path, status] of refused) {
    it(`is ${sentence}`, () => {
      const open = () => findCaller(new Request(`${live}${path}`), createContext({}));
      expect(open).to.throw().with.property('status', status);
    });
  }

  it('is anybody with a key, in the address or in a header', () => {
    const context = createContext({});
    const headers = { 'x-goog-api-key': 'any' };
    expect(findCaller(new Request(`${live}${plain}?key=any`), context)).to.equal(undefined);
    expect(findCaller(new Request(`${live}${plain}`, { headers }), context)).to.equal(undefined);
    const bearer = { authorization: 'Bearer any' };
    expect(findCaller(new Request(`${live}${plain}`, { headers: bearer }), context)).to.equal(undefined);
  });

  it('is who brings a token in a header, too', async () => {
    const { name, context } = await createToken({});
    const headers = { authorization: `Token ${name}` };
    expect(findCaller(new Request(`${live}${constrained}`, { headers }), context)?.name).to.equal(name);
  });
});
