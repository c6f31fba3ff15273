import { expect } from 'chai';
import { MarkdownRenderer } from '../../src/markdown.js';
import { renderWhole, streamMarkdown } from './stream-markdown.js';

const answer = [
  '# Title',
  'First paragraph with **bold**.',
  '- one\n- two\n- three',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '```js\nlet a;\n```',
  '<details><summary>More</summary>inside</details>',
  'Last paragraph, which is long enough to come in pieces.',
].join('\n\n');

describe('MarkdownRenderer', () => {
  it('keeps the nodes of finished blocks while later text streams in', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    const changes: string[] = [];
    const observer = new MutationObserver(() => {});
    observer.observe(container, { childList: true, subtree: true, characterData: true, attributes: true });
    for (const character of answer) {
      const before = Array.from(container.children).slice(0, -2);
      renderer.write(character);
      renderer.flush();
      for (const record of observer.takeRecords()) {
        const finished = before.find((block) => block === record.target || block.contains(record.target));
        // Whether it is laid out while it is out of sight is no change to what it shows.
        if (finished && record.attributeName !== 'data-settled')
          changes.push(`${record.type} in ${finished.outerHTML}`);
        for (const node of record.removedNodes) {
          if (before.some((block) => block === node)) changes.push(`removed ${node.nodeName}`);
        }
      }
    }
    await renderer.end();
    expect(changes).to.deep.equal([]);
    expect(container.innerHTML).to.equal(await renderWhole(answer));
  });

  it('keeps a selection, open details and focus in the block that is still growing', async () => {
    const container = document.createElement('div');
    document.body.append(container);
    const renderer = new MarkdownRenderer(container);
    renderer.write('<details>\n<summary>S</summary>\n\nbody\n\n```js\nlet a;\n');
    renderer.flush();
    const details = container.querySelector('details');
    const copy = container.querySelector<HTMLElement>('[part=copy-button]');
    details?.setAttribute('open', '');
    copy?.focus();
    const text = container.querySelector('details p')?.firstChild;
    if (text) getSelection()?.setBaseAndExtent(text, 1, text, 3);
    renderer.write('let b;\n```\n\nmore');
    renderer.flush();
    expect(container.querySelector('details')).to.equal(details);
    expect(details?.open).to.equal(true);
    expect(document.activeElement).to.equal(copy);
    expect(String(getSelection())).to.equal('od');
    await renderer.end();
    expect(container.querySelector('details')).to.equal(details);
    container.remove();
  });

  it('only appends to a text that grows', () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    renderer.write('Hello');
    renderer.flush();
    const text = container.querySelector('p')?.firstChild;
    renderer.write(' world');
    renderer.flush();
    expect(container.querySelector('p')?.firstChild).to.equal(text);
    expect(text?.nodeValue).to.equal('Hello world');
  });

  it('shows written text in the next frame without being asked', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    renderer.write('a');
    renderer.write('b');
    expect(container.textContent).to.equal('');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(container.textContent).to.equal('ab');
  });

  it('finishes even where frames never come', async () => {
    const original = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
    try {
      const container = document.createElement('div');
      const renderer = new MarkdownRenderer(container);
      renderer.write('**a');
      // Where it is slow at first, it may take more than one turn.
      for (let turn = 0; turn < 10 && !container.textContent; turn++)
        await new Promise((resolve) => setTimeout(resolve, 200));
      expect(container.textContent).to.equal('a');
      await renderer.end();
      expect(container.textContent).to.equal('**a');
    } finally {
      window.requestAnimationFrame = original;
    }
  });

  for (const [from, to] of [
    ['# a\n\nb', '# a\n\nb\n\nc'],
    ['# a\n\nb\n\nc\n\nd', '# a\n\nb\n\nX\n\nd'],
    ['# a\n\nb', ''],
    ['', 'x'],
    ['a\n\n[r]\n\n[r]: https://a.example', 'a\n\n[r]\n\nno definition'],
    ['- a\n\nb\n\nc', '- a\n\n  b\n\nc'],
  ] as const) {
    it(`goes from ${JSON.stringify(from)} to ${JSON.stringify(to)} by set`, async () => {
      for (const finish of [true, false]) {
        const container = document.createElement('div');
        const renderer = new MarkdownRenderer(container);
        renderer.set(from);
        renderer.flush();
        if (finish) await renderer.end();
        renderer.set(to);
        await renderer.end();
        expect(container.innerHTML).to.equal(await renderWhole(to));
      }
    });
  }

  it('keeps blocks that set does not change', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    renderer.set('# a\n\nb\n\nc\n\nd');
    await renderer.end();
    const [heading, first] = container.children;
    renderer.set('# a\n\nb\n\nX\n\ny');
    await renderer.end();
    expect(container.children[0]).to.equal(heading);
    expect(container.children[1]).to.equal(first);
    expect(container.textContent).to.equal('abXy');
  });

  it('goes on after the end when more is written', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    for (const part of ['- a', '\n- b\n\nText **bo', 'ld** [r]\n', '\n[r]: https://a.example']) {
      renderer.write(part);
      await renderer.end();
    }
    expect(container.innerHTML).to.equal(
      await renderWhole('- a\n- b\n\nText **bold** [r]\n\n[r]: https://a.example'),
    );
  });

  it('renders a finished block again when a link it names is defined', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    renderer.write('see [this]\n\nother\n\nmore\n\n');
    renderer.flush();
    const [paragraph, other] = container.children;
    expect(container.querySelector('a')).to.equal(null);
    renderer.write('[this]: https://a.example\n\nend\n\n');
    renderer.flush();
    expect(container.querySelector('a')?.href).to.equal('https://a.example/');
    expect(container.children[0]).to.equal(paragraph);
    expect(container.children[1]).to.equal(other);
    renderer.destroy();
  });

  it('does nothing more once its signal aborts', async () => {
    const container = document.createElement('div');
    const controller = new AbortController();
    const renderer = new MarkdownRenderer(container, { signal: controller.signal });
    renderer.write('a');
    renderer.flush();
    controller.abort();
    renderer.write('b');
    renderer.flush();
    await renderer.end();
    expect(container.textContent).to.equal('a');
  });

  it('says which option it cannot use', () => {
    const container = document.createElement('div');
    expect(() => new MarkdownRenderer(container, { headingLevel: 0 })).to.throw(RangeError, 'headingLevel');
    expect(() => new MarkdownRenderer(container, { imageHosts: ['ftp://a'] })).to.throw(
      TypeError,
      'imageHosts',
    );
    expect(() => new MarkdownRenderer(container, { linkHosts: ['https://*.a'] })).to.throw(
      TypeError,
      'linkHosts',
    );
  });

  it('places headings below the given level, and leaves no level out', async () => {
    const outlines: [markdown: string, levels: string][] = [
      ['# a\n\n## b\n\n###### c\n\n<h1>d</h1>', 'h2 h3 h4 h2'],
      ['## a\n\n### b\n\n## c\n\n# d', 'h2 h3 h2 h2'],
      ['#### a\n\n> # b\n\n- ## c\n\n# d\n# e', 'h2 h2 h3 h2 h2'],
    ];
    for (const [markdown, levels] of outlines) {
      const container = await streamMarkdown([markdown], { headingLevel: 2 });
      const names = Array.from(container.querySelectorAll('h1,h2,h3,h4,h5,h6'), ({ localName }) => localName);
      expect(names.join(' '), markdown).to.equal(levels);
    }
  });

  it('copies code and says so', async () => {
    const container = await streamMarkdown(['```js\nlet a;\n```']);
    const written: string[] = [];
    const original = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void written.push(text) },
    });
    const copy = container.querySelector<HTMLElement>('[part=copy-button]');
    copy?.click();
    await new Promise((resolve) => setTimeout(resolve));
    expect(written).to.deep.equal(['let a;']);
    expect(copy?.textContent).to.equal('Copied');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    copy?.click();
    await new Promise((resolve) => setTimeout(resolve));
    expect(copy?.textContent).to.equal('Selected');
    if (original) Object.defineProperty(navigator, 'clipboard', original);
    else Reflect.deleteProperty(navigator, 'clipboard');
  });
});
