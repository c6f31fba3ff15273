import { expect } from 'chai';
import { locateText } from '../../src/markdown/locate-text.js';
import { englishLabels } from '../../src/markdown/markdown-labels.js';
import { MarkdownRenderer } from '../../src/markdown/markdown-renderer.js';
import type { TextPosition } from '../../src/markdown/text-position.js';
import { loadCorpus } from './load-corpus.js';

/** Inserts from the end, so that no place moves before its turn. */
function insertMarks(positions: readonly TextPosition[], stage: HTMLElement): void {
  for (const position of [...positions].toReversed()) {
    const mark = stage.ownerDocument.createElement('x-mark');
    if ('text' in position) position.text.splitText(position.offset).before(mark);
    else position.parent.insertBefore(mark, position.before);
  }
}

/** Joins again what the mark had divided. */
function removeMark(mark: Element): void {
  const { previousSibling: before, nextSibling: after } = mark;
  mark.remove();
  if (!(before instanceof Text && after instanceof Text)) return;
  before.appendData(after.data);
  after.remove();
}

async function render(text: string): Promise<{ renderer: MarkdownRenderer; stage: HTMLElement }> {
  const stage = document.createElement('div');
  document.body.append(stage);
  const renderer = new MarkdownRenderer(stage, { labels: englishLabels });
  renderer.set(text);
  await renderer.end();
  return { renderer, stage };
}

/** The rendered HTML of a text in which `¦` stands at the offsets to find, with `¦` where they were found. */
async function locate(marked: string): Promise<string> {
  const pieces = marked.split('¦');
  const offsets = pieces.slice(1).map((_, index) => pieces.slice(0, index + 1).join('').length);
  const { renderer, stage } = await render(pieces.join(''));
  const before = stage.innerHTML;
  insertMarks([...locateText(renderer.shownTexts, offsets)].flat(), stage);
  const html = stage.innerHTML
    .replaceAll('<x-mark></x-mark>', '¦')
    .replaceAll(/ (?:dir|scope|part|tabindex|role|aria-label|rel|target|title|referrerpolicy)="[^"]*"/g, '');
  for (const mark of stage.querySelectorAll('x-mark')) mark.remove();
  expect(stage.innerHTML, 'the text itself').to.equal(before);
  stage.remove();
  return html;
}

const cases: [what: string, marked: string, found: string][] = [
  ['in the middle of a paragraph', 'One.¦ Two.', '<p>One.¦ Two.</p>'],
  ['at the end of a text', 'One. Two.¦', '<p>One. Two.¦</p>'],
  ['at its beginning', '¦One.', '<p>¦One.</p>'],
  ['several in one paragraph', 'One.¦ Two.¦ Three.¦', '<p>One.¦ Two.¦ Three.¦</p>'],
  ['in one word', 'ab¦cd', '<p>ab¦cd</p>'],
  ['before the end of bold text', 'A **bold¦** word', '<p>A <strong>bold</strong>¦ word</p>'],
  ['after bold text', 'A **bold**¦ word', '<p>A <strong>bold</strong>¦ word</p>'],
  ['between the two signs of its end', 'A **bold*¦* word', '<p>A <strong>bold</strong>¦ word</p>'],
  ['where bold text goes over into a word', 'A **bold¦**ness', '<p>A <strong>bold</strong>¦ness</p>'],
  ['inside bold text', 'A **very¦ bold** word', '<p>A <strong>very¦ bold</strong> word</p>'],
  ['in text that is both', '***both¦*** x', '<p><em><strong>both</strong></em>¦ x</p>'],
  [
    'in the text of a link',
    '[a li¦nk](https://example.com) x',
    '<p><a href="https://example.com/">a link<span> (<bdi>example.com</bdi>)</span></a>¦ x</p>',
  ],
  [
    'in the address of a link',
    '[a](https://exa¦mple.com) x',
    '<p><a href="https://example.com/">a<span> (<bdi>example.com</bdi>)</span></a>¦ x</p>',
  ],
  [
    'after an address that stands in the text',
    'See https://example.com¦ there',
    '<p>See <a href="https://example.com/">https://example.com</a>¦ there</p>',
  ],
  ['in code', 'Use `co¦de` here', '<p>Use <code>code</code>¦ here</p>'],
  ['in a list', '- one¦\n- two¦', '<ul><li>one¦</li><li>two¦</li></ul>'],
  ['between two items', '- one\n- ¦two', '<ul><li>one¦</li><li>two</li></ul>'],
  ['in a heading', '# Title¦\n\nText', '<h3>Title¦</h3><p>Text</p>'],
  ['before the next paragraph', 'One.\n\n¦Two.', '<p>One.¦</p><p>Two.</p>'],
  [
    'in a table',
    '| a | b |\n|---|---|\n| c¦ | d |',
    '<div><div><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c¦</td><td>d</td></tr></tbody></table></div><button type="button">Copy as CSV</button></div>',
  ],
  [
    'in the line between the head and the rows',
    '| a |\n|--¦-|\n| c |',
    '<div><div><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>c¦</td></tr></tbody></table></div><button type="button">Copy as CSV</button></div>',
  ],
  ['in a quote', '> said¦\n> more', '<blockquote><p>said¦\nmore</p></blockquote>'],
  ['after an escaped sign', String.raw`5 \* 3¦ x`, '<p>5 * 3¦ x</p>'],
  ['inside an escape', String.raw`5 \¦* 3`, '<p>5 *¦ 3</p>'],
  ['after an entity', 'a &amp;¦ b', '<p>a &amp;¦ b</p>'],
  ['inside an entity', 'a &am¦p; b', '<p>a &amp;¦ b</p>'],
  ['beside the signs that are used to look', 'a ⁂ b¦ ꙮ c', '<p>a ⁂ b¦ ꙮ c</p>'],
  ['in text of right-to-left letters', 'שלום¦ עולם', '<p>שלום¦ עולם</p>'],
  [
    'where a definition is',
    '[a][1]¦ x\n\n[1]: https://example.com',
    '<p><a href="https://example.com/">a<span> (<bdi>example.com</bdi>)</span></a>¦ x</p>',
  ],
];

describe('finding a place of the source in the rendered text', () => {
  for (const [what, marked, found] of cases) {
    it(`works ${what}`, async () => {
      expect(await locate(marked)).to.equal(found);
    });
  }

  it('works after a code block, never in it', async () => {
    const html = await locate('```js\nlet x¦ = 1;\n```\n\nText');
    expect(html).to.match(/let x = 1;\n<\/span><\/code><\/pre><\/figure>¦<p>Text<\/p>$/);
  });

  it('works in a text that is over the caps, and so shown as it is', async () => {
    const html = await locate(`${'- '.repeat(2600)}¦x`);
    expect(html).to.match(/<pre>(?:- )+¦x<\/pre>|<pre>(?:- )*-¦ x<\/pre>/);
  });

  it('finds every place of a text of all kinds in the block that it stands in', async () => {
    const text =
      '# a\n\n**b** c `d`\n\n- e\n- [f](https://g.example)\n\n| h |\n|---|\n| i |\n\n> j\n\n```\nk\n```\n\nl';
    const { renderer, stage } = await render(text);
    const offsets = Array.from({ length: text.length + 1 }, (_, index) => index);
    const positions = [...locateText(renderer.shownTexts, offsets)].flat();
    expect(positions).to.have.length(offsets.length);
    for (const position of positions) {
      const parent = 'text' in position ? position.text.parentElement : position.parent;
      expect(stage.contains(parent)).to.equal(true);
      expect(parent instanceof Element && parent.closest('a,code,button,figure')).to.equal(null);
    }
    const order = positions.map((position) =>
      'text' in position ? position.text : (position.before ?? position.parent),
    );
    const last = stage.lastElementChild;
    expect(
      order[0] && last && last.compareDocumentPosition(order[0]) & Node.DOCUMENT_POSITION_PRECEDING,
    ).to.be.greaterThan(0);
    stage.remove();
  });

  it('works beside what shows as nothing', async () => {
    expect(await locate('Text\n\n[1]: https://exam¦ple.com\n')).to.equal('<p>Text¦</p>');
    expect(await locate('[1]: https://exam¦ple.com\n\nText')).to.equal('<p>Text¦</p>');
    expect(await locate('[1]: https://exam¦ple.com')).to.equal('');
  });

  it('leaves every example of CommonMark as it was, with a mark at each of its signs', async function () {
    const examples = await loadCorpus<{ markdown: string }>('commonmark-0.31.2.json');
    if (!examples) {
      console.log('commonmark-0.31.2.json is absent');
      this.skip();
    }
    let count = 0;
    for (const { markdown } of examples) {
      const { renderer, stage } = await render(markdown);
      const before = stage.innerHTML;
      for (let offset = 0; offset <= markdown.length; offset += 3) {
        const positions = [...locateText(renderer.shownTexts, [offset])].flat();
        expect(positions.length, markdown).to.equal(stage.hasChildNodes() ? 1 : 0);
        insertMarks(positions, stage);
        expect(stage.querySelector(':is(a, button, pre > code) x-mark'), markdown).to.equal(null);
        for (const mark of stage.querySelectorAll('x-mark')) removeMark(mark);
        expect(stage.innerHTML).to.equal(before);
        count += positions.length;
      }
      stage.remove();
    }
    expect(count).to.be.above(3000);
  });

  it('stays fast where nothing can be found', async () => {
    const { renderer, stage } = await render(`<div title="${'x '.repeat(20_000)}">y</div>`);
    const offsets = Array.from({ length: 1000 }, (_, index) => 20 + index * 30);
    const start = performance.now();
    const positions = [...locateText(renderer.shownTexts, offsets)].flat();
    expect(performance.now() - start).to.be.below(1500);
    expect(positions).to.have.length(1000);
    stage.remove();
  });
});
