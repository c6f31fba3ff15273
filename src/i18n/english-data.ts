const number = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');
const isOne = (count: number): boolean => plural.select(count) === 'one';

/** The words around an answer that is data, in English. */
export const englishData = {
  /** Names the answer's data as a whole. */
  data: 'Data',
  dataArriving: 'Receiving data…',
  dataCut: 'The data ends before it is complete. This is what arrived.',
  dataBroken: 'The answer cannot be read as data. It is shown as it came.',
  dataYes: 'Yes',
  dataNo: 'No',
  dataNone: 'None',
  dataEntries: (count: number) => `${number.format(count)} ${isOne(count) ? 'entry' : 'entries'}`,
  /** Names a table by what it lists; the name may be empty. */
  dataTable: (name: string) => (name ? `Table: ${name}` : 'Table'),
  /** On the button that shows more of a long list. */
  dataMore: (more: number, left: number) =>
    more === left
      ? `Show all (${number.format(left)} more)`
      : `Show ${number.format(more)} of ${number.format(left)} more`,
  dataWholeText: (length: number) => `Show all ${number.format(length)} characters`,
  /** Names the fold-out with the answer as it came. */
  dataSource: 'JSON',
  dataSourceCut: (length: number) =>
    `Only the first ${number.format(length)} characters are shown; copying takes all.`,
  copyData: 'Copy JSON',
};

export type DataStrings = typeof englishData;
