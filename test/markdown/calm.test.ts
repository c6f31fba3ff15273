import { expect } from 'chai';
import { MarkdownRenderer } from '../../src/markdown.js';
import { streamMarkdown } from './stream-markdown.js';

/** What is shown while the text ends here. */
function showUnfinished(text: string): HTMLElement {
  const container = document.createElement('div');
  const renderer = new MarkdownRenderer(container);
  renderer.write(text);
  renderer.flush();
  renderer.destroy();
  return container;
}

/** Text that ends early, what is to be seen of it, and an element that is to be there. */
const cases: readonly (readonly [text: string, seen: string, element?: string])[] = [
  ['a **bo', 'a bo', 'strong'],
  ['a **bold*', 'a bold', 'strong'],
  ['a **', 'a'],
  ['a *it', 'a it', 'em'],
  ['a _it', 'a it', 'em'],
  ['a ***both', 'a both', 'em strong'],
  ['a **b *c', 'a b c', 'strong em'],
  ['**bold** and *', 'bold and'],
  ['a ~~gon', 'a gon', 'del'],
  ['a ~~gone~', 'a gone', 'del'],
  ['a `cod', 'a cod', 'code'],
  ['a ``x ` y', 'a x ` y', 'code'],
  ['a `', 'a'],
  ['snake_case_na', 'snake_case_na'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['5 < 6 and more', '5 < 6 and more'],
  ['see [the do', 'see the do'],
  ['see [the docs]', 'see the docs'],
  ['see [the docs](https://exa', 'see the docs'],
  ['see [**the docs**](https://exa', 'see the docs', 'strong'],
  ['see [ref][na', 'see ref'],
  ['an ![alt te', 'an'],
  ['an ![alt](https://exa', 'an'],
  ['[![alt](https://a.example/b.png', ''],
  ['text\n\n[ref]: https://exa', 'text'],
  ['a <b', 'a'],
  ['a <span cl', 'a'],
  ['a <https://exa', 'a'],
  ['a &am', 'a'],
  ['a \\', 'a'],
  ['#', ''],
  ['## ', ''],
  ['## He', 'He', 'h3'],
  ['text\n-', 'text', 'p'],
  ['text\n--', 'text', 'p'],
  ['text\n=', 'text', 'p'],
  ['- ', ''],
  ['- a\n- ', 'a', 'li'],
  ['- a\n  -', 'a', 'li'],
  ['- a\n- **b', 'ab', 'li strong'],
  ['1', ''],
  ['1.', ''],
  ['1. a\n2', 'a', 'ol li'],
  ['- [', ''],
  ['- [x', ''],
  ['- [x] do', ' do', 'input'],
  ['>', ''],
  ['> **q', 'q', 'blockquote strong'],
  ['> a **b\n> c', 'a b\nc', 'strong'],
  ['``', ''],
  ['```', ''],
  ['```py', ''],
  ['```py\n', 'py', 'figure'],
  ['```py\nx = 1', 'pyx = 1', 'figure code'],
  ['```py\nx = **1\n``', 'pyx = **1', 'figure code'],
  ['- a\n  ```\n  x *y', 'ax *y\n', 'li figure'],
  ['| a | b', ''],
  ['| a | b |\n', ''],
  ['| a | b |\n| -', ''],
  ['| a | b |\n|---|', ''],
  ['| a | b |\n|---|---|\n', 'ab', 'th'],
  ['| a | b |\n|---|---|\n| **c', 'abc', 'td strong'],
  ['| a | b |\n|---|---|\n| c | `d', 'abcd', 'td code'],
  ['para **one\n\n- ', 'para **one'],
];

describe('half-written markup', () => {
  for (const [text, seen, element] of cases) {
    it(`shows ${JSON.stringify(seen)} of ${JSON.stringify(text)}`, () => {
      const container = showUnfinished(text);
      // Controls of our own are no part of the text.
      for (const button of container.querySelectorAll('button[part]')) button.remove();
      expect(container.textContent).to.equal(seen);
      if (element) expect(container.querySelector(element), container.innerHTML).to.exist;
    });
  }

  it('never shows its signs at any cut of a long answer', async () => {
    const text = [
      '# Plan **A**\n\nSome *text* with `code`, ~~old~~ and [a link](https://a.example/b "t").\n',
      '1. First **bold\n   line** and\n2. second\n   - [ ] nested `x`\n\n> quote _it_\n',
      '| Name | Value |\n| --- | :-: |\n| **a** | `b` |\n| c | [d](https://d.example) |\n',
      '```js\nlet a = 1;\n```\n\nTitle\n-----\n\nEnd ![pic](https://p.example/x.png) done.\n',
    ].join('\n');
    const seen: string[] = [];
    await streamMarkdown(Array.from(text), {}, (container) => {
      const { textContent } = container;
      if (/\*\*|[`|~]|\]\(|^#|\[[^\]]*$|--/m.test(textContent)) seen.push(textContent.slice(-60));
    });
    expect(seen).to.deep.equal([]);
  });

  it('shows signs that turn out to be text once the text is finished', async () => {
    const container = await streamMarkdown(['a **b and [c', ' `d']);
    expect(container.textContent).to.equal('a **b and [c `d');
  });
});
