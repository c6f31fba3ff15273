import assert from 'node:assert/strict';
import {
  aloud,
  checkReleases,
  inWords,
  strictModel,
  textModel,
  voiceModel,
  weather,
} from './live-sdk-bench.js';
import { createClock } from './serve-live.js';

checkReleases('talks to the emulated Live API without a key', (check) => {
  check('with a token that it makes', async (bench) => {
    const token = await bench.createToken({ uses: 1, newSessionExpireTime: soon(60) });
    assert.match(token, /^auth_tokens\//);
    const talk = await bench.talkWith(token, strictModel, aloud);
    assert.equal(await talk.ask('echo let in'), 'let in');
    await talk.leave();
  });

  check('once with a token for one use', async (bench) => {
    const token = await bench.createToken({ uses: 1 });
    const talk = await bench.talkWith(token, strictModel, aloud);
    await talk.leave();
    const again = await bench.talkWith(token, strictModel, aloud);
    assert.equal(again.closing?.code, 1008);
    assert.match(again.closing?.reason ?? '', /used up/);
  });

  {
    const { clock, pass } = createClock();
    check(
      'not with a token whose time is over, nor longer than that',
      async (bench) => {
        const token = await bench.createToken({
          uses: 0,
          expireTime: soon(120),
          newSessionExpireTime: soon(90),
        });
        const talk = await bench.talkWith(token, strictModel, aloud);
        pass(100);
        const late = await bench.talkWith(token, strictModel, aloud);
        assert.equal(late.closing?.code, 1008);
        assert.equal(talk.closing === undefined, true);
        pass(30);
        await talk.until(() => talk.closing !== undefined);
        assert.equal(talk.closing?.code, 1008);
        const expired = await bench.talkWith(token, strictModel, aloud);
        assert.match(expired.closing?.reason ?? '', /expired/);
      },
      { clock },
    );
  }

  check('with all of the setup that a token locks', async (bench) => {
    const constraints = {
      model: strictModel,
      config: { ...aloud, systemInstruction: 'You are a pirate. Your name is Ann.', maxOutputTokens: 300 },
    };
    const token = await bench.createToken({ liveConnectConstraints: constraints });
    const talk = await bench.talkWith(token, textModel, { ...inWords, systemInstruction: 'Be a cat.' });
    assert.match(await talk.ask('Who are you?'), /^Ahoy! I am \*\*Ann/);
    await talk.leave();
  });

  check('with only those fields locked that a token names', async (bench) => {
    const config = { systemInstruction: 'You are a pirate. Your name is Ann.' };
    const constraints = { model: voiceModel, config };
    const token = await bench.createToken({
      liveConnectConstraints: constraints,
      lockAdditionalFields: ['tools'],
    });
    const talk = await bench.talkWith(token, textModel, { ...aloud, tools: [weather] });
    assert.match(await talk.ask('Who are you?'), /^Ahoy! I am \*\*Ann/);
    await talk.ask('What is the weather in Oslo?');
    assert.deepEqual(talk.calls, []);
    await talk.leave();
  });

  check('with a token of the backend, as the site wants it', async (bench) => {
    const getToken = await bench.serveBackend({ systemInstruction: 'You are a robot. Your name is Bo.' });
    const config = { ...aloud, systemInstruction: 'You are a cat. Your name is Tom.', tools: [weather] };
    const talk = await bench.talkWith(await getToken(), textModel, config);
    assert.match(await talk.ask('Who are you?'), /^Beep\. I am \*\*Bo/);
    talk.session.sendRealtimeInput({ text: 'What is the weather in Oslo?' });
    await talk.until(() => talk.calls.length === 1);
    await talk.leave();
  });

  check('within the tokens that the backend allows', async (bench) => {
    const getToken = await bench.serveBackend({ maxOutputTokens: 4 });
    const talk = await bench.talkWith(await getToken(), strictModel, { ...aloud, maxOutputTokens: 9999 });
    assert.doesNotMatch(await talk.ask('echo one two three four five six seven eight nine ten'), /seven/);
    await talk.leave();
  });

  check('once with a token of the backend', async (bench) => {
    const getToken = await bench.serveBackend();
    const token = await getToken();
    await (await bench.talkWith(token, strictModel, aloud)).leave();
    const again = await bench.talkWith(token, strictModel, aloud);
    assert.equal(again.closing?.code, 1008);
  });

  check(
    'and goes on with a new token of the backend when the connection ends',
    async (bench) => {
      const getToken = await bench.serveBackend();
      const config = { ...aloud, sessionResumption: {}, contextWindowCompression: { slidingWindow: {} } };
      const talk = await bench.talkWith(await getToken(), strictModel, config);
      await talk.ask('My name is Ada.');
      await talk.until(() => talk.messages.some(({ goAway }) => goAway !== undefined));
      const { handle } = talk;
      assert.notEqual(handle, '');
      await talk.until(() => talk.closing !== undefined);
      assert.equal(talk.closing?.code, 1008);
      const next = await bench.talkWith(await getToken(), strictModel, {
        ...config,
        sessionResumption: { handle },
      });
      assert.match(await next.ask('What is my name?'), /Ada/);
      await next.leave();
    },
    {},
    { connectionSeconds: 1, noticeSeconds: 0.5 },
  );
});

function soon(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}
