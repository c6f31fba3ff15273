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

checkReleases('talks to the emulated Live API', (check) => {
  check('with a key, in words', async (bench) => {
    const talk = await bench.talk(textModel, inWords);
    talk.session.sendClientContent({ turns: 'echo the sea is calm tonight' });
    await talk.until(() => talk.isComplete);
    assert.equal(talk.text, 'the sea is calm tonight');
    await talk.leave();
  });

  check('with a key, aloud', async (bench) => {
    const talk = await bench.talk(voiceModel, aloud);
    talk.session.sendClientContent({ turns: [{ role: 'user', parts: [{ text: 'echo good morning' }] }] });
    await talk.until(() => talk.isComplete);
    assert.equal(talk.text, 'good morning');
    const sounds = talk.messages.flatMap(({ serverContent }) => serverContent?.modelTurn?.parts ?? []);
    assert.ok(
      sounds.length > 0 && sounds.every((part) => part.inlineData?.mimeType === 'audio/pcm;rate=24000'),
    );
    assert.ok(talk.messages.at(-1)?.usageMetadata?.totalTokenCount);
    await talk.leave();
  });

  check('with text as it is typed, several times', async (bench) => {
    const talk = await bench.talk(strictModel, aloud);
    assert.match(await talk.ask('My name is Ada.'), /Ada/);
    assert.match(await talk.ask('What is my name?'), /Ada/);
    await talk.leave();
  });

  check('by speaking', async (bench) => {
    const talk = await bench.talk(voiceModel, { ...aloud, inputAudioTranscription: {} });
    const samples = new Int16Array(16_000);
    for (const index of samples.keys()) samples[index] = index < 8000 ? 8000 * Math.sin(index / 12) : 0;
    const data = Buffer.from(samples.buffer).toString('base64');
    talk.session.sendRealtimeInput({ audio: { data, mimeType: 'audio/pcm;rate=16000' } });
    await talk.until(() => talk.isComplete);
    const heard = talk.messages.map(({ serverContent }) => serverContent?.inputTranscription?.text ?? '');
    assert.equal(heard.join(''), 'Hello, can you hear me?');
    assert.notEqual(talk.text, '');
    await talk.leave();
  });

  check('and answers its function calls', async (bench) => {
    const talk = await bench.talk(strictModel, { ...aloud, tools: [weather] });
    talk.session.sendRealtimeInput({ text: 'What is the weather in Oslo?' });
    await talk.until(() => talk.calls.length > 0);
    const [call] = talk.calls;
    assert.deepEqual(call?.args, { city: 'Oslo' });
    assert.equal(talk.isComplete, false);
    talk.session.sendToolResponse({
      functionResponses: { id: call?.id ?? '', name: 'get_weather', response: { output: 'Snow' } },
    });
    await talk.until(() => talk.isComplete);
    assert.match(talk.text, /Snow/);
    await talk.leave();
  });

  check(
    'and interrupts it',
    async (bench) => {
      const talk = await bench.talk(textModel, inWords);
      talk.session.sendClientContent({ turns: 'tell me a long story' });
      await talk.until(() => talk.text.length > 20);
      talk.messages = [];
      talk.session.sendClientContent({ turns: 'echo enough' });
      await talk.until(() => talk.text.includes('enough'));
      const stops = talk.messages.filter(({ serverContent }) => serverContent?.interrupted);
      assert.equal(stops.length, 1);
      await talk.leave();
    },
    { pace: 5 },
  );

  check('but not in words with a model that only speaks', async (bench) => {
    const talk = await bench.talk(strictModel, inWords);
    assert.equal(talk.closing?.code, 1007);
    assert.notEqual(talk.closing?.reason, '');
  });

  check('but not with a model of another API', async (bench) => {
    const talk = await bench.talk('gemini-3.5-flash');
    assert.equal(talk.closing?.code, 1008);
  });
});
