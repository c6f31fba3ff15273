import { composeMedia, type MediaFile } from './compose-media.js';
import { csvText, letterText } from './document-texts.js';
import { listMedia } from './find-media.js';
import { formatBytes } from './format-amount.js';
import { mentions } from './match-prompt.js';
import type { Scene } from './scene.js';
import { writePdf } from './write-pdf.js';

const asking = [
  '(?:generate|create|make|write|export|download|give me)[^.?!]{0,40}\\s(?:pdf|csv|spreadsheet|documents?)',
];

function createFile(prompt: string): MediaFile {
  if (mentions(prompt, ['csv', 'spreadsheet'])) {
    return { type: 'document', mimeType: 'text/csv', bytes: new TextEncoder().encode(csvText) };
  }
  return { type: 'document', mimeType: 'application/pdf', bytes: writePdf(letterText) };
}

/** A file to keep: a page of PDF, or a table as CSV. */
export const documentScene: Scene = {
  name: 'document',
  matches: (turn) => listMedia(turn).length === 0 && mentions(turn.prompt, asking),
  reply({ prompt }) {
    const file = createFile(prompt);
    const kind = file.mimeType === 'text/csv' ? 'a table as CSV' : 'a page as PDF';
    const text = `Here is your file: **${kind}**, ${formatBytes(file.bytes.length)}.

*What it says is prepared; the file itself is real and can be opened.*`;
    return { steps: [{ type: 'model_output', content: [{ type: 'text', text }, composeMedia(file)] }] };
  },
};
