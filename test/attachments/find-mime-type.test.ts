import { expect } from 'chai';
import { findMimeType } from '../../src/attachments/find-mime-type.js';

const cases: [name: string, type: string, expected: string | undefined][] = [
  ['photo.png', 'image/png', 'image/png'],
  ['PHOTO.JPG', '', 'image/jpeg'],
  ['photo.jpg', 'image/jpg', 'image/jpeg'],
  ['live.heic', '', 'image/heic'],
  ['note.m4a', 'audio/x-m4a', 'audio/m4a'],
  ['song.mp3', 'audio/mpeg', 'audio/mpeg'],
  ['talk.wav', 'audio/x-wav', 'audio/wav'],
  ['voice', 'audio/webm;codecs=opus', 'audio/webm'],
  ['clip.mov', 'video/quicktime', 'video/mov'],
  ['clip.avi', 'video/x-msvideo', 'video/avi'],
  ['paper.pdf', 'application/pdf', 'application/pdf'],
  ['paper.pdf', 'application/octet-stream', 'application/pdf'],
  ['letter.docx', '', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['sheet.xls', 'application/vnd.ms-excel', 'application/vnd.ms-excel'],
  // An office program owns the ending.
  ['sheet.csv', 'application/vnd.ms-excel', 'text/plain'],
  ['sheet.csv', 'text/csv', 'text/plain'],
  // Browsers take it for a film.
  ['main.ts', 'video/mp2t', 'text/plain'],
  ['data.json', 'application/json', 'text/plain'],
  ['feed', 'application/atom+xml', 'text/plain'],
  ['drawing.svg', 'image/svg+xml', 'text/plain'],
  ['page.html', 'text/html', 'text/plain'],
  ['README.md', '', 'text/plain'],
  ['Dockerfile', '', 'text/plain'],
  ['.gitignore', '', 'text/plain'],
  ['setup.exe', '', undefined],
  ['setup.exe', 'application/x-msdownload', undefined],
  ['all.zip', 'application/zip', undefined],
  ['photo.avif', 'image/avif', undefined],
  ['film.mkv', 'video/x-matroska', undefined],
  ['constructor', '', undefined],
  ['x.__proto__', '', undefined],
  ['', '', undefined],
];

describe('which files Gemini takes', () => {
  for (const [name, type, expected] of cases) {
    it(`takes ${name || 'a file without a name'} (${type || 'no type'}) as ${expected ?? 'nothing it reads'}`, () => {
      expect(findMimeType({ name, type })).to.equal(expected);
    });
  }
});
