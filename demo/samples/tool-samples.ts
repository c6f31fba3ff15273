import type { Capability } from './capability.js';

/** Gemini's own tools, which run on Google's side. */
export const toolSamples: readonly Capability[] = [
  {
    id: 'google-search',
    title: 'Search with Google',
    about: 'Fresh facts come with their sources in the text, and with Google’s own suggestions below it.',
    async run(chat) {
      chat.tools = [{ type: 'google_search' }];
      await chat.send('Who won the Euro 2024?');
    },
    brings: ['google_search_call', 'google_search_result', 'url_citation'],
  },
  {
    id: 'url-context',
    title: 'Read a page of the web',
    about: 'Gemini opens the addresses in the question and says which of them it could read.',
    async run(chat) {
      chat.tools = [{ type: 'url_context' }];
      await chat.send('Summarize https://www.example.com/ in one sentence.');
    },
    brings: ['url_context_call', 'url_context_result'],
  },
  {
    id: 'code-execution',
    title: 'Run code',
    about: 'The model writes Python, Google runs it, and both the code and its output can be read.',
    async run(chat) {
      chat.tools = [{ type: 'code_execution' }];
      await chat.send('What is the sum of the first 50 prime numbers? Calculate it with code.');
    },
    brings: ['code_execution_call', 'code_execution_result'],
  },
  {
    id: 'google-maps',
    title: 'Find places',
    about: 'Answers from Google Maps, for where your visitor is if you say so.',
    async run(chat) {
      chat.tools = [{ type: 'google_maps', latitude: 48.8584, longitude: 2.2945 }];
      await chat.send('Which cafés are near here?');
    },
    brings: ['google_maps_call', 'google_maps_result', 'place_citation'],
  },
];
