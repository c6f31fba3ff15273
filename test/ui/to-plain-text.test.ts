import { expect } from 'chai';
import { toPlainText } from '../../src/ui/to-plain-text.js';

describe('what is read aloud of an answer', () => {
  const cases: readonly [sentence: string, markdown: string, spoken: string][] = [
    ['leaves out the marks of emphasis', 'Some **bold** and _quiet_ words', 'Some bold and quiet words'],
    ['says of a link only its text', 'See [the map](https://example.com "Map")!', 'See the map!'],
    ['leaves out the marks of lists and headings', '# Plan\n\n- one\n2. two', 'Plan one two'],
    ['says what was escaped, and not the escape', 'Hello\\, can you hear me\\?', 'Hello, can you hear me?'],
    ['keeps a mark that is escaped', '5 \\* 3, C:\\dir', '5 * 3, C:\\dir'],
  ];
  for (const [sentence, markdown, spoken] of cases) {
    it(sentence, () => expect(toPlainText(markdown)).to.equal(spoken));
  }
});
