import { expect } from 'chai';
import { MarkdownRenderer } from '../../src/markdown.js';
import { measureSlowness } from '../support/measure-tasks.js';
import { renderWhole, streamMarkdown } from './stream-markdown.js';

const size = 65_000;
const repeat = (text: string): string => text.repeat(Math.ceil(size / text.length)).slice(0, size);

/** Inputs on which parsers hang, overflow or multiply, at the length of a long answer. */
const inputs: Readonly<Record<string, string>> = {
  'nested quotes': `${'> '.repeat(10_000)}a`,
  'quote marks': '>'.repeat(size),
  'nested lists': `${'- '.repeat(5000)}a`,
  'nested lists and a lazy line': `${'- '.repeat(5000)}a\nb`,
  dashes: '- '.repeat(2589),
  'nested numbers': `${'1. '.repeat(5000)}a`,
  'stairs of lists': Array.from({ length: 350 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
  'stairs of lists with blank lines': Array.from(
    { length: 250 },
    (_, depth) => `${' '.repeat(depth * 2)}- a`,
  ).join('\n\n'),
  'quotes and lists': `${'> - '.repeat(5000)}a`,
  'opening brackets': '['.repeat(size),
  'nested brackets': '['.repeat(size / 2) + ']'.repeat(size / 2),
  'half links': repeat('[a](b'),
  'half links and one end': `${repeat('[a](b')})`,
  'nested images': '!['.repeat(10_000) + '](a)'.repeat(10_000),
  'nested links': `${'['.repeat(5000)}a${'](b)'.repeat(5000)}`,
  stars: '*'.repeat(size),
  'open strong': repeat('**x'),
  'stars between letters': repeat('a***b**c*'),
  underscores: repeat('_a '),
  'stars and underscores': repeat('*a_ '),
  tildes: repeat('~~a '),
  backticks: '`'.repeat(size),
  'growing backticks': Array.from({ length: 350 }, (_, length) => `a${'`'.repeat(length + 1)}`).join(''),
  comments: `a ${repeat('<!--')}`,
  instructions: `a ${repeat('<?')}`,
  'half tags': `a ${repeat('<a ')}`,
  attributes: `a <a ${repeat('a="')}`,
  'open divs': repeat('<div>'),
  'open bold': repeat('<b>'),
  'open bold and paragraphs': `${'<b><i><u><s><em>'.repeat(9)}${repeat('<p>a')}`,
  'a long word at': `${'a'.repeat(size)}@`,
  addresses: repeat('a@b.c-'),
  'a long address': `http://a.b/${repeat('!?')}`,
  'addresses in rows': repeat('http://a.b).'),
  ampersands: repeat('&amp'),
  spaces: `a${' '.repeat(size)}b`,
  'blank lines': '\n'.repeat(size),
  'rules of tables': repeat('-|-\n'),
  'mismatched tables': `a|b\n${repeat('-|-|-\n')}`,
  'a table of millions of cells': `${'|a'.repeat(2000)}|\n${'|-'.repeat(2000)}|\n${'|b\n'.repeat(2000)}`,
  'a table in a quote': `> ${'|a'.repeat(2000)}|\n> ${'|-'.repeat(2000)}|\n${'> |b\n'.repeat(2000)}`,
  rows: `a|b\n-|-\n${repeat('1|2\n')}`,
  underlines: repeat('a\n-\n'),
  definitions: Array.from({ length: 6500 }, (_, index) => `[a${index}]: b`).join('\n'),
  titles: repeat('[a]: b "\n\n'),
  fences: repeat('```\n'),
  headings: repeat('# a\n'),
  'a rule that is none': `-${' -'.repeat(size / 2)}a`,
  items: repeat('- a\n'),
  'an item without end': `- a\n${repeat('  b\n')}`,
  'lazy lines': `- a\n${repeat('b\n')}`,
  'lazy lines in a quote': `> - a\n${repeat('b\n')}`,
  'lists in quotes': repeat('> - a\nb\n'),
  'fences in quotes': repeat('> ```\na\n'),
  'quotes in turn': repeat('> a\n> - b\nc\n>> d\n'),
  paragraphs: repeat('a\n\n'),
  links: repeat('[a](http://a.b/c) '),
  'links in a list': repeat('- [a](http://a.b/c)\n'),
  '10,000 links': '[link](http://a.b/c)\n\n'.repeat(10_000).slice(0, 166_000),
  'html blocks': repeat('<x>\n'),
  'cells that span': `<table>${'<tr><td colspan=1000 rowspan=65534>a'.repeat(1000)}</table>`,
  'an open details': `<details>\n\n${repeat('a\n\n')}`,
};

/** Texts a little over one cap and under all others, which are over it only once much of them is shown. */
const overOneCap: Readonly<Record<string, string>> = {
  'lines of a list': '- a\n'.repeat(5500),
  'lines of a list, with blank lines': '- a\n\n'.repeat(2700),
  'lines of a list and blank lines': `${'- a\n'.repeat(1500)}${'\n'.repeat(600)}a`,
  'lines of a list of just too many': '- a\n\n'.repeat(1001),
  'lines of lists in turn': '- a\n* b\n'.repeat(2600),
  'lines of numbered lists in turn': '1. a\n1) b\n'.repeat(2600),
  'lines of lists and words': `${'- a\n* b\n'.repeat(2400)}${'c\n'.repeat(2100)}\n\n- d`,
  'lines of a quote': '> a\n'.repeat(2100),
  'lines of items in a quote': '> - a\n'.repeat(5100),
  'lines of a quote that defines links': '> [a]: b\n'.repeat(1500),
  'lines of a list that names links': `${'- [a]\n'.repeat(2100)}\n[a]: https://a.example`,
  'lines without a marker': `- a\n${'  b\n'.repeat(2100)}`,
  'nodes of a list': '- a **b** c\n'.repeat(3000),
  'letters of a list': `- ${'word '.repeat(40)}\n`.repeat(520),
  'letters of a paragraph': 'some words and `code` '.repeat(600),
  'letters of a paragraph of lines': 'some words and `code`\n'.repeat(600),
  'letters of paragraphs in items': `- ${'some words '.repeat(800)}\n`.repeat(3),
  'cells of a table': `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(2498)}`,
  'cells of a larger table': `|a|b|\n|-|-|\n${'|c|d|\n'.repeat(2510)}`,
  'letters of a table': `|a|b|\n|-|-|\n${`|${'word '.repeat(40)}|d|\n`.repeat(520)}`,
};

/** What rightly shows nothing. */
const invisible = new Set(['blank lines', 'dashes', 'stars', 'definitions', 'titles', 'html blocks']);

describe('limits', () => {
  for (const [name, text] of Object.entries(inputs)) {
    it(`stays quick and small for ${name}`, async function () {
      this.timeout(30_000);
      // Another program's burst of work may fall into any one measurement.
      this.retries(2);
      const container = document.createElement('div');
      const renderer = new MarkdownRenderer(container);
      let longest = 0;
      let last = performance.now();
      let finished = false;
      const watch = (): void => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
        if (!finished) setTimeout(watch);
      };
      const parts = [text.slice(0, size / 3), text.slice(size / 3)];
      setTimeout(watch);
      for (const part of parts) {
        renderer.write(part);
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      last = performance.now();
      await renderer.end();
      finished = true;
      longest = Math.max(longest, performance.now() - last);
      const nodes = document.createTreeWalker(container);
      let count = 0;
      while (nodes.nextNode()) count += 1;
      console.log(`${name}: ${Math.round(longest)} ms at a time, ${count} nodes`);
      expect(count).to.be.at.most(20_000);
      expect(longest).to.be.below(200 * measureSlowness());
      if (!invisible.has(name)) expect(container.textContent.trim()).not.to.equal('');
      expect(container.innerHTML).to.equal(await renderWhole(text));
    });
  }

  for (const [name, text] of Object.entries(overOneCap)) {
    it(`shows the same however a text came that is over a cap: ${name}`, async function () {
      this.timeout(60_000);
      const whole = await renderWhole(`${text}\n\nThe **end**.`);
      for (const size of [500, 7000]) {
        const parts = `${text}\n\nThe **end**.`.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const { innerHTML } = await streamMarkdown(parts);
        // Not by `equal`: a message with both texts would be very long.
        expect(innerHTML === whole, `in parts of ${size} letters`).to.equal(true);
      }
    });
  }

  it('leaves marks on letters, but not piles of them', async () => {
    const piled = `Z${'\u0301'.repeat(500)}\u202E${'\u0301'.repeat(500)}x`;
    const clean = `Z${'\u0301'.repeat(20)}x`;
    const text = `e\u0323\u0302 ${piled} \`${piled}\` [${piled}](https://a.example) <b>${piled}</b>\n\n${'> '.repeat(60)}${piled}`;
    for (const size of [1, 7, 5000]) {
      const { textContent } = await streamMarkdown(text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []);
      expect(textContent.match(/Z\u0301*x/g), `in parts of ${size}`).to.deep.equal(Array(5).fill(clean));
      expect(textContent).to.match(/^e\u0323\u0302 Z/);
    }
  });

  it('shows a block over a cap as it was written, and later blocks as usual', async () => {
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    renderer.write(`**before**\n\n${'> '.repeat(60)}deep\n\n**after**`);
    await renderer.end();
    expect(container.querySelector('[part=plain-text]')?.textContent).to.equal(`${'> '.repeat(60)}deep`);
    expect(container.querySelectorAll('strong').length).to.equal(2);
  });

  it('costs the same for each block, however long the text before', async function () {
    this.timeout(30_000);
    const container = document.createElement('div');
    const renderer = new MarkdownRenderer(container);
    const times: number[] = [];
    for (let index = 0; index < 1200; index++) {
      renderer.write(`Paragraph ${index} with **bold** text and \`code\` in it.\n\n`);
      const start = performance.now();
      renderer.flush();
      times.push(performance.now() - start);
    }
    await renderer.end();
    const median = (some: number[]): number =>
      some.toSorted((one, other) => one - other)[some.length >> 1] ?? 0;
    const early = median(times.slice(100, 300));
    const late = median(times.slice(-200));
    console.log(`a block: ${early.toFixed(2)} ms early, ${late.toFixed(2)} ms late`);
    expect(late).to.be.below(early * 3 + 0.5);
  });
});
