import type { Capability } from './capability.js';

/** Questions and answers in words. */
export const answerSamples: readonly Capability[] = [
  {
    id: 'question',
    title: 'Ask a question',
    about: 'One call asks; the promise brings the finished answer, which the reader has been watching.',
    async run(chat) {
      const answer = await chat.send('Explain how AI works in a few words');
      console.log(answer.text);
    },
  },
  {
    id: 'streaming',
    title: 'Follow an answer as it streams',
    about: 'The chat shows each word as it comes; an event tells your page as well, once a frame at most.',
    async run(chat) {
      const leaving = new AbortController();
      const { signal } = leaving;
      chat.addEventListener('chat-reply-delta', ({ delta }) => console.log(delta), { signal });
      await chat.send('How does AI work?');
      leaving.abort();
    },
  },
  {
    id: 'thinking',
    title: 'Think first',
    about: 'The model takes its time, and what it thinks can be followed live above the answer.',
    attributes: { 'thinking-level': 'high', 'show-thoughts': '' },
    async run(chat) {
      await chat.send('Think hard: how do a wolf, a goat and a cabbage cross a river in one small boat?');
    },
    brings: ['thoughts'],
  },
  {
    id: 'system-instruction',
    title: 'Give it a role',
    about: 'A system instruction goes with every turn; a backend can also set one that no page can change.',
    attributes: { 'system-instruction': 'You are a cat. Your name is Neko.' },
    async run(chat) {
      await chat.send('Hello there');
    },
  },
  {
    id: 'temperature',
    title: 'Set how an answer is made',
    about: 'Limits, stop words and sampling are passed on to the model as they are.',
    note: 'Gemini 3 takes a temperature and ignores it.',
    async run(chat) {
      chat.generationConfig = { temperature: 1.2, max_output_tokens: 2000 };
      await chat.send('Explain how AI works in a few words');
    },
  },
  {
    id: 'structured-output',
    title: 'Get data in place of prose',
    about: 'A JSON Schema says what you want; the reader sees lists and tables, your page gets an object.',
    async run(chat) {
      const text = { type: 'string' };
      const ingredient = { type: 'object', properties: { name: text, quantity: text } };
      const recipe = {
        type: 'object',
        properties: {
          recipe_name: text,
          prep_time_minutes: { type: 'integer' },
          ingredients: { type: 'array', items: ingredient },
          instructions: { type: 'array', items: text },
        },
        required: ['recipe_name', 'ingredients', 'instructions'],
      };
      chat.responseFormat = { type: 'text', mime_type: 'application/json', schema: recipe };
      const { data } = await chat.send('Give me a recipe for chocolate chip cookies');
      console.log(data);
    },
    brings: ['data'],
  },
  {
    id: 'conversation',
    title: 'Talk for several turns',
    about: 'Gemini keeps the conversation: each turn sends only what is new.',
    async run(chat) {
      await chat.send('Hello, I have 2 dogs in my house.');
      await chat.send('How many paws are in my house?');
    },
    answers: 2,
  },
  {
    id: 'stateless',
    title: 'Talk without a trace',
    about: 'Nothing is kept on the server: each turn brings along all that was said, step by step.',
    attributes: { stateless: '' },
    async run(chat) {
      await chat.send('Hello, I have 2 dogs in my house.');
      await chat.send('How many paws are in my house?');
    },
    answers: 2,
  },
  {
    id: 'forgotten',
    title: 'Survive a forgetful server',
    about:
      'Gemini keeps conversations for some days only; after that the chat sends along what it remembers.',
    async run(chat) {
      const { interactionId } = await chat.send('Hello, my name is Ada.');
      await fetch(`/api/gemini/interactions/${interactionId}`, { method: 'DELETE' });
      await chat.send('What is my name?');
    },
    answers: 2,
  },
  {
    id: 'hops',
    title: 'Receive a very long answer',
    about: 'Where an answer comes in several parts, the chat asks for the next until it is whole.',
    async run(chat) {
      await chat.send('Tell me a long answer in hops');
    },
    isEmulated: true,
  },
];
