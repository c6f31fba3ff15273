import { expect } from 'chai';
import { loadCorpus } from './load-corpus.js';
import { createRandom, cutRandomly, renderWhole, streamMarkdown } from './stream-markdown.js';

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
});
