import type { Capability } from './capability.js';
import { drawPicture, recordTune, writeLetter, writeRecording } from './make-media.js';

/** Pictures, sound, video and documents, in and out. */
export const mediaSamples: readonly Capability[] = [
  {
    id: 'image-input',
    title: 'Show it a picture',
    about: 'The page draws a picture and asks about it; readers attach, drop or paste theirs.',
    async run(chat) {
      await chat.send([await drawPicture(), { type: 'text', text: 'What is in this picture?' }]);
    },
    brings: ['image'],
  },
  {
    id: 'several-media',
    title: 'Send several things at once',
    about: 'Sound, a PDF and a question travel in one message.',
    async run(chat) {
      const tune = await recordTune();
      const letter = await writeLetter();
      await chat.send([tune, letter, { type: 'text', text: 'What did I send you?' }]);
    },
    brings: ['audio', 'document'],
  },
  {
    id: 'video',
    title: 'Ask about a video',
    about: 'A video on YouTube is named by its address; Gemini fetches it, not your page.',
    async run(chat) {
      const uri = 'https://www.youtube.com/watch?v=aqz-KE-bpKQ';
      await chat.send([
        { type: 'video', uri },
        { type: 'text', text: 'What happens in this video?' },
      ]);
    },
    brings: ['video'],
  },
  {
    id: 'big-file',
    title: 'Upload a big file',
    about: 'Two minutes of sound are too big for a message: they go ahead in pieces, with progress.',
    note: 'Press Send in the chat once the file is there.',
    async run(chat) {
      await chat.attach([writeRecording(120)]);
      chat.focus();
      await new Promise((done) => chat.addEventListener('chat-reply-end', done, { once: true }));
    },
    brings: ['audio'],
  },
  {
    id: 'image-output',
    title: 'Have a picture made',
    about: 'The answer is a picture, which can be saved or sent back for changes.',
    attributes: { model: 'gemini-3.1-flash-image' },
    async run(chat) {
      chat.responseFormat = { type: 'image', aspect_ratio: '16:9' };
      await chat.send('Generate an image of a futuristic city');
    },
    brings: ['image'],
  },
  {
    id: 'image-editing',
    title: 'Change a picture by talking',
    about: 'Pictures are part of the conversation: “it” is the one before.',
    attributes: { model: 'gemini-3.1-flash-image' },
    async run(chat) {
      chat.responseFormat = { type: 'image' };
      await chat.send('Draw an image of a plant in a pot');
      await chat.send('Now make it blue');
    },
    answers: 2,
    brings: ['image'],
  },
  {
    id: 'speech',
    title: 'Listen to an answer',
    about: 'Sound comes in pieces while it is made, and plays in the conversation.',
    attributes: { model: 'gemini-3.8-flash-tts' },
    async run(chat) {
      chat.responseFormat = { type: 'audio' };
      chat.generationConfig = { speech_config: [{ voice: 'Kore', language: 'en-US' }] };
      await chat.send('Say cheerfully: have a wonderful day!');
    },
    brings: ['audio'],
  },
];
