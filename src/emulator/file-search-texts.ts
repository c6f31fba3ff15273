import type { Remark } from './compose-passages.js';

/** A piece of the answer, and the page of the handbook that it is from. */
interface HandbookPassage {
  readonly text: string;
  readonly page?: number;
}

/** An answer from an employee's handbook that does not exist. */
export const handbookPassages: readonly HandbookPassage[] = [
  { text: 'The handbook says two things about that. ' },
  { text: 'Parcels of up to 20 kg may be returned within 30 days', page: 4 },
  { text: ', and ' },
  { text: 'the postage – “Rückporto” in the German edition – is paid by us', page: 5 },
  {
    text: '.\n\n*The emulator searches no files: handbook and passages are prepared.*',
  },
];

/** The remark that a passage is from the handbook. */
export function citeHandbook(store: string, page: number, source: string): Remark {
  return {
    type: 'file_citation',
    document_uri: `${store}/documents/handbook`,
    file_name: 'handbook.pdf',
    source,
    page_number: page,
    custom_metadata: { edition: '2026' },
  };
}
