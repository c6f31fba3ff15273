import { expect } from 'chai';
import { fillGrid } from '../../src/tables/fill-grid.js';
import { guardCell, writeCsv } from '../../src/tables/write-csv.js';

describe('comma-separated values', () => {
  const written: readonly (readonly [what: string, rows: readonly (readonly string[])[], csv: string])[] = [
    [
      'are plain where nothing needs more',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
      'a,b\r\n1,2',
    ],
    ['quote a comma', [['a,b', 'c']], '"a,b",c'],
    ['double a quote', [['say "hi"']], '"say ""hi"""'],
    ['quote a line break', [['a\nb', 'c']], '"a\nb",c'],
    ['keep an empty cell', [['', 'b', '']], ',b,'],
    ['quote an edge of white space', [[' a', 'b ']], '" a","b "'],
    ['guard and quote what needs both', [['=A1,"B1"']], '"\'=A1,""B1"""'],
    ['are nothing for a table without rows', [], ''],
  ];
  for (const [what, rows, csv] of written) {
    it(what, () => expect(writeCsv(rows)).to.equal(csv));
  }

  const guarded = [
    '=1+1',
    '=HYPERLINK("https://e.example","x")',
    '+cmd|x',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '- cheap',
    '+49 30 1234',
    '-1-2',
    '=-5',
    '\uFF1D1+1',
    '\uFF0BA1',
    '\uFF0DA1',
    '\uFF20A1',
  ];
  for (const text of guarded) {
    it(`put an apostrophe before ${JSON.stringify(text)}`, () => {
      expect(guardCell(text)).to.equal(`'${text}`);
    });
  }

  const kept = [
    '-5',
    '+5',
    '-1,234.50',
    "-1'234.50",
    '-1\u00A0234,50',
    '-.5',
    '+3.2%',
    '-12 %',
    '-$5',
    '-5 €',
    '-1e-9',
    '-',
    '--',
    '+/-',
    '−5',
    'a=b',
    '1+1',
    "'=1",
    '',
  ];
  for (const text of kept) {
    it(`leave ${JSON.stringify(text)} as it is`, () => expect(guardCell(text)).to.equal(text));
  }

  it('guard each line, which a reader of plain text takes for a row', () => {
    expect(guardCell('a\n=1+1\n-5')).to.equal("a\n'=1+1\n-5");
  });
});

describe('the columns of a table', () => {
  const cell = (text: string, colSpan = 1, rowSpan = 1) => ({ text, colSpan, rowSpan });
  const read = ({ text }: { text: string }): string => text;
  const grids = [
    [
      'stay below each other',
      [
        [cell('a'), cell('b')],
        [cell('c'), cell('d')],
      ],
      'a b|c d',
    ],
    ['are as many in each row', [[cell('a')], [cell('b'), cell('c')]], 'a .|b c'],
    [
      'leave a wide cell its room',
      [
        [cell('a', 2), cell('b')],
        [cell('c'), cell('d'), cell('e')],
      ],
      'a . b|c d e',
    ],
    ['leave a high cell its room', [[cell('a', 1, 2), cell('b')], [cell('c')], [cell('d')]], 'a b|. c|d .'],
    ['leave a large cell its room', [[cell('a'), cell('b', 2, 2)], [cell('c')]], 'a b .|c . .'],
    [
      'leave a cell that goes to the end its room',
      [[cell('a', 1, 0), cell('b')], [cell('c')], [cell('d')]],
      'a b|. c|. d',
    ],
    ['are none in a table without rows', [], ''],
  ] as const;
  for (const [what, rows, expected] of grids) {
    it(what, () => {
      const grid = fillGrid(rows, read).map((texts) => texts.map((text) => text || '.').join(' '));
      expect(grid.join('|')).to.equal(expected);
    });
  }
});
