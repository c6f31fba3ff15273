import { readConversationFile, saveConversationFile } from './conversation-file.js';
import type { Capability } from './capability.js';

/** What a reader can do with a conversation, done by a script. */
export const conversationSamples: readonly Capability[] = [
  {
    id: 'stop',
    title: 'Stop an answer',
    about: 'What has arrived stays, and the conversation can go on.',
    async run(chat) {
      chat.addEventListener('chat-reply-start', () => setTimeout(() => chat.stop(), 700), { once: true });
      await chat.send('Write a long article about how answers stream');
    },
    ends: 'stopped',
  },
  {
    id: 'retry',
    title: 'Ask again after a stop',
    about: 'A turn that was stopped, cut or refused can be asked again as it was.',
    async run(chat) {
      chat.addEventListener('chat-reply-start', () => chat.stop(), { once: true });
      await chat.send('Explain how AI works in a few words');
      await chat.retry();
    },
  },
  {
    id: 'regenerate',
    title: 'Get another answer',
    about: 'The answer so far stays as a branch; the arrows below the message switch between them.',
    async run(chat) {
      await chat.send('Explain how AI works in a few words');
      await chat.regenerate();
    },
    brings: ['branch'],
  },
  {
    id: 'edit',
    title: 'Reword an earlier question',
    about: 'The conversation goes on from there; what came of the old words stays one step away.',
    async run(chat) {
      await chat.send('Hello, I have 2 dogs in my house.');
      await chat.send('How many paws are in my house?');
      const [question] = chat.messages;
      if (question) await chat.edit(question.id, 'Hello, I have 3 dogs in my house.');
      await chat.send('How many paws are in my house?');
    },
    answers: 2,
    brings: ['branch'],
  },
  {
    id: 'export',
    title: 'Keep a conversation',
    about: 'All that was said, branches included, is plain data for JSON, and comes back from it.',
    async run(chat) {
      await chat.send('Hello, my name is Ada.');
      const kept = JSON.stringify(chat.exportConversation());
      chat.clear();
      await chat.restoreConversation(JSON.parse(kept));
      await chat.send('What is my name?');
    },
    answers: 2,
    actions: [
      { label: 'Save what the chat shows', run: saveConversationFile },
      { label: 'Open a saved conversation', run: readConversationFile },
    ],
  },
  {
    id: 'usage',
    title: 'Count the tokens',
    about: 'Each answer says what it cost, thoughts and tools included.',
    async run(chat) {
      const { usage } = await chat.send('Explain how AI works in a few words');
      console.table(usage);
    },
    brings: ['usage'],
  },
];
