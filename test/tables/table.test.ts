import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../support/mount-chat.js';
import { find, mountContent, showContent } from '../markdown/content-stage.js';

const small = '| a | b |\n|---|---|\n| 1 | 2 |';
const wide = `| ${'a long column title | '.repeat(12)}\n|${'---|'.repeat(12)}\n| ${'x | '.repeat(12)}`;

type Clipboard = Partial<Record<'write' | 'writeText', (value: never) => Promise<void>>>;

const original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');

function setClipboard(value: Clipboard | undefined): void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value });
}

/** What a press on the table's button puts on the clipboard. */
async function copy(container: HTMLElement): Promise<{ csv: string; html: string }> {
  const items: ClipboardItem[] = [];
  setClipboard({ write: async (written: ClipboardItem[]) => void items.push(...written) });
  find(container, '[part~="table-block"] > button').click();
  const item = await until(() => items[0], 'something is copied');
  const read = async (type: string): Promise<string> => (await item.getType(type)).text();
  return { csv: await read('text/plain'), html: await read('text/html') };
}

describe('a table', () => {
  afterEach(() => {
    if (original) Object.defineProperty(navigator, 'clipboard', original);
    else Reflect.deleteProperty(navigator, 'clipboard');
  });

  it('scrolls in itself by keyboard, and its button comes next and stays in view', async () => {
    const { container } = await showContent(wide, { width: 320 });
    const scroller = find(container, '[part~="table"]');
    const button = find(container, 'button');
    expect(scroller.scrollWidth).to.be.above(scroller.clientWidth);
    expect(container.scrollWidth).to.equal(container.clientWidth);
    scroller.focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => scroller.scrollLeft > 0, 'the table has scrolled');
    await sendKeys({ press: 'Tab' });
    expect(document.activeElement).to.equal(button);
    scroller.scrollLeft = scroller.scrollWidth;
    const box = button.getBoundingClientRect();
    const edge = container.getBoundingClientRect();
    expect(box.right).to.be.at.most(edge.right);
    expect(box.left).to.be.at.least(edge.left);
  });

  it('keeps its button clear of every cell', async () => {
    for (const width of [120, 320, 900]) {
      const { container } = await showContent(small, { width });
      const button = find(container, 'button').getBoundingClientRect();
      expect(button.height).to.be.at.least(24);
      for (const cell of container.querySelectorAll('th,td')) {
        expect(cell.getBoundingClientRect().bottom).to.be.at.most(button.top);
      }
    }
  });

  it('has a name, and is no landmark of its own', async () => {
    const { container } = await showContent(small);
    const scroller = find(container, '[part~="table"]');
    expect(scroller.getAttribute('role')).to.equal('group');
    expect(scroller.getAttribute('aria-label')).to.equal('Table');
    expect(find(container, 'button').textContent).to.equal('Copy as CSV');
  });

  it('begins at the right where it is read from the right', async () => {
    const { container } = await showContent(wide.replaceAll('a long column title', 'عنوان عمود طويل'), {
      width: 320,
    });
    const scroller = find(container, '[part~="table"]').getBoundingClientRect();
    const [first] = container.querySelectorAll('th');
    expect(first?.getBoundingClientRect().right).to.be.closeTo(scroller.right, 2);
    const button = find(container, 'button').getBoundingClientRect();
    expect(button.left).to.be.closeTo(scroller.left, 2);
  });

  const copied: readonly (readonly [what: string, markdown: string, csv: string])[] = [
    ['its cells, header first', small, 'a,b\r\n1,2'],
    ['words without their marks', '| **a** `b` |\n|---|\n| ~~c~~ *d* |', 'a b\r\nc d'],
    ['a line break in a cell', '| a |\n|---|\n| b<br>c |', 'a\r\n"b\nc"'],
    ['a link without the host beside it', '| a |\n|---|\n| [docs](https://e.example) |', 'a\r\ndocs'],
    [
      'a link without the warning before it',
      '| a |\n|---|\n| [b.example](https://e.example) |',
      'a\r\nb.example',
    ],
    ['commas and quotes', '| a, b |\n|---|\n| "c" |', '"a, b"\r\n"""c"""'],
    ['a pipe', '| a \\| b |\n|---|\n| c |', 'a | b\r\nc'],
    ['a formula as text', '| =1+1 |\n|---|\n| -5 |', "'=1+1\r\n-5"],
    [
      'the words of an image',
      '| a |\n|---|\n| ![a dot](data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==) |',
      'a\r\na dot',
    ],
    ['no button', '| a |\n|---|\n| b ![c](https://e.example/c.png) |', 'a\r\nb'],
    [
      'cells that span others, each in its column',
      '<table><tr><th colspan="2">a</th></tr><tr><td rowspan="2">b</td><td>c</td></tr><tr><td>d</td></tr></table>',
      'a,\r\nb,c\r\n,d',
    ],
    [
      'the blocks and the boxes of a cell',
      '<table><tr><td><p>a</p><ul><li>b</li><li>c</li></ul></td></tr></table>',
      '"a\nb\nc"',
    ],
  ];
  for (const [what, markdown, csv] of copied) {
    it(`is copied with ${what}`, async () => {
      const { container } = await showContent(markdown);
      expect((await copy(container)).csv).to.equal(csv);
    });
  }

  it('is copied as a plain table, too, in which nothing of the text is markup', async () => {
    const { container } = await showContent('| a | b |\n|---|---|\n| &lt;img src=x&gt; & **c** | d<br>=e |');
    const { html } = await copy(container);
    const pasted = new DOMParser().parseFromString(html, 'text/html');
    const names = new Set(Array.from(pasted.body.querySelectorAll('*'), ({ localName }) => localName));
    expect([...names]).to.deep.equal(['table', 'tbody', 'tr', 'th', 'td', 'br']);
    const cells = Array.from(pasted.querySelectorAll('th,td'), ({ textContent }) => textContent);
    expect(cells).to.deep.equal(['a', 'b', '<img src=x> & c', "d'=e"]);
  });

  it('is copied with the rows that are there when the button is pressed', async () => {
    const { container, renderer } = mountContent();
    renderer.write('| a |\n|---|\n| 1 |\n');
    renderer.flush();
    const button = find(container, 'button');
    expect((await copy(container)).csv).to.equal('a\r\n1');
    renderer.write('| 2 |\n| 3 |\n');
    renderer.flush();
    expect(find(container, 'button')).to.equal(button);
    expect((await copy(container)).csv).to.equal('a\r\n1\r\n2\r\n3');
    renderer.write('\nEnd.');
    await renderer.end();
    expect(find(container, 'button')).to.equal(button);
    expect((await copy(container)).csv).to.equal('a\r\n1\r\n2\r\n3');
  });

  it('says that it was copied, by keyboard, and then what the button does again', async () => {
    const { container } = await showContent(small);
    setClipboard({ write: async () => {} });
    const button = find(container, 'button');
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => button.textContent === 'Copied', 'it says so');
    await until(() => button.textContent === 'Copy as CSV', 'it is as before');
  });

  it('is copied as text alone where the clipboard takes nothing else', async () => {
    const { container } = await showContent(small);
    const texts: string[] = [];
    setClipboard({
      write: () => Promise.reject(new DOMException('No', 'NotAllowedError')),
      writeText: async (text: string) => void texts.push(text),
    });
    const button = find(container, 'button');
    button.click();
    await until(() => button.textContent === 'Copied', 'it says so');
    expect(texts).to.deep.equal(['a,b\r\n1,2']);
  });

  it('is selected where there is no clipboard', async () => {
    const { container } = await showContent(small);
    setClipboard(undefined);
    const button = find(container, 'button');
    button.click();
    await until(() => button.textContent === 'Selected', 'it says so');
    expect(String(getSelection()).replaceAll(/\s+/g, ' ').trim()).to.equal('a b 1 2');
    getSelection()?.removeAllRanges();
  });

  it('leaves its button out of what a reader selects', async () => {
    const { container } = await showContent(`before\n\n${small}\n\nafter`);
    getSelection()?.selectAllChildren(container);
    expect(String(getSelection())).to.contain('after').and.not.to.contain('CSV');
    getSelection()?.removeAllRanges();
  });
});
