import { expect } from 'chai';
import { describeMedia } from '../../src/emulator/describe-media.js';
import { drawImage } from '../../src/emulator/draw-image.js';
import { encodeBase64 } from '../../src/emulator/encode-base64.js';
import { writePdf } from '../../src/emulator/write-pdf.js';
import { writeWav } from '../../src/emulator/write-wav.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { askStream, createStill, textOfSteps } from './ask-emulator.js';

const text = (words: string) => encodeBase64(new TextEncoder().encode(words));

const cases: readonly (readonly [name: string, content: WireObject, facts: readonly string[]])[] = [
  [
    'a drawing',
    {
      type: 'image',
      mime_type: 'image/png',
      data: encodeBase64(drawImage({ subject: 'chart', seed: '', width: 48, height: 32 })),
    },
    ['48 × 32 pixels'],
  ],
  [
    'a GIF',
    { type: 'image', mime_type: 'image/gif', data: btoa('GIF89a\u0003\u0000\u0002\u0001') },
    ['10 bytes', '3 × 258 pixels'],
  ],
  [
    'a JPEG with a preview before its size',
    {
      type: 'image',
      mime_type: 'image/jpeg',
      data: btoa(
        '\u00FF\u00D8\u00FF\u00E1\u0000\u0004ab\u00FF\u00C2\u0000\u0011\u0008\u0001\u0000\u0002\u0000',
      ),
    },
    ['17 bytes', '512 × 256 pixels'],
  ],
  [
    'a lossless WebP',
    {
      type: 'image',
      mime_type: 'image/webp',
      data: btoa(
        'RIFF\u0000\u0000\u0000\u0000WEBPVP8L\u0000\u0000\u0000\u0000\u002F\u0009\u0040\u0001\u0000',
      ),
    },
    ['25 bytes', '10 × 6 pixels'],
  ],
  ['a picture that is none', { type: 'image', mime_type: 'image/png', data: btoa('hello') }, ['5 bytes']],
  ['data that is no base64', { type: 'image', mime_type: 'image/png', data: '§§' }, ['1 byte']],
  [
    'a sound',
    { type: 'audio', mime_type: 'audio/wav', data: encodeBase64(writeWav(new Uint8Array(24_000), 8000)) },
    ['24,044 bytes', '1.5 seconds'],
  ],
  [
    'a text',
    { type: 'document', mime_type: 'text/plain', data: text('one two\nthree\n') },
    ['14 bytes', '2 lines', '3 words'],
  ],
  [
    'an empty text',
    { type: 'document', mime_type: 'text/plain', data: '' },
    ['0 bytes', '0 lines', '0 words'],
  ],
  [
    'a PDF',
    { type: 'document', mime_type: 'application/pdf', data: encodeBase64(writePdf('word '.repeat(2000))) },
    ['3 pages'],
  ],
  [
    'a packed PDF',
    { type: 'document', mime_type: 'application/pdf', data: text('%PDF-1.7') },
    ['8 bytes', 'its pages are packed, so they are not counted'],
  ],
  [
    'a film on YouTube',
    { type: 'video', uri: 'https://www.youtube.com/watch?v=9hE5-98ZeCg' },
    ['by its address: the YouTube video `9hE5-98ZeCg`'],
  ],
  [
    'an address',
    { type: 'image', mime_type: 'image/png', uri: 'https://a.example:8080/b.png' },
    ['by its address at `a.example:8080`'],
  ],
];

describe('the attachment scene', () => {
  for (const [name, content, facts] of cases) {
    it(`tells truly what ${name} is`, () => {
      expect(describeMedia(content).facts).to.include.members([...facts]);
    });
  }

  it('names an upload and its size', () => {
    const uri = 'https://generativelanguage.googleapis.com/v1beta/files/abc';
    const file = { uri, mimeType: 'video/mp4', bytes: 12_345, name: 'holiday.mp4' };
    expect(describeMedia({ type: 'video', uri }, [file])).to.deep.equal({
      type: 'a video',
      name: 'holiday.mp4',
      mimeType: 'video/mp4',
      facts: ['12,345 bytes'],
    });
  });

  it('quotes the beginning of a text in a fence that the text cannot close', async () => {
    const note = { type: 'document', mime_type: 'text/markdown', data: text('```js\nlet café;\n```\nend') };
    const { steps } = await askStream(createStill(), [{ type: 'text', text: 'What is this?' }, note]);
    expect(textOfSteps(steps)).to.contain('  ````\n  ```js\n  let café;\n  ```\n  ````');
  });

  it('knows a text file that a chat has put into words, and takes none of it for the question', async () => {
    const { steps } = await askStream(createStill(), [
      { type: 'text', text: '<file name="drop.txt">\nerror 429\n</file>' },
      { type: 'text', text: 'What is this?' },
    ]);
    expect(textOfSteps(steps))
      .to.contain('- a document called **drop.txt** (`text/plain`), 9 bytes, 1 line, 2 words')
      .and.contain('error 429');
  });

  it('lists several files, and takes a name for words', async () => {
    const { steps } = await askStream(createStill(), [
      { type: 'text', text: 'Tell me about these' },
      { type: 'image', mime_type: 'image/png', data: 'aGVsbG8=' },
      { type: 'video', mime_type: 'video/mp4', name: '**my** film', uri: 'https://a.example/b' },
    ]);
    expect(textOfSteps(steps))
      .to.contain('- an image (`image/png`), 5 bytes\n')
      .and.contain('- a video called **\\*\\*my\\*\\* film** (`video/mp4`), by its address at `a.example`');
  });
});
