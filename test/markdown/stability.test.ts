import { expect } from 'chai';
import { MarkdownRenderer, renderMarkdown } from '../../src/markdown.js';
import { listBlocks } from '../support/list-blocks.js';
import { createRandom, cutRandomly } from './stream-markdown.js';
import { writeAnswer } from './write-answer.js';

const answer = writeAnswer(100_000, createRandom(5));

// What reads HTML is loaded when it is needed; in these tests each moment shows it at once.
before(async () => {
  await renderMarkdown('<b>ready</b>');
});

/** The block of the container that a node is in or is. */
function findBlock(node: Node, container: Element): Node | undefined {
  return listBlocks(container).find((block) => block.contains(node));
}

/** Shows a renderer's container in a narrow box, where wide tables and code can be scrolled. */
function mount(): { container: HTMLElement; renderer: MarkdownRenderer } {
  const container = document.createElement('div');
  container.style.width = '300px';
  document.body.append(container);
  return { container, renderer: new MarkdownRenderer(container) };
}

describe('finished blocks', () => {
  const sheet = new CSSStyleSheet();
  const scrollers = '[part~=table],pre';
  let container: HTMLElement = document.createElement('div');
  let renderer = new MarkdownRenderer(container);

  beforeEach(() => {
    sheet.replaceSync(`${scrollers} { overflow-x: auto; white-space: pre }`);
    document.adoptedStyleSheets.push(sheet);
    ({ container, renderer } = mount());
  });
  afterEach(() => {
    renderer.destroy();
    container.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });

  it('keep every node through a long answer', async function () {
    this.timeout(60_000);
    const finished = new Set<Node>();
    const changes: string[] = [];
    const observer = new MutationObserver(() => {});
    observer.observe(container, { childList: true, subtree: true, characterData: true });
    let chunks = 0;
    for (const part of cutRandomly(answer, 12, createRandom(9))) {
      // What a complete block follows is finished: all but the last two.
      for (const block of listBlocks(container).slice(finished.size, -2)) finished.add(block);
      renderer.write(part);
      renderer.flush();
      chunks += 1;
      for (const { target, removedNodes, type } of observer.takeRecords()) {
        const block = findBlock(target, container);
        if (block && finished.has(block)) changes.push(`${type} in ${block.textContent?.slice(0, 60)}`);
        for (const node of removedNodes) if (finished.has(node)) changes.push(`removed ${node.nodeName}`);
      }
    }
    await renderer.end();
    const blocks = [...finished];
    console.log(`${answer.length} characters, ${chunks} chunks, ${blocks.length} finished blocks`);
    expect(blocks.length).to.be.above(150);
    expect(changes).to.deep.equal([]);
    const shown = listBlocks(container);
    expect(blocks.every((block, index) => shown[index] === block)).to.equal(true);
  });

  it('keep what the reader did to them: selection, focus, open details, scrolled tables and code', async function () {
    this.timeout(60_000);
    const parts = cutRandomly(answer, 20, createRandom(2));
    const early = parts.splice(0, Math.ceil(parts.length / 5));
    for (const part of early) {
      renderer.write(part);
      renderer.flush();
    }
    const find = <T extends Element>(selector: string, kind: new () => T): T => {
      const found = container.querySelector(selector);
      if (!(found instanceof kind)) throw new Error(`There is no ${selector} in the answer`);
      return found;
    };
    const details = find('details', HTMLDetailsElement);
    details.open = true;
    const link = find('li a', HTMLAnchorElement);
    link.focus();
    const scrolled = [find('[part~=table]', HTMLElement), find('pre', HTMLElement)];
    for (const element of scrolled) element.scrollLeft = 25;
    const first = find('p strong, p em, p del', HTMLElement).firstChild;
    const last = find('blockquote p', HTMLElement).firstChild;
    if (!first || !last) throw new Error('There is nothing to select');
    getSelection()?.setBaseAndExtent(first, 1, last, 3);
    const selected = String(getSelection());
    expect(selected.length).to.be.above(100);
    for (const part of parts) {
      renderer.write(part);
      renderer.flush();
      if (document.activeElement !== link) expect.fail('the link lost the focus');
    }
    await renderer.end();
    expect(details.isConnected && details.open).to.equal(true);
    expect(document.activeElement).to.equal(link);
    for (const element of scrolled) expect(element.scrollLeft, element.outerHTML).to.equal(25);
    const selection = getSelection();
    expect([selection?.anchorNode, selection?.anchorOffset]).to.deep.equal([first, 1]);
    expect([selection?.focusNode, selection?.focusOffset]).to.deep.equal([last, 3]);
    expect(String(selection)).to.equal(selected);
  });

  it('keep the focus on a button of ours', async () => {
    renderer.write('```js\nlet a;\n```\n\nnext\n\n');
    renderer.flush();
    const button = container.querySelector('button');
    button?.focus();
    for (const part of cutRandomly(answer.slice(0, 5000), 5, createRandom(4))) {
      renderer.write(part);
      renderer.flush();
    }
    await renderer.end();
    expect(document.activeElement).to.equal(button);
  });

  it('keep all nodes but those of a link that is defined at the very end', async () => {
    const before =
      'A **strong** word, `code`, [a link](https://a.example), *it* and [late], then ~~more~~ text.';
    renderer.write(`${before}\n\n- item **one** [late]\n- item *two*\n\n${answer.slice(0, 10_000)}\n\n`);
    renderer.flush();
    const kept = Array.from(container.querySelectorAll('*'));
    expect(container.textContent).to.contain('[late]');
    const seen: boolean[] = [];
    for (const character of '[late]: https://late.example "t"\n') {
      renderer.write(character);
      renderer.flush();
      seen.push(kept.every((element) => element.isConnected));
    }
    await renderer.end();
    expect(container.querySelectorAll('a[href="https://late.example/"]').length).to.equal(2);
    expect(seen).not.to.contain(false);
    expect(kept.filter((element) => !element.isConnected).map(({ outerHTML }) => outerHTML)).to.deep.equal(
      [],
    );
    expect(container.querySelector('p')?.textContent).to.contain('it and late');
  });
});

/** Text of a block that is still open, what of it has to stay, and how the text may go on. */
const growing: readonly (readonly [name: string, open: string, kept: string, more: string])[] = [
  ['items of a list', '- first **item**\n- second', 'li', ' item\n- third\n  - nested\n- `fourth`\n'],
  ['words in an item', '- first **item** here\n- se', 'li strong', 'cond *item*\n- third\n'],
  ['numbers', '1. first *item*\n2. second\n', 'ol > li em', '3. third\n   - more\n4. fourth\n'],
  ['tasks', '- [x] **done**\n- [ ] open\n', 'li strong', '- [x] more\n- [ ] yet more\n'],
  ['items of a list that becomes loose', '- first **item**\n- second\n', 'li', '\n- third\n\n  more\n'],
  ['inner lists', '- a\n  - inner **b**\n    - c\n', 'li li strong', '  - d\n- e\n  - f\n'],
  [
    'rows of a table',
    '| a | b |\n|---|---|\n| **c** | d |\n',
    'tbody tr',
    '| e | `f` |\n| g | [h](https://a.example) |\n',
  ],
  ['cells of a table', '| **a** | b |\n|---|---|\n| *c* | d |', 'th strong', '\n| e | f |\n| g\n| h |\n'],
  ['lines of code', '```text\nfirst line\nsecond', 'pre code', ' line\nthird line\n\nfourth\n```\nafter'],
  ['code in an item', '- a\n  ```text\n  first line\n  sec', 'li pre code', 'ond\n  third\n  ```\n- b\n'],
  ['a quote', '> first **paragraph**\n>\n> sec', 'blockquote strong', 'ond\n>\n> - list\n> - more\n'],
  [
    'a paragraph',
    'Some **bold** and [link](https://a.example) and',
    'p strong',
    ' *more* `text` here\nand [on](https://b.example)',
  ],
  [
    'links of a paragraph',
    'A [link](https://a.example) and `co',
    'p a',
    'de` ~~there~~ **is** ![no](https://b.example/c)',
  ],
  ['a heading over text', '# A **title** of', 'h3 strong', ' some `words`\nand text\n\nmore'],
  [
    'details',
    '<details>\n<summary>s</summary>\n\nfirst **words**\n\n',
    'details p strong',
    '- list\n\n</details>\n\nafter',
  ],
  [
    'a table of HTML',
    '<table><tr><td><b>a</b></td></tr>\n',
    'td b',
    '<tr><td>b</td></tr>\n</table>\n\nafter',
  ],
];

describe('the block that is still growing', () => {
  for (const [name, open, kept, more] of growing) {
    it(`keeps what is already there of ${name}`, async () => {
      const container = document.createElement('div');
      const renderer = new MarkdownRenderer(container);
      renderer.write(open);
      renderer.flush();
      const first = container.querySelector(kept);
      if (!first) throw new Error(`There is no ${kept} in ${container.innerHTML}`);
      const parent = first.parentElement;
      const text = first.firstChild;
      for (const character of more) {
        renderer.write(character);
        renderer.flush();
        expect(container.querySelector(kept)).to.equal(first);
      }
      await renderer.end();
      expect(container.querySelector(kept)).to.equal(first);
      expect(first.parentElement).to.equal(parent);
      // In a list that becomes loose, the words of an item go into a paragraph.
      if (!name.includes('loose')) expect(first.firstChild).to.equal(text);
    });
  }

  it('only ever adds to code that is open', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    const removed: string[] = [];
    const observer = new MutationObserver(() => {});
    renderer.write('```text\nline 0\n');
    renderer.flush();
    observer.observe(container, { childList: true, subtree: true });
    for (let line = 1; line < 300; line++) {
      renderer.write(`line ${line}\n`);
      renderer.flush();
      for (const { removedNodes } of observer.takeRecords()) {
        for (const node of removedNodes) removed.push(`${line}: ${node.nodeName}`);
      }
    }
    await renderer.end();
    expect(removed).to.deep.equal([]);
    expect(container.querySelector('code')?.textContent.split('\n').length).to.equal(301);
  });
});

describe('a page that nobody sees', () => {
  function hide(isHidden: boolean): void {
    if (isHidden) Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    else Reflect.deleteProperty(document, 'hidden');
    document.dispatchEvent(new Event('visibilitychange'));
  }
  const wait = (time: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, time));

  afterEach(() => hide(false));

  for (const [when, hideFirst] of [
    ['before', true],
    ['after', false],
  ] as const) {
    it(`changes nothing until it is seen again, when hidden ${when} the answer begins`, async () => {
      const container = document.createElement('div');
      if (hideFirst) hide(true);
      const renderer = new MarkdownRenderer(container);
      renderer.write('Shown');
      if (!hideFirst) {
        renderer.flush();
        hide(true);
      }
      let mutations = 0;
      const observer = new MutationObserver(() => (mutations += 1));
      observer.observe(container, { childList: true, subtree: true, characterData: true, attributes: true });
      for (let index = 0; index < 10; index++) {
        renderer.write(`\n\nparagraph **${index}**`);
        await wait(40);
      }
      expect(mutations).to.equal(0);
      hide(false);
      await wait(200);
      expect(container.querySelectorAll('p strong').length).to.equal(10);
      expect(container.textContent).to.match(/^Shown.*9$/s);
      renderer.destroy();
    });
  }

  it('has everything once the answer is finished, seen or not', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    hide(true);
    for (const part of cutRandomly(answer.slice(0, 20_000), 200, createRandom(6))) renderer.write(part);
    const start = performance.now();
    await renderer.end();
    expect(performance.now() - start).to.be.below(1000);
    const hidden = container.innerHTML;
    hide(false);
    await wait(150);
    expect(container.innerHTML).to.equal(hidden);
    expect(listBlocks(container).length).to.be.above(30);
  });
});
