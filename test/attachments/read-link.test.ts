import { expect } from 'chai';
import { readLink } from '../../src/attachments/read-link.js';

const watch = { type: 'video', uri: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' };

const cases: [address: string, expected: object | string][] = [
  ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3', watch],
  ['https://youtu.be/dQw4w9WgXcQ?si=x', watch],
  ['https://m.youtube.com/shorts/dQw4w9WgXcQ', watch],
  ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', watch],
  ['https://youtube.com/live/dQw4w9WgXcQ', watch],
  ['https://www.youtube.com/@somebody', 'link'],
  ['https://youtube.com.example/watch?v=dQw4w9WgXcQ', 'link'],
  [
    'https://files.example/a/photo.PNG?size=2',
    { type: 'image', uri: 'https://files.example/a/photo.PNG?size=2', mime_type: 'image/png' },
  ],
  [
    'https://files.example/a.pdf',
    { type: 'document', uri: 'https://files.example/a.pdf', mime_type: 'application/pdf' },
  ],
  [
    'https://files.example/%E4%BD%A0.mp3',
    { type: 'audio', uri: 'https://files.example/%E4%BD%A0.mp3', mime_type: 'audio/mp3' },
  ],
  [
    'https://files.example/%zz.mp4',
    { type: 'video', uri: 'https://files.example/%zz.mp4', mime_type: 'video/mp4' },
  ],
  ['https://files.example/a.exe', 'link'],
  ['https://files.example/readme', 'link'],
  ['https://files.example/', 'link'],
  ['http://files.example/a.png', 'link'],
  ['https://user:word@files.example/a.png', 'link'],
  ['data:image/png;base64,AAAA', 'link'],
  ['javascript:alert(1)', 'link'],
  ['gs://bucket/a.png', 'link'],
  ['/a.png', 'link'],
  ['', 'link'],
];

describe('attaching a link', () => {
  for (const [address, expected] of cases) {
    it(`${typeof expected === 'string' ? 'refuses' : 'takes'} ${address || 'nothing'}`, () => {
      const link = readLink(address);
      expect('error' in link ? link.reason : link.content).to.deep.equal(expected);
    });
  }

  it('takes a URL as well as its text', () => {
    expect(readLink(new URL(watch.uri)))
      .to.have.property('content')
      .that.deep.equals(watch);
  });

  it('refuses a host that the site does not allow', () => {
    const link = readLink('https://files.example/a.png', ['www.youtube.com']);
    expect(link).to.include({ reason: 'host', host: 'files.example' });
    expect(readLink('https://youtu.be/dQw4w9WgXcQ', ['www.youtube.com'])).to.have.property('content');
  });
});
