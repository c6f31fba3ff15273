import { expect } from 'chai';
import { MarkdownRenderer } from '../../src/markdown.js';
import { find, mountContent, showContent } from './content-stage.js';
import { createRandom, cutRandomly, renderWhole, streamMarkdown } from './stream-markdown.js';

/** What a finished text shows: its own words, with the number of each reference in angle brackets, and its footnotes. */
function readShown(container: HTMLElement): { text: string; notes: string[] } {
  const copy = container.cloneNode(true);
  if (!(copy instanceof HTMLElement)) throw new TypeError('A clone is of the same kind');
  const notes: string[] = [];
  for (const back of copy.querySelectorAll('[part~="footnote-back"]')) back.remove();
  for (const sup of copy.querySelectorAll('[part~="footnote-reference"]'))
    sup.replaceWith(`<${sup.textContent}>`);
  for (const item of copy.querySelectorAll('[part~="footnote"]')) notes.push(item.textContent.trim());
  copy.querySelector('[part~="footnotes"]')?.remove();
  return { text: copy.textContent, notes };
}

const cases: readonly (readonly [what: string, markdown: string, text: string, notes: readonly string[]])[] =
  [
    ['a reference and what it leads to', 'a[^1] b\n\n[^1]: one two', 'a<1> b', ['one two']],
    ['a word as a label', 'a[^note]\n\n[^note]: one', 'a<1>', ['one']],
    ['a label in other letters', 'a[^NoTe]\n\n[^nOtE]: one', 'a<1>', ['one']],
    ['a definition before its reference', '[^1]: one\n\na[^1]', 'a<1>', ['one']],
    [
      'numbers by the order in the text',
      'a[^z] b[^3]\n\n[^3]: three\n\n[^z]: zet',
      'a<1> b<2>',
      ['zet', 'three'],
    ],
    [
      'two references to one footnote',
      'a[^1] b[^2] c[^1]\n\n[^1]: one\n[^2]: two',
      'a<1> b<2> c<1>',
      ['one', 'two'],
    ],
    ['references side by side', 'a[^1][^2]\n\n[^1]: one\n[^2]: two', 'a<1><2>', ['one', 'two']],
    ['a reference after an exclamation mark', 'a![^1]\n\n[^1]: one', 'a!<1>', ['one']],
    [
      'definitions right below one another',
      'a[^1]b[^2]\n\n[^1]: one\n[^2]: two\nlazy',
      'a<1>b<2>',
      ['one', 'two\nlazy'],
    ],
    ['a definition right below a paragraph', 'a[^1]\n[^1]: one', 'a<1>', ['one']],
    ['a definition right below a list', '- a[^1]\n- b\n[^1]: one', 'a<1>b', ['one']],
    ['a definition right below a quote', '> a[^1]\n[^1]: one', 'a<1>', ['one']],
    ['a definition that is not used', 'a\n\n[^1]: one', 'a', []],
    ['the first of two definitions', 'a[^1]\n\n[^1]: one\n\n[^1]: two', 'a<1>', ['one']],
    ['an empty definition', 'a[^1]\n\n[^1]:\n\nb', 'a<1>b', ['']],
    ['a reference without a definition as text', 'a[^1] b[^x]', 'a[^1] b[^x]', []],
    ['more text after a definition', 'a[^1]\n\n[^1]: one\n\nb', 'a<1>b', ['one']],
    ['a heading that ends a definition', 'a[^1]\n\n[^1]: one\n# b', 'a<1>b', ['one']],
    ['a list that ends a definition', 'a[^1]\n\n[^1]: one\n- b', 'a<1>b', ['one']],
    ['a paragraph that is indented', 'a[^1]\n\n[^1]: one\n\n    two\n\nb', 'a<1>b', ['onetwo']],
    ['what is indented by a tab', 'a[^1]\n\n[^1]: one\n\n\ttwo', 'a<1>', ['onetwo']],
    ['a list in a footnote', 'a[^1]\n\n[^1]: one\n    - two\n    - three', 'a<1>', ['onetwothree']],
    ['a footnote named by a footnote', 'a[^1]\n\n[^1]: one[^2]\n[^2]: two', 'a<1>', ['one<2>', 'two']],
    ['footnotes that name each other', 'a[^1]\n\n[^1]: one[^2]\n[^2]: two[^1]', 'a<1>', ['one<2>', 'two<1>']],
    ['a footnote that names itself', 'a[^1]\n\n[^1]: one[^1]', 'a<1>', ['one<1>']],
    ['a reference in a heading', '# a[^1]\n\n[^1]: one', 'a<1>', ['one']],
    ['a reference in emphasis', '**a[^1]**\n\n[^1]: one', 'a<1>', ['one']],
    ['code as it is', '`a[^1]`\n\n[^1]: one', 'a[^1]', []],
    ['an escaped reference as text', 'a\\[^1]\n\n[^1]: one', 'a[^1]', []],
    ['a label in a link as text', '[a[^1]](https://e.example)\n\n[^1]: one', 'a[^1] (e.example)', []],
    ['a link whose text looks like a label', '[^1](https://e.example)\n\n[^1]: one', '^1 (e.example)', []],
    ['a regular expression as text', 'not `a` but [^abc]+ here', 'not a but [^abc]+ here', []],
    ['a definition in a quote as no footnote', 'a[^1]\n\n> [^1]: one two', 'a[^1][^1]: one two', []],
    ['a label with white space as none', 'a[^b c]\n\n[^b c]: one two', 'a[^b c][^b c]: one two', []],
    [
      'the label __proto__',
      'a[^__proto__] b[^constructor]\n\n[^__proto__]: one',
      'a<1> b[^constructor]',
      ['one'],
    ],
    [
      'a label with markup',
      'a[^<img/src=x>] b[^*c*]\n\n[^<img/src=x>]: one\n[^*c*]: two',
      'a<1> b<2>',
      ['one', 'two'],
    ],
    ['a reference beside raw HTML', 'a <b>b</b>[^1]\n\n[^1]: one <i>two</i>', 'a b<1>', ['one two']],
    ['a definition inside of details', '<details>\n\na[^1]\n\n[^1]: one\n\n</details>', 'a<1>', ['one']],
    [
      'links of the text in a footnote',
      'a[^1]\n\n[^1]: [r]\n\n[r]: https://e.example',
      'a<1>',
      ['r (e.example)'],
    ],
  ];

/** What a one-shot render of the cases gives, at every cut of the text, is what streaming it ends with. */
async function expectSame(text: string, parts: readonly string[]): Promise<void> {
  const whole = await renderWhole(text);
  const { innerHTML } = await streamMarkdown(parts);
  expect(innerHTML, JSON.stringify(parts)).to.equal(whole);
}

describe('footnotes', () => {
  for (const [what, markdown, text, notes] of cases) {
    it(`show ${what}`, async () => {
      const shown = readShown(await streamMarkdown([markdown]));
      expect(shown.text.replaceAll(/\s+/g, ' ').trim()).to.equal(text);
      expect(shown.notes).to.deep.equal(notes);
    });

    it(`end the same at every cut with ${what}`, async () => {
      for (let cut = 1; cut < markdown.length; cut++)
        await expectSame(markdown, [markdown.slice(0, cut), markdown.slice(cut)]);
      await expectSame(markdown, Array.from(markdown));
    });
  }

  it('end the same for every mixture of them, wherever the text is cut', async function () {
    this.timeout(120_000);
    const random = createRandom(3);
    const pieces = [
      'a[^1] b[^x]',
      '[^1]: one *two*',
      '[^x]: x[^2]\n    more\n\n    ```\n    [^1]: code\n    ```',
      '[^2]: <b>two</b>',
      '- item[^2]\n- item[^3]',
      '> quote[^x]\n> [^1]: no',
      '| a[^1] | b |\n|---|---|\n| c[^2] | d |',
      '# h[^9]',
      'text\nlazy[^1]',
      '[^3]:\n    - list\n\n[r]: https://e.example',
      '[r] [^abc] `[^1]`',
      '    [^1]: code',
      '<i>html[^1]</i>',
      '[^1]',
      '[^1]: again "title',
      '1. a[^1]\n\n   b[^2]',
    ];
    for (let round = 0; round < 150; round++) {
      const some = Array.from({ length: 8 }, () => pieces[Math.floor(random() * pieces.length)] ?? '');
      const text = some.join(['\n', '\n\n', '\n\n\n'][round % 3]);
      await expectSame(text, cutRandomly(text, [1, 3, 8][round % 3] ?? 1, random));
    }
  });

  it('go on where a text that was ended is continued', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    renderer.write('a[^1] b[^n]\n\nc');
    await renderer.end();
    expect(container.textContent).to.equal('a[^1] b[^n]c');
    renderer.write('\n\n[^n]: n\n\n[^1]: one');
    await renderer.end();
    expect(readShown(container)).to.deep.equal({ text: 'a<1> b<2>c', notes: ['one', 'n'] });
    renderer.set('a[^1] b[^n]\n\n[^1]: two');
    await renderer.end();
    expect(readShown(container)).to.deep.equal({ text: 'a<1> b[^n]', notes: ['two'] });
    renderer.set('a');
    await renderer.end();
    expect(container.innerHTML).to.equal('<p dir="auto">a</p>');
  });

  const unfinished: readonly (readonly [text: string, seen: string, notes: readonly string[]])[] = [
    ['a[', 'a', []],
    ['a[^', 'a', []],
    ['a[^1', 'a', []],
    ['a[^1]', 'a<1>', []],
    ['a[^1] b[^2', 'a<1> b', []],
    ['a[^1][^2', 'a<1>', []],
    ['a![^1', 'a!', []],
    ['a **b[^1', 'a b', []],
    ['a **b[^1]', 'a b<1>', []],
    ['a [^abc] b', 'a [^abc] b', []],
    ['a[^1]\n\n[', 'a<1>', []],
    ['a[^1]\n\n[^', 'a<1>', []],
    ['a[^1]\n\n[^1]', 'a<1>', []],
    ['a[^1]\n\n[^1]:', 'a<1>', []],
    ['a[^1]\n\n[^1]: no', 'a<1>', []],
    ['a[^1]\n\n[^1]: no **mo', 'a<1>', ['no mo']],
    ['a[^1]\n\n[^1]: word\n', 'a<1>', ['word']],
    ['a[^1]\n\n[^1]: one\n[^2', 'a<1>', ['one']],
    ['a[^n]\n\n[^n]: one\n\nb', 'a[^n]b', []],
    ['a[^n]\n\n[^n]: one\n\nb\n', 'a<1>b', ['one']],
  ];
  for (const [text, seen, notes] of unfinished) {
    it(`are shown as far as they are known in ${JSON.stringify(text)}`, async () => {
      await streamMarkdown(['ready[^1]\n\n[^1]: ready']);
      const container = document.createElement('div');
      const renderer = new MarkdownRenderer(container);
      renderer.write(text);
      renderer.flush();
      renderer.destroy();
      const shown = readShown(container);
      expect(shown.text).to.equal(seen);
      expect(shown.notes).to.deep.equal(notes);
    });
  }

  it('leave what is shown already as it is, but for the reference that gets its number', async () => {
    const { container, renderer } = mountContent();
    renderer.write('first *one*[^n] and `two` [^1].\n\n- item\n\nlast\n\n');
    renderer.flush();
    const nodes = [...container.querySelectorAll('p, em, code, ul, li')];
    const early = container.querySelector('[part~="footnote-reference"]');
    expect(nodes).to.have.length(6);
    for (const letter of '[^1]: one\n\n[^n]: note\n\nend') {
      renderer.write(letter);
      renderer.flush();
    }
    await renderer.end();
    const kept = [...container.querySelectorAll('p, em, code, ul, li')];
    for (const node of nodes) expect(kept).to.include(node);
    expect(container.querySelectorAll('[part~="footnote-reference"]')[1]).to.equal(early);
    expect(readShown(container).text).to.equal('first one<1> and two <2>.itemlastend');
  });

  it('keep their own nodes while the text goes on', async () => {
    const { container, renderer } = mountContent();
    renderer.write('a[^1]\n\n[^1]: one **two**\n\nb');
    await renderer.end();
    const section = find(container, '[part~="footnotes"]');
    const nodes = [...section.querySelectorAll('*')];
    find(container, '[part~="footnote-back"]').focus();
    renderer.write(' more[^2]\n\n[^2]: three\n\n```js\nx\n```\n\nend');
    await renderer.end();
    expect([...section.querySelectorAll('*')].slice(0, nodes.length)).to.deep.equal(nodes);
    expect(document.activeElement).to.equal(nodes.at(-1));
    expect(container.lastChild).to.equal(section);
    expect(section.querySelectorAll('li')).to.have.length(2);
  });

  for (const isInShadow of [false, true]) {
    it(`lead there and back, ${isInShadow ? 'inside of a shadow root' : 'in a page'}`, async () => {
      const { container, root } = await showContent('a[^1] b[^1]\n\n[^1]: one', { isInShadow });
      const buttons = container.querySelectorAll<HTMLElement>('[part~="footnote-reference"] button');
      const back = container.querySelectorAll<HTMLElement>('[part~="footnote-back"]');
      expect(buttons).to.have.length(2);
      expect(back).to.have.length(2);
      buttons[0]?.click();
      expect(root.activeElement).to.equal(find(container, '[part~="footnote"]'));
      back[1]?.click();
      expect(root.activeElement).to.equal(buttons[1]);
      back[0]?.click();
      expect(root.activeElement).to.equal(buttons[0]);
      expect(location.hash).to.equal('');
    });
  }

  it('have names in the words of the page', async () => {
    const { container } = await showContent('a[^1] b[^1]\n\n[^1]: one', {
      labels: {
        footnotes: 'Fußnoten',
        footnote: (number) => `Fußnote ${number}`,
        backToText: (number) => `Zurück ${number}`,
      },
    });
    const names = Array.from(container.querySelectorAll('[aria-label]'), (element) => element.ariaLabel);
    expect(names).to.deep.equal(['Fußnote 1', 'Fußnote 1', 'Fußnoten', 'Zurück 1', 'Zurück 1 (2)']);
    const section = find(container, '[part~="footnotes"]');
    expect(section.getAttribute('role')).to.equal('doc-endnotes');
    expect(section.querySelectorAll('[id],[href]')).to.have.length(0);
  });

  it('have math and code in them as everywhere', async () => {
    const { container } = await showContent('a[^1]\n\n[^1]: $x^2$\n\n        let x\n\n    <b>bold</b>');
    const note = find(container, '[part~="footnote"]');
    expect(note.querySelector('math')).to.exist;
    expect(note.querySelector('figure')).to.exist;
    expect(note.querySelector('b')).to.exist;
  });

  it('are read from the side that their words are', async () => {
    const { container } = await showContent('א[^1]\n\n[^1]: הערה');
    expect(find(container, '[part~="footnotes"]').dir).to.equal('rtl');
  });
});
