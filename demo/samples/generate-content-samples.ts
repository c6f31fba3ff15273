import type { Capability } from './capability.js';
import { drawPicture } from './make-media.js';
import { readThermometer } from './read-thermometer.js';

const api = 'generate-content';

/** The same conversation over Gemini’s older API. */
export const generateContentSamples: readonly Capability[] = [
  {
    id: 'generate-content',
    title: 'Ask over generateContent',
    about: 'One attribute chooses the API; nothing else in your page changes.',
    attributes: { api },
    async run(chat) {
      const answer = await chat.send('Explain how AI works in a few words');
      console.log(answer.text);
    },
  },
  {
    id: 'generate-content-streaming',
    title: 'Follow the stream',
    about: 'The same events tell your page what arrives.',
    attributes: { api },
    async run(chat) {
      const leaving = new AbortController();
      const { signal } = leaving;
      chat.addEventListener('chat-reply-delta', ({ delta }) => console.log(delta), { signal });
      await chat.send('How does AI work?');
      leaving.abort();
    },
  },
  {
    id: 'generate-content-thinking',
    title: 'Think first',
    about: 'Thoughts are parts of the answer here, and look the same.',
    attributes: { api, 'thinking-level': 'high', 'show-thoughts': '' },
    async run(chat) {
      await chat.send('Think hard: how do a wolf, a goat and a cabbage cross a river in one small boat?');
    },
    brings: ['thoughts'],
  },
  {
    id: 'generate-content-instruction',
    title: 'Give it a role',
    about: 'The same attribute becomes the API’s own systemInstruction.',
    attributes: { api, 'system-instruction': 'You are a cat. Your name is Neko.' },
    async run(chat) {
      await chat.send('Hello there');
    },
  },
  {
    id: 'generate-content-image',
    title: 'Show it a picture',
    about: 'Contents are written as the Interactions API has them, and translated.',
    attributes: { api },
    async run(chat) {
      await chat.send([await drawPicture(), { type: 'text', text: 'What is in this picture?' }]);
    },
    brings: ['image'],
  },
  {
    id: 'generate-content-chat',
    title: 'Talk for several turns',
    about: 'The API remembers nothing, so the chat brings all that was said.',
    attributes: { api },
    async run(chat) {
      await chat.send('Hello, I have 2 dogs in my house.');
      await chat.send('How many paws are in my house?');
    },
    answers: 2,
  },
  {
    id: 'generate-content-chat-streaming',
    title: 'Follow a talk of several turns',
    about: 'Each turn streams; its answer is part of what the next one sends.',
    attributes: { api },
    async run(chat) {
      const leaving = new AbortController();
      const { signal } = leaving;
      chat.addEventListener('chat-reply-delta', ({ delta }) => console.log(delta), { signal });
      await chat.send('Hello, my name is Ada.');
      await chat.send('What is my name?');
      leaving.abort();
    },
    answers: 2,
  },
  {
    id: 'generate-content-functions',
    title: 'Let it call your page',
    about: 'Function calls go back with the signatures that this API insists on.',
    attributes: { api },
    async run(chat) {
      chat.functions = [
        {
          name: 'get_current_temperature',
          description: 'Gets the current temperature of a city.',
          parameters: {
            type: 'object',
            properties: { location: { type: 'string' } },
            required: ['location'],
          },
          execute: ({ location }) => readThermometer(location),
          render: 'demo-thermometer',
        },
      ];
      await chat.send('What is the temperature in London?');
    },
    brings: ['function_call', 'function_result'],
  },
  {
    id: 'generate-content-search',
    title: 'Search with Google',
    about: 'Grounding metadata becomes the same sources and suggestions.',
    attributes: { api },
    async run(chat) {
      chat.tools = [{ type: 'google_search' }];
      await chat.send('Who won the Euro 2024?');
    },
    brings: ['google_search_result', 'url_citation'],
  },
];
