import { joinBytes } from './join-bytes.js';

/** Letters of a line; longer ones would run out of the page. */
const lineLength = 84;
const linesPerPage = 46;

function escapeText(text: string): string {
  // The standard fonts know a byte a letter.
  return text.replaceAll(/[^\u0020-\u007E]/gu, '?').replaceAll(/[\\()]/g, '\\$&');
}

function breakLines(text: string): string[] {
  const expression = new RegExp(`.{1,${lineLength}}(?:\\s+|$)|.{1,${lineLength}}`, 'g');
  return text.split('\n').flatMap((line) => line.match(expression) ?? ['']);
}

function writePage(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escapeText(line.trimEnd())}) Tj T*`).join('\n');
  const stream = `BT /F1 11 Tf 15 TL 60 770 Td\n${shown}\nET`;
  return `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
}

/** A text as a PDF file of plain pages; letters beyond ASCII become question marks. */
export function writePdf(text: string): Uint8Array {
  const lines = breakLines(text);
  const pages: string[][] = [];
  for (let start = 0; start < Math.max(1, lines.length); start += linesPerPage) {
    pages.push(lines.slice(start, start + linesPerPage));
  }
  const kids = pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((page, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      writePage(page),
    ]),
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const start = file.length;
  file += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return joinBytes([file]);
}
