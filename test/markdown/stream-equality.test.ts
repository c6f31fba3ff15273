import { expect } from 'chai';
import { loadCorpus } from './load-corpus.js';
import { MarkdownRenderer } from '../../src/markdown.js';
import { listBlocks } from '../support/list-blocks.js';
import { createRandom, cutRandomly, flushAll, renderWhole, streamMarkdown } from './stream-markdown.js';
import { writeAnswer } from './write-answer.js';

interface Example {
  example: number;
  markdown: string;
}

/** Texts in which later lines change what earlier ones are. */
const tricky = [
  'para\n| a | b |\n|---|---|---|\nx',
  'a\n-|-\n-|-|-\nb\n\nc',
  '# h\n- a\n+ b\n1. c\n2) d\n***\ntext\n---\n> q\nlazy\n\n    code\n\n\n    more\n\nend',
  '[ref] and [Other Ref][b] and ![i][pic]\n\nmore\n\n[REF]: https://a.example/x "t"\n[b]:\n  <https://b.example>\n[pic]: /p.png\n\nend [ref]',
  '> [inner]\n>\n> [inner]: https://in.example\n\n[inner] outside\n\n- [x]\n\n[x]: https://x.example',
  '[foo]: /url "title\n\nspans blank lines" \n\n[foo] end',
  '[foo]: /url\n"not closed\n\n[foo] end',
  '- a\n\n- b\n\n\n- c\n  para\n\n      code\n\nout',
  '- [ ] todo\n- [x] done\n\n  loose\n- [X] three',
  '<details>\n<summary>s</summary>\n\n**inside** [r]\n\n- x\n\n</details>\n\nafter\n\n[r]: https://r.example',
  '<div>\n*a*\n\n*b*\n</div>\n\n<!-- c\n\nd -->\n\n<x-y>\nz\n\n<a href="https://a.example">open\n\nwww.example.com',
  '````\n```\ninner\n```\n````\n\n~~~js\nx\n~~~\ntext',
  '- item\n  ```py\n  code\n  ```\n- ```\n  open',
  'Title\n===\nSub\n---\ntext\n***\nA | B\n:-- | --:\n1 | 2\n\n3 | 4',
  'a\r\nb\r\n\r\n- c\r- d\r\n',
  'emoji 👩‍👩‍👧 and \u{20BB7} **bold 🎉** `c`',
  '    code\n\n- a\n\n    code in a\n\ntext\n    lazy code',
  'a\n===\n\n===\nb\n---\n---\n\n* * *\n- - -\n- - - x',
  '1. a\n\n   b\n2. c\n\n\n   d\n3. e',
  '*a **b\n\nc* d**\n\n`x\n\ny`',
];

/** What a renderer shows that was given all of an unfinished text at once. */
function showAtOnce(text: string): string {
  const container = document.createElement('div');
  const renderer = new MarkdownRenderer(container);
  renderer.write(text);
  flushAll(renderer);
  renderer.destroy();
  return container.innerHTML;
}

/** Without what nobody sees: the line break that ends the last line of code, and a line without any sign. */
function dropLastBreak(html: string): string {
  return html
    .replaceAll('\n</span></code>', '</span></code>')
    .replaceAll('<span part="code-lines"></span></code>', '</code>');
}

/** Where a text in pieces shows otherwise than as much of it at once, and how often both were compared. */
async function compareMoments(parts: readonly string[]): Promise<{ wrong: string[]; moments: number }> {
  const wrong: string[] = [];
  let moments = 0;
  await streamMarkdown(parts, {}, ({ innerHTML }) => {
    moments += 1;
    // The last look is at the ended text.
    const text = parts.slice(0, moments).join('');
    if (moments > parts.length) return;
    if (dropLastBreak(innerHTML) !== dropLastBreak(showAtOnce(text)))
      wrong.push(parts.slice(0, moments).join('¦').slice(-300));
  });
  return { wrong, moments };
}

describe('streaming', () => {
  for (const text of tricky) {
    it(`ends the same at every cut: ${JSON.stringify(text.slice(0, 40))}`, async () => {
      const whole = await renderWhole(text);
      for (let cut = 1; cut < text.length; cut++) {
        const { innerHTML } = await streamMarkdown([text.slice(0, cut), text.slice(cut)]);
        expect(innerHTML, `cut at ${cut}`).to.equal(whole);
      }
      const { innerHTML } = await streamMarkdown(Array.from(text));
      expect(innerHTML, 'one character at a time').to.equal(whole);
    });
  }

  for (const name of ['commonmark-0.31.2.json', 'gfm-0.29.json', 'gfm-extensions.json']) {
    it(`ends the same for every example of ${name}`, async function () {
      this.timeout(300_000);
      const examples = await loadCorpus<Example>(name);
      if (!examples) {
        console.log(`${name} is absent`);
        this.skip();
      }
      const random = createRandom(7);
      const wrong: string[] = [];
      let streams = 0;
      let withElements = 0;
      for (const { example, markdown } of examples) {
        const whole = await renderWhole(markdown);
        if (whole.includes('plain-text')) wrong.push(`${example}: fell back to plain text`);
        if (whole.includes('</')) withElements += 1;
        const cuts = [1, 3, 10, 10].map((size) => cutRandomly(markdown, size, random));
        if (markdown.length < 200) cuts.push(Array.from(markdown));
        for (const parts of cuts) {
          streams += 1;
          const { innerHTML } = await streamMarkdown(parts);
          if (innerHTML !== whole) wrong.push(`${example}: ${JSON.stringify(parts)}`);
        }
      }
      console.log(`${name}: ${examples.length} examples, ${streams} streams, ${withElements} with elements`);
      expect(wrong).to.deep.equal([]);
    });
  }

  it('ends the same for all examples in one text, in random order', async function () {
    this.timeout(300_000);
    const examples = await loadCorpus<Example>('commonmark-0.31.2.json');
    if (!examples) {
      console.log('The examples are absent');
      this.skip();
    }
    const random = createRandom(11);
    const wrong: string[] = [];
    for (let round = 0; round < 60; round++) {
      const separator = ['\n', '\n\n', ''][round % 3] ?? '';
      const some = Array.from(
        { length: 12 },
        () => examples[Math.floor(random() * examples.length)]?.markdown ?? '',
      );
      const text = some.join(separator);
      const whole = await renderWhole(text);
      const parts = cutRandomly(text, 4, random);
      const { innerHTML } = await streamMarkdown(parts);
      if (innerHTML !== whole) wrong.push(JSON.stringify(text));
    }
    expect(wrong).to.deep.equal([]);
  });

  it('shows at every moment what it shows for as much of the text at once', async function () {
    this.timeout(300_000);
    // What reads HTML is loaded when it is needed; here it is there from the start.
    await renderWhole('<b>ready</b>');
    const random = createRandom(23);
    const examples = (await loadCorpus<Example>('commonmark-0.31.2.json')) ?? [];
    const texts = [
      // Only what follows tells whether a definition has a title that goes on for lines.
      ...[...tricky, ...examples.map(({ markdown }) => markdown)].filter(
        (text) => !/^ *\[foo\]: /.test(text),
      ),
      // What is common in answers, at more cuts.
      ...Array.from({ length: 8 }, () => writeAnswer(1500, random)),
      'See [the `code` page](https://a.example/x), **bold *and* [more](https://b.example)** or `a` & &lt; &#',
      '# A *heading* with `code` # and more #\n\n| a | b |\n|---|---|\n| x **y** | z `c` and *more* of it\n| 1 | 2',
      '- item with **bold** and [a link](https://c.example/a_b) and ~~gone~~ text\n- [x] task *one* and more\n1. 2) 3',
      '> quoted *text* with https://d.example/path, and more\n> [!NOTE] no alert\n\n[ref]: https://e.example "t"\n[ref]',
    ];
    let moments = 0;
    const wrong: string[] = [];
    for (const text of texts) {
      const cuts = [cutRandomly(text, 2, random), cutRandomly(text, 12, random)];
      if (text.length < 200) cuts.push(Array.from(text));
      for (const parts of cuts) {
        const found = await compareMoments(parts);
        moments += found.moments;
        wrong.push(...found.wrong);
      }
    }
    console.log(`${texts.length} texts, ${moments} moments`);
    expect(moments).to.be.above(1000);
    expect(wrong).to.deep.equal([]);
  });

  it('puts all but the first blocks of a long text in groups, the same however it is cut', async () => {
    const text = Array.from({ length: 60 }, (_, index) =>
      index % 7 === 3 ? `[r${index}]: https://r.example/${index}` : `Paragraph ${index} and [r${index + 1}].`,
    ).join('\n\n');
    const whole = await renderWhole(text);
    for (const size of [1, 9, 80, 5000]) {
      const container = await streamMarkdown(cutRandomly(text, size, createRandom(size)));
      expect(container.innerHTML, `cut at about ${size}`).to.equal(whole);
      const groups = [...container.children].filter((child) => child.matches('[part=blocks]'));
      expect(groups.length).to.equal(3);
      expect(groups.every(({ childElementCount: count }) => count > 0 && count <= 16)).to.equal(true);
      expect(listBlocks(container).length).to.equal(container.querySelectorAll('p').length);
    }
  });

  it('leaves no empty group where a text is taken back', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    const lines = Array.from({ length: 40 }, (_, index) => `Paragraph ${index}.`);
    renderer.set(lines.join('\n\n'));
    renderer.flush();
    const first = container.firstChild;
    renderer.set(lines.slice(0, 18).join('\n\n'));
    renderer.flush();
    expect(listBlocks(container).length).to.equal(18);
    expect([...container.children].every((child) => child.textContent !== '')).to.equal(true);
    renderer.set('One.');
    await renderer.end();
    expect(container.children.length).to.equal(1);
    expect(container.firstChild === first).to.equal(true);
    renderer.set(lines.join('\n\n'));
    await renderer.end();
    expect(container.innerHTML).to.equal(await renderWhole(lines.join('\n\n')));
  });
});
