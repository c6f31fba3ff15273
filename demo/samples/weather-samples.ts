import type { Capability } from './capability.js';

/** What can go wrong, and what the reader sees then; the emulator does it when it is told to. */
export const weatherSamples: readonly Capability[] = [
  {
    id: 'overloaded',
    title: 'The model is overloaded',
    about: 'The chat tries twice more by itself, each time after a longer wait, and says so.',
    async run(chat) {
      await chat.send('Fail twice with 503, then answer');
    },
    isEmulated: true,
  },
  {
    id: 'rate-limited',
    title: 'Too many requests',
    about: 'Gemini says how long to wait; a countdown shows it, and the reader may try now or give up.',
    async run(chat) {
      await chat.send('Fail once with 429 and ask for 5 seconds, then answer');
    },
    isEmulated: true,
  },
  {
    id: 'daily-quota',
    title: 'Used up for today',
    about: 'No wait of seconds would help, so nothing is tried again.',
    async run(chat) {
      await chat.send('Say that the quota of this day is used up');
    },
    ends: 'quota-exceeded',
    answers: 0,
    isEmulated: true,
  },
  {
    id: 'blocked',
    title: 'The question is refused',
    about: 'What was asked comes back into the box, to be put in other words.',
    async run(chat) {
      await chat.send('Show me a blocked answer');
    },
    ends: 'blocked',
    answers: 0,
    isEmulated: true,
  },
  {
    id: 'blocked-answer',
    title: 'An answer is called off half-way',
    about: 'What had come stays readable, with the reason below it.',
    async run(chat) {
      await chat.send('Safety after text');
    },
    ends: 'blocked',
    isEmulated: true,
  },
  {
    id: 'truncated',
    title: 'The limit cuts an answer',
    about: 'The chat says that it is not whole, and offers to go on.',
    async run(chat) {
      await chat.send('Show me a truncated answer');
    },
    ends: 'truncated',
    isEmulated: true,
  },
  {
    id: 'interrupted',
    title: 'The connection breaks',
    about: 'What arrived is kept and can be asked for again.',
    async run(chat) {
      await chat.send('Show me an interrupted answer');
    },
    ends: 'interrupted',
    isEmulated: true,
  },
  {
    id: 'failed-half-way',
    title: 'Gemini fails half-way',
    about: 'An error in the middle of the stream costs nothing of what was said before.',
    async run(chat) {
      await chat.send('Show me an error half-way');
    },
    ends: 'overloaded',
    isEmulated: true,
  },
  {
    id: 'empty',
    title: 'An empty answer',
    about: 'An answer without a word is said to be one, and can be asked for again.',
    async run(chat) {
      await chat.send('Show me an empty answer');
    },
    ends: 'empty',
    isEmulated: true,
  },
  {
    id: 'only-thoughts',
    title: 'Thoughts and no answer',
    about: 'The model thought and then said nothing: its thoughts alone are no answer.',
    attributes: { 'show-thoughts': '' },
    async run(chat) {
      await chat.send('Only thoughts');
    },
    ends: 'empty',
    brings: ['thoughts'],
    isEmulated: true,
  },
  {
    id: 'malformed-call',
    title: 'A call that cannot be read',
    about: 'The model asked for a function in a way that nobody understands; nothing runs.',
    async run(chat) {
      await chat.send('Malformed function call');
    },
    ends: 'server-error',
    answers: 0,
    isEmulated: true,
  },
];
