import assert from 'node:assert/strict';
import { FunctionCallingConfigMode, Modality, Type } from '@google/genai';
import type { Content, Part } from '@google/genai';
import { collect, findRefusal, model } from './sdk-call.js';
import type { SdkCall } from './sdk-call.js';

const declaration = {
  name: 'get_weather',
  description: 'Tells the weather of a place',
  parameters: {
    type: Type.OBJECT,
    properties: { location: { type: Type.STRING } },
    required: ['location'],
  },
};
const tools = [{ functionDeclarations: [declaration] }];

const user = (...parts: Part[]): Content => ({ role: 'user', parts });

/** What the older API is used for. */
export const contentCalls: readonly SdkCall[] = [
  {
    name: 'models.generateContent',
    async run({ client }) {
      const answer = await client.models.generateContent({ model, contents: 'echo one two three' });
      assert.equal(answer.text, 'one two three');
      assert.equal(answer.candidates?.[0]?.finishReason, 'STOP');
      assert.ok((answer.usageMetadata?.totalTokenCount ?? 0) > 0);
    },
  },
  {
    name: 'models.generateContentStream',
    async run({ client }) {
      const whole = await client.models.generateContent({ model, contents: 'emoji' });
      const chunks = await collect(await client.models.generateContentStream({ model, contents: 'emoji' }));
      assert.ok(chunks.length > 3);
      assert.equal(chunks.map(({ text = '' }) => text).join(''), whole.text);
    },
  },
  {
    name: 'models.generateContent with a function and its result',
    async run({ client }) {
      const asked = user({ text: 'Weather in Oslo?' });
      const config = {
        tools,
        toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.AUTO } },
      };
      const first = await client.models.generateContent({ model, contents: [asked], config });
      const [call] = first.functionCalls ?? [];
      assert.deepEqual(call?.args, { location: 'Oslo' });
      const said = first.candidates?.[0]?.content;
      assert.ok(said && call?.name);
      const { id, name } = call;
      const answered = user({
        functionResponse: { ...(id && { id }), name, response: { output: 'Sunny, 21 °C' } },
      });
      const send = (content: Content) =>
        client.models.generateContent({ model, contents: [asked, content, answered], config });
      assert.match((await send(said)).text ?? '', /Sunny, 21 °C/);
      for (const sign of [() => ({}), (text: string) => ({ thoughtSignature: text.toUpperCase() })]) {
        const parts: Part[] | undefined = said.parts?.map(({ thoughtSignature: signature, ...part }) => ({
          ...part,
          ...(signature && sign(signature)),
        }));
        assert.equal(await findRefusal(send({ ...said, parts: parts ?? [] })), 400);
      }
    },
  },
  {
    name: 'models.generateContent with a responseSchema',
    async run({ client }) {
      const answer = await client.models.generateContent({
        model,
        contents: 'Who was Ada Lovelace?',
        config: {
          responseMimeType: 'application/json',
          responseSchema: {
            type: Type.OBJECT,
            properties: { born: { type: Type.INTEGER } },
            required: ['born'],
          },
        },
      });
      const data: { born?: unknown } = JSON.parse(answer.text ?? '');
      assert.equal(typeof data.born, 'number');
    },
  },
  {
    name: 'models.generateContent with googleSearch and its grounding',
    async run({ client }) {
      const answer = await client.models.generateContent({
        model,
        contents: 'Search for the latest news about cafés',
        config: { tools: [{ googleSearch: {} }] },
      });
      const grounding = answer.candidates?.[0]?.groundingMetadata;
      const bytes = new TextEncoder().encode(answer.text);
      const supports = grounding?.groundingSupports ?? [];
      assert.ok(supports.length > 0);
      for (const { segment, groundingChunkIndices = [] } of supports) {
        const passage = bytes.slice(segment?.startIndex ?? 0, segment?.endIndex);
        assert.equal(new TextDecoder('utf-8', { fatal: true }).decode(passage), segment?.text);
        for (const index of groundingChunkIndices) assert.ok(grounding?.groundingChunks?.[index]?.web?.uri);
      }
      assert.match(grounding?.searchEntryPoint?.renderedContent ?? '', /google\.com\/search/);
    },
  },
  {
    name: 'models.generateContent with an image as its answer',
    async run({ client }) {
      const answer = await client.models.generateContent({
        model,
        contents: 'Draw a plant',
        config: { responseModalities: [Modality.TEXT, Modality.IMAGE] },
      });
      const parts = answer.candidates?.[0]?.content?.parts ?? [];
      const image = parts.find(({ inlineData }) => inlineData)?.inlineData;
      assert.equal(
        Buffer.from(image?.data ?? '', 'base64')
          .subarray(1, 4)
          .toString(),
        'PNG',
      );
    },
  },
  {
    name: 'models.generateContent, refused in words that a program can tell apart',
    async run({ client }) {
      const ask = (contents: string) => findRefusal(client.models.generateContent({ model, contents }));
      assert.equal(await ask('error 429'), 429);
      assert.equal(await ask('error 503'), 503);
      const contents = [user({ text: 'hello' }), { role: 'model', parts: [{ text: 'hi' }] }];
      assert.equal(await findRefusal(client.models.generateContent({ model, contents })), 400);
    },
  },
  {
    name: 'chats.create, sendMessage and sendMessageStream',
    async run({ client }) {
      const chat = client.chats.create({ model });
      await chat.sendMessage({ message: 'My name is Maya Lindqvist.' });
      const second = await chat.sendMessage({ message: 'What is my name?' });
      assert.match(second.text ?? '', /Maya Lindqvist/);
      const chunks = await collect(await chat.sendMessageStream({ message: 'What did I say?' }));
      assert.match(chunks.map(({ text = '' }) => text).join(''), /2\. What is my name\?/);
      assert.deepEqual(chat.getHistory()[2], user({ text: 'What is my name?' }));
    },
  },
];
