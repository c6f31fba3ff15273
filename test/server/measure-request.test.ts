import { expect } from 'chai';
import { measureRequest } from '../../src/server/measure-request.js';

const image = { type: 'image', mime_type: 'image/jpeg', data: 'A'.repeat(200_000) };

/** What a request is worth, in tokens of four bytes, and the range in which that must be. */
const requests: readonly (readonly [string, object, number, number])[] = [
  ['a short question', { model: 'gemini-3.5-flash', input: 'Hello' }, 5, 15],
  ['a long text', { input: 'word '.repeat(8000) }, 10_000, 10_010],
  ['text in another script', { input: '日本語'.repeat(1000) }, 2250, 2260],
  ['a photo', { input: [{ type: 'text', text: 'What is this?' }, image] }, 1000, 2000],
  [
    'a photo for generateContent',
    { contents: [{ parts: [{ inlineData: { mimeType: 'image/jpeg', data: image.data } }] }] },
    1000,
    2000,
  ],
  [
    'a minute of speech',
    { input: [{ type: 'audio', mime_type: 'audio/mp3', data: 'A'.repeat(640_000) }] },
    1900,
    6000,
  ],
  [
    'a table, which is text',
    { input: [{ type: 'document', mime_type: 'text/csv', data: 'A'.repeat(40_000) }] },
    10_000,
    10_100,
  ],
  ['data that only have the name of media', { input: [{ data: 'x'.repeat(40_000) }] }, 10_000, 10_100],
  [
    'an uploaded image',
    { input: [{ type: 'image', uri: 'https://x/files/a', mime_type: 'image/png' }] },
    1000,
    1100,
  ],
  [
    'an uploaded video',
    { input: [{ type: 'video', uri: 'https://x/files/a', mime_type: 'video/mp4' }] },
    16_000,
    17_000,
  ],
  [
    'an uploaded file for generateContent',
    { contents: [{ parts: [{ fileData: { fileUri: 'https://x/files/a', mimeType: 'video/mp4' } }] }] },
    16_000,
    17_000,
  ],
  ['a conversation that Gemini keeps', { input: 'And then?', previous_interaction_id: 'v1_a' }, 4000, 4200],
  ['nothing', {}, 0, 0],
];

describe('what a request is worth', () => {
  for (const [sentence, body, least, most] of requests) {
    it(`is estimated for ${sentence}`, () => {
      expect(Math.ceil(measureRequest(body) / 4)).to.be.within(least, most);
    });
  }
});
