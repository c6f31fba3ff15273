import { expect } from 'chai';
import {
  findMathBlockStart,
  findMathStart,
  findOpenMath,
  findOpenMathBlock,
  readMathBlock,
  readMathInline,
} from '../../src/syntax/find-math.js';

const tick = '`';

/** The formulas of a paragraph, read as a lexer reads it: from one sign to the next. */
function readParagraph(text: string): string[] {
  const found: string[] = [];
  for (let index = 0; index < text.length;) {
    const rest = text.slice(index);
    const math = readMathInline(rest, () => text.charAt(index - 1));
    const code = /^(`+)(?!`)[^]*?[^`]\1(?!`)/.exec(rest)?.[0];
    if (math) found.push(math.display ? `display ${math.tex}` : math.tex);
    index += math?.raw.length ?? code?.length ?? (rest.startsWith('\\') ? 2 : 1);
  }
  return found;
}

const mathematics: Readonly<Record<string, readonly string[]>> = {
  'let $x$ be': ['x'],
  $x$: ['x'],
  '$2x+1$ is odd': ['2x+1'],
  'with $n=5$.': ['n=5'],
  '$\\frac12$': ['\\frac12'],
  'the number $5$': ['5'],
  '$3.14$ and $10^{-3}$': ['3.14', '10^{-3}'],
  '$2 \\times 3$': ['2 \\times 3'],
  '$5\\text{ apples}$': ['5\\text{ apples}'],
  '$O(n log n)$': ['O(n log n)'],
  '$a$, $b$, and $c$': ['a', 'b', 'c'],
  'the $n$th and the $2$nd': ['n', '2'],
  '($x$)': ['x'],
  '**$x$**': ['x'],
  '$x_1$ and $x_2$': ['x_1', 'x_2'],
  '$a*b$ and $c*d$': ['a*b', 'c*d'],
  '$\\text{costs \\$5}$': ['\\text{costs \\$5}'],
  '$x$-axis': ['x'],
  '$x$, $y$.': ['x', 'y'],
  '$\\{1, 2\\}$': ['\\{1, 2\\}'],
  '$f(x) = x^2 \\text{ for all positive } x$': ['f(x) = x^2 \\text{ for all positive } x'],
  'costs $5, that is $x$': ['x'],
  设$x$为实数: ['x'],
  'יהי $x$ מספר': ['x'],
  'ليكن $س$ عددا': ['س'],
  'a line\n$x +\ny$ wrapped': ['x +\ny'],
  '\\(x\\)': ['x'],
  'so \\( a + b \\).': ['a + b'],
  '\\(f(x)\\) and \\(g\\)': ['f(x)', 'g'],
  '\\(\\{a\\}\\)': ['\\{a\\}'],
  '\\(a \\\\ b\\)': ['a \\\\ b'],
  '\\(a|b\\)': ['a|b'],
  'is \\[ x^2 \\] so': ['display x^2'],
  '\\[\n\\frac{a}{b}\n\\]': ['display \\frac{a}{b}'],
  '\\[ a \\\\[4pt] b \\]': ['display a \\\\[4pt] b'],
  'is $$x$$ so': ['display x'],
  '$$ x = 1 $$': ['display x = 1'],
  '$$x$$ and $$y$$': ['display x', 'display y'],
  '$$\\text{for $n$ even}$$': ['display \\text{for $n$ even}'],
};

const prose: readonly string[] = [
  'costs $5 and $10',
  '$5-$10',
  'from $5–$10 a month',
  'US$ 20',
  'US$20 or AU$30',
  'US$20 and 30US$',
  'between $5 or $10, or $15',
  '$5/$10',
  '$1,000.50 and $2,000',
  '$5k to $10k',
  '$5 (was $7)',
  '$5 is what it costs in A$',
  '$20,$30,$40',
  '20$ and 30$',
  '20$/h or 30$',
  'a$b$',
  '$HOME/$USER',
  '$HOME and $USER',
  '$PATH:$HOME/bin',
  'export PATH=$PATH:/bin',
  'run echo $HOME is the same as echo ~, says the shell$',
  '$foo->bar($baz)',
  '$a, $b',
  '$a+$b',
  'kill -9 $$',
  'echo $? and $!',
  'a $ sign, and another $ sign',
  '$ x $',
  '$x $',
  '$',
  '$$',
  '$$$',
  '$$$$',
  '$$ $$',
  '\\$x$',
  '\\$5 and \\$10',
  '$x\\$',
  '\\(not math',
  'not math\\)',
  '\\[not math',
  '\\[text\\](https://example.com)',
  '\\(\\)',
  '\\[ \\]',
  '\\[\\\\\\]',
  '\\\\(x\\\\)',
  '$$a',
  '$$a$',
  'the $`x`$',
  `${tick}$x$${tick} is code`,
  `$a ${tick}$${tick} b`,
  `\\(a ${tick}\\)${tick}`,
  `$${'x'.repeat(5001)}$`,
];

describe('math in a paragraph', () => {
  for (const [text, expected] of Object.entries(mathematics)) {
    it(`is found in ${JSON.stringify(text)}`, () => {
      expect(readParagraph(text)).to.deep.equal(expected);
    });
  }

  for (const text of prose) {
    it(`is not in ${JSON.stringify(text.slice(0, 60))}`, () => {
      expect(readParagraph(text)).to.deep.equal([]);
    });
  }

  it('begins at the next sign that may open it, unless other markup comes first', () => {
    const starts: [string, number][] = [
      ['a $x$', 2],
      ['a \\(x\\)', 2],
      ['a \\[x\\]', 2],
      ['a \\* $x$', -1],
      ['a *b* $x$', -1],
      ['a \\\\(x', -1],
      ['plain', -1],
    ];
    for (const [text, start] of starts) expect(findMathStart(text), text).to.equal(start);
  });
});

describe('a math block', () => {
  const blocks: [string, string, string][] = [
    ['$$x$$', 'x', '$$x$$'],
    ['$$\nx\n$$\ntext', 'x', '$$\nx\n$$\n'],
    ['  $$\n  x\n  $$  \n\ntext', 'x', '  $$\n  x\n  $$  \n'],
    ['\\[\na\n= b\n\\]\n', 'a\n= b', '\\[\na\n= b\n\\]\n'],
    ['\\[ x \\]', 'x', '\\[ x \\]'],
    ['$$a\n- b\n+ c$$', 'a\n- b\n+ c', '$$a\n- b\n+ c$$'],
    [
      '$$\\begin{aligned}a &= b \\\\[2pt] &= c\\end{aligned}$$\n',
      '\\begin{aligned}a &= b \\\\[2pt] &= c\\end{aligned}',
      '',
    ],
  ];
  for (const [source, tex, raw] of blocks) {
    it(`is ${JSON.stringify(source)}`, () => {
      expect(readMathBlock(source)).to.deep.equal({ raw: raw || source, tex, display: true });
    });
  }

  for (const source of [
    '$$x$$ is a formula',
    '$$\nx\n\ny\n$$',
    '$$\nx',
    '    $$x$$',
    'a $$x$$',
    '$x$',
    '\\(x\\)',
    '$$\n$$',
    '\\[text\\](address)',
    '$$\n```\n$$\n```',
    '$$a$$ and $$b$$',
  ]) {
    it(`is not ${JSON.stringify(source)}`, () => {
      expect(readMathBlock(source)).to.equal(undefined);
    });
  }

  it('interrupts a paragraph where it has its lines for itself', () => {
    expect(findMathBlockStart('where\n$$\nx\n$$\nand')).to.equal(6);
    expect(findMathBlockStart('where\n\\[ x \\]\nand')).to.equal(6);
    expect(findMathBlockStart('where\n$$x$$ is\nand\n$$y$$')).to.equal(19);
    expect(findMathBlockStart('where\n\n$$x$$')).to.equal(-1);
    expect(findMathBlockStart('where\n$$x')).to.equal(-1);
    expect(findMathBlockStart('where $$x$$')).to.equal(-1);
  });
});

describe('math that is still being written', () => {
  // What of the text is shown; the rest is held back.
  const cuts: [string, string][] = [
    ['a \\(', 'a '],
    ['a \\(x', 'a '],
    ['a \\(x\\', 'a '],
    ['a \\(x\\)', 'a \\(x\\)'],
    ['a \\[', 'a '],
    ['a \\[\nx \\frac{1}', 'a '],
    ['a $$', 'a '],
    ['a $$x', 'a '],
    ['a $$x$', 'a '],
    ['a $$x$$', 'a $$x$$'],
    ['a $', 'a '],
    ['a $x', 'a '],
    ['a $x + y', 'a '],
    ['a $x$', 'a $x$'],
    ['a $x$ b $y', 'a $x$ b '],
    ['a $\\text{many words of a text', 'a '],
    ['a $5', 'a $5'],
    ['a $5 ', 'a $5 '],
    ['a $5 an', 'a $5 an'],
    ['a $5k', 'a $5k'],
    ['a $1,000.', 'a $1,000.'],
    ['a $5-', 'a $5-'],
    ['a $5-$', 'a $5-'],
    ['a $5-$1', 'a $5-$1'],
    ['a $2x', 'a '],
    ['a $25y', 'a '],
    ['a $2 \\times', 'a '],
    ['a US$', 'a US$'],
    ['a $HOME is the', 'a $HOME is the'],
    ['a $HOME/$', 'a '],
    ['a $x$ and \\$5', 'a $x$ and \\$5'],
    [`a ${tick}$x${tick} b`, `a ${tick}$x${tick} b`],
    [`a ${tick}$x`, `a ${tick}$x`],
    [`a ${tick}${tick} ${tick}$x${tick}${tick} \\(y`, `a ${tick}${tick} ${tick}$x${tick}${tick} `],
    ['a \\\\(x', 'a \\\\(x'],
    [
      'a \\[link that somebody escaped and then went on and on about, in words',
      'a \\[link that somebody escaped and then went on and on about, in words',
    ],
    [`a $${'x'.repeat(400)}`, `a $${'x'.repeat(400)}`],
  ];
  for (const [text, shown] of cuts) {
    it(`shows ${JSON.stringify(shown.slice(0, 40))} of ${JSON.stringify(text.slice(0, 40))}`, () => {
      const open = findOpenMath(text);
      expect(open < 0 ? text : text.slice(0, open)).to.equal(shown);
    });
  }

  const openBlocks: [string, number][] = [
    ['$$', 0],
    ['$$\nx\n= y', 0],
    ['\\[\nx', 0],
    ['text\n$$\nx', 5],
    ['- item\n\n  $$\n  x', 10],
    ['- \\[ x', 2],
    ['> $$\n> x', 2],
    ['1. $$x$$\n2. $$y', 12],
    ['$$x$$', -1],
    ['$$x$$\n\ntext', -1],
    ['$$\nx\n\ny', -1],
    ['text $$x', -1],
    ['```\n$$\n```', -1],
  ];
  for (const [text, at] of openBlocks) {
    it(`${at < 0 ? 'holds no block of' : `holds back from ${at}`} ${JSON.stringify(text)}`, () => {
      expect(findOpenMathBlock(text)).to.equal(at);
    });
  }

  it('never shows a sign of a formula that is closed later', () => {
    const text = 'So \\(a+b\\) and \\[ x^2 \\] then $$y$$ with $z_1 = \\frac{1}{2}$ or $\\alpha$.';
    const plain = text.replace(/\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$|\$.*?\$/g, '∎');
    for (let cut = 1; cut <= text.length; cut++) {
      const part = text.slice(0, cut).replace(/\\$/, '');
      const open = findOpenMath(part);
      const shown = open < 0 ? part : part.slice(0, open);
      const words = shown.replace(/\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$|\$.*?\$/g, '∎');
      expect(plain.startsWith(words), `${part} -> ${words}`).to.equal(true);
    }
  });
});

describe('signs without end', () => {
  const size = 65_000;
  for (const sign of [
    '$',
    '$$',
    '\\(',
    '\\[',
    '$a',
    '$$a',
    '$a$',
    '\\(a',
    '\\(\\[',
    '\\(a\\]',
    '$$\n',
    '\n$$a',
    '\n\\[',
    '`$',
    '$a `',
    '5$ ',
    '$1',
    '$$a$',
    '- $$',
    '\\(x ',
  ]) {
    it(`of ${JSON.stringify(sign)} are read in time`, () => {
      const text = sign.repeat(size / sign.length);
      const started = performance.now();
      for (let index = 0; index < text.length;) {
        const math = readMathInline(text.slice(index), () => text.charAt(index - 1));
        const start = findMathStart(text.slice(index + 1));
        index += math?.raw.length ?? (start < 0 ? 1 : start + 1);
      }
      readMathBlock(text);
      findMathBlockStart(text);
      findOpenMath(text);
      findOpenMathBlock(text);
      expect(performance.now() - started).to.be.below(1000);
    });
  }
});
