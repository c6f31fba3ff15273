import type { Capability } from './capability.js';

/** Work that takes longer than an answer. */
export const agentSamples: readonly Capability[] = [
  {
    id: 'agent',
    title: 'Give a task to an agent',
    about: 'A managed agent works in an environment of its own; each of its steps can be followed.',
    attributes: { agent: 'antigravity-preview-05-2026', environment: 'remote' },
    async run(chat) {
      await chat.send('Look at the files here, run the tests and mend what fails');
    },
    brings: ['code_execution_call'],
  },
  {
    id: 'research',
    title: 'Have something researched',
    about:
      'The work goes on at Google whether or not anybody listens; after a reload the chat takes it up again.',
    note: 'With Gemini itself this takes minutes, and many tokens.',
    attributes: { agent: 'deep-research-preview-04-2026', background: '' },
    async run(chat) {
      await chat.send('Research the history of Google TPUs');
    },
    brings: ['url_citation'],
  },
  {
    id: 'cancelled-research',
    title: 'Call it off',
    about: 'Stopping an answer in the background also stops the work on Google’s side.',
    attributes: { agent: 'deep-research-preview-04-2026', background: '' },
    async run(chat) {
      chat.addEventListener('chat-reply-start', () => chat.stop(), { once: true });
      await chat.send('Research the history of Google TPUs');
    },
    ends: 'stopped',
  },
];
