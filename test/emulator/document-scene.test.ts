import { expect } from 'chai';
import { contentOf, textField } from '../../src/emulator/read-step.js';
import { writePdf } from '../../src/emulator/write-pdf.js';
import { askStream, createStill } from './ask-emulator.js';

async function make(prompt: string): Promise<{ mimeType: string; text: string }> {
  const { steps } = await askStream(createStill(), prompt);
  const document = steps.flatMap(contentOf).find((content) => content['type'] === 'document') ?? {};
  return { mimeType: textField(document, 'mime_type'), text: atob(textField(document, 'data')) };
}

/** Where a PDF says that its objects begin. */
function listPlaces(pdf: string): number[] {
  return Array.from(pdf.matchAll(/^(\d{10}) 00000 n $/gm), ([, place]) => Number(place));
}

describe('the document scene', () => {
  it('makes a page of PDF in which everything is where its table says', async () => {
    const { mimeType, text } = await make('Make me a PDF, please');
    expect(mimeType).to.equal('application/pdf');
    expect(text)
      .to.match(/^%PDF-1\.4\n/)
      .and.match(/%%EOF\n$/)
      .and.contain('Brown tips come from dry air');
    const places = listPlaces(text);
    expect(places).to.have.length(5);
    for (const [index, place] of places.entries()) {
      expect(text.slice(place).startsWith(`${index + 1} 0 obj\n`), `object ${index + 1}`).to.equal(true);
    }
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start)).to.match(/^xref\n0 6\n/);
  });

  it('makes a table', async () => {
    const { mimeType, text } = await make('Export the plants as CSV');
    expect(mimeType).to.equal('text/csv');
    expect(text.split('\n')[1]).to.equal('Boston fern,shade,3 days,yes');
  });

  it('makes no document of a question about one', async () => {
    const { steps } = await askStream(createStill(), [
      { type: 'text', text: 'Write a summary of this document' },
      { type: 'document', mime_type: 'text/plain', data: btoa('one\ntwo') },
    ]);
    expect(steps.flatMap(contentOf).map(({ type }) => type)).to.deep.equal(['text']);
  });
});

describe('writing a PDF', () => {
  it('breaks lines and pages, and shows brackets as brackets', () => {
    const pdf = new TextDecoder('latin1').decode(
      writePdf(`A (bracket) and a \\ “quote”\n${'word '.repeat(1000)}`),
    );
    expect(pdf).to.contain('(A \\(bracket\\) and a \\\\ ?quote?) Tj');
    expect(pdf).to.contain('/Count 2');
    const lines = Array.from(pdf.matchAll(/^\((.*)\) Tj/gm), ([, line = '']) => line.length);
    expect(Math.max(...lines)).to.be.at.most(90);
  });
});
