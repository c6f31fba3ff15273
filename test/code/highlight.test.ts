import { expect } from 'chai';
import { adoptSheet } from '../../src/dom/adopt-sheet.js';
import { highlighterStyles } from '../../src/code/highlighter.styles.js';
import { findLanguage, languages } from '../../src/code/language-names.js';
import { watchCode } from '../../src/code/load-highlighter.js';
import { loadLanguage } from '../../src/code/load-language.js';
import { tokenKinds } from '../../src/code/token-kind.js';
import { copyState, startState, tokenizeLine } from '../../src/code/tokenize-line.js';
import { measureLongestTask } from '../support/measure-tasks.js';
import { showCode, writeCode, type ShownCode } from './show-code.js';
import { createRandom, cutRandomly } from '../markdown/stream-markdown.js';

type Words = Record<string, string[]>;

const samples: readonly (readonly [language: string, text: string, words: Words])[] = [
  [
    'ts',
    'import { a } from "b";\n/* two\nlines */ class C {}\nconst n: string = `x\n${a} y` + 0x1F; // end\n',
    {
      keyword: ['import', 'from', 'class', 'const'],
      comment: ['/* two', 'lines */', '// end'],
      string: ['"b"', '`x'],
      number: ['0x1F'],
      type: ['string'],
    },
  ],
  [
    'Python',
    '@cached\ndef f(x):\n    """One\n    two"""\n    return [1.5, None, "s"]  # so\n',
    {
      keyword: ['def', 'return'],
      name: ['f'],
      string: ['"""One', 'two"""', '"s"'],
      number: ['1.5'],
      comment: ['# so'],
      attribute: ['@cached'],
    },
  ],
  [
    'html',
    '<p class="a">x</p>\n<script>\nconst s = "</b>"; // so\n</script>\n<style>\np { margin: 1px }\n</style>\n<b>const</b>\n',
    {
      keyword: ['p', 'script', 'const', 'style', 'b'],
      attribute: ['class'],
      string: ['"a"', '"</b>"'],
      comment: ['// so'],
      number: ['1px'],
    },
  ],
  [
    'json',
    '{ "key": ["text", 12, true] }\n',
    { attribute: ['"key"'], string: ['"text"'], number: ['12', 'true'] },
  ],
  ['diff', '@@ -1 +1 @@\n-old\n+new\n', { attribute: ['@@ -1 +1 @@'], deleted: ['-old'], string: ['+new'] }],
  [
    'php',
    '<?php\n# so\nfunction f(int $a) { return "b"; }\n',
    {
      attribute: ['<?php', '$a'],
      comment: ['# so'],
      keyword: ['function', 'return'],
      type: ['int'],
      string: ['"b"'],
    },
  ],
  [
    'sh',
    'echo "a" # so\nif [ -f x ]; then\n',
    { string: ['"a"'], comment: ['# so'], keyword: ['if', 'then'] },
  ],
  ['C#', 'public int A = 1;\n', { keyword: ['public'], type: ['int'], number: ['1'] }],
  ['sql', 'SELECT a FROM b -- so\n', { keyword: ['SELECT', 'FROM'], comment: ['-- so'] }],
  ['yml', 'key: "value"\n', { attribute: ['key:'], string: ['"value"'] }],
];

const listing = 'const alpha = beta(gamma, "delta"); // words\n';

describe('The colours of code', () => {
  const stages: HTMLElement[] = [];
  const show = (language: string, ...parts: string[]): ShownCode => {
    const shown = showCode(language, ...parts);
    stages.push(shown.stage);
    return shown;
  };
  const color = (language: string, text: string): ShownCode => {
    const shown = show(language, text);
    watchCode(shown.code, language, false);
    return shown;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.remove();
    scrollTo(0, 0);
  });

  it('load nothing for what is no language', async () => {
    color('text', listing);
    color('', listing);
    await waitFrames(10);
    const names = performance.getEntriesByType('resource').map(({ name }) => name);
    expect(names.filter((name) => /[/]highlighter\.[jt]s|legacy-modes/.test(name))).to.deep.equal([]);
  });

  for (const [language, text, expected] of samples) {
    it(`tell the parts of ${language} from each other`, async () => {
      const { code } = color(language, text);
      const found = await waitForWords(code);
      for (const [kind, words] of Object.entries(expected)) {
        expect(
          found[kind]?.map((word) => word.trim()),
          kind,
        ).to.include.members(words);
      }
    });

    it(`are the same for ${language} that grows and for the whole`, async () => {
      const whole = await waitForWords(color(language, text).code);
      for (const size of [1, 5]) {
        const { block, code } = show(language);
        for (const part of cutRandomly(text, size, createRandom(size))) {
          writeCode(block, [block.text.slice(block.text.lastIndexOf('\n') + 1) + part]);
          watchCode(code, language, true);
          await waitFrames(1);
        }
        watchCode(code, language, false);
        await waitUntil(() => JSON.stringify(readWords(code)) === JSON.stringify(whole));
        expect(readWords(code)).to.deep.equal(whole);
      }
    });
  }

  it('are no nodes, and leave what is copied as it is', async () => {
    const { code } = color('js', listing);
    const before = code.innerHTML;
    await waitForWords(code);
    expect(code.innerHTML).to.equal(before);
  });

  it('come to a line only when it is whole, as long as the code grows', async () => {
    const { block, code } = show('js', 'const a = 1;\nconst b');
    watchCode(code, 'js', true);
    expect((await waitForWords(code))['keyword']).to.deep.equal(['const']);
    watchCode(code, 'js', false);
    await waitUntil(() => readWords(code)['keyword']?.length === 2);
    expect(readWords(code)['keyword']).to.deep.equal(['const', 'const']);
    block.rest = 'constant';
    watchCode(code, 'js', true);
    await waitFrames(2);
    expect(readWords(code)['keyword']).to.deep.equal(['const']);
  });

  it('go on over the border of a chunk, within a string of many lines', async () => {
    const { code } = color('python', `${'a = 1\n'.repeat(20)}b = """${'\nreturn'.repeat(10)}"""\nreturn\n`);
    const found = await waitForWords(code);
    expect(code.children.length).to.equal(2);
    expect(found['string']?.join('|')).to.equal(`"""|${'return|'.repeat(9)}return"""`);
    expect(found['keyword']).to.deep.equal(['return']);
  });

  it('follow a change in the middle of the text', async () => {
    const { code } = color('js', `let a = 1;\n${'f();\n'.repeat(40)}let b = 2;\n`);
    expect((await waitForWords(code))['keyword']).to.deep.equal(['let', 'let']);
    const text = code.firstChild?.firstChild;
    if (!(text instanceof Text)) throw new Error('There is no text.');
    text.replaceData(0, 0, '/* ');
    await waitUntil(() => !readWords(code)['keyword']);
    expect(readWords(code)['keyword']).to.equal(undefined);
    text.replaceData(0, 3, '');
    await waitUntil(() => readWords(code)['keyword']?.length === 2);
    expect(readWords(code)['keyword']).to.deep.equal(['let', 'let']);
  });

  it('change with the language that a fence turns out to name', async () => {
    const { code } = show('java', 'let a = function () {};\n');
    watchCode(code, 'java', true);
    await waitFrames(3);
    watchCode(code, 'javascript', true);
    expect((await waitForWords(code))['keyword']).to.deep.equal(['let', 'function']);
    watchCode(code, 'nonsense', true);
    expect(readWords(code)).to.deep.equal({});
  });

  it('are given to the browser only for what is near to what is in view', async () => {
    const near = color('js', listing);
    show('text', 'plain\n'.repeat(400));
    const { code } = color('js', listing.repeat(2000));
    await waitForWords(near.code);
    await waitFrames(10);
    expect(readWords(code)).to.deep.equal({});
    code.scrollIntoView();
    const found = await waitForWords(code);
    expect(found['keyword']?.length).to.be.within(25, 150);
    scrollTo(0, 0);
    await waitUntil(() => Object.keys(readWords(code)).length === 0);
    expect(readWords(code)).to.deep.equal({});
  });

  it('go with code that leaves the page', async () => {
    const { code, stage } = color('js', listing);
    await waitForWords(code);
    stage.remove();
    await waitUntil(() => Object.keys(readWords(code)).length === 0);
    expect(readWords(code)).to.deep.equal({});
  });

  it('of 5,000 lines keep nothing else from its turn for long', async () => {
    await loadLanguage('javascript');
    const attempts: number[] = [];
    // Another program may fall into an attempt, but hardly into each.
    while (attempts.length < 4 && !attempts.some((longest) => longest < 25)) {
      const { code, stage } = show('js', listing.repeat(5000));
      stage.style.cssText = 'block-size: 300px; overflow: auto';
      await waitFrames(3);
      stage.scrollTop = 1e6;
      await waitFrames(3);
      attempts.push(
        await measureLongestTask(async () => {
          watchCode(code, 'js', false);
          await waitUntil(() => (CSS.highlights.get('gemini-chat-keyword')?.size ?? 0) > 10);
        }),
      );
      expect(readWords(code)['keyword']?.length).to.be.above(10);
      stage.remove();
    }
    expect(Math.min(...attempts)).to.be.below(25);
  });

  it('leave out lines that nobody reads, and go on after them', async () => {
    const { code } = color('js', `let a;\n${'let '.repeat(10_000)}\nlet b;\n`);
    await waitUntil(() => readWords(code)['keyword']?.length === 2);
    expect(readWords(code)['keyword']).to.deep.equal(['let', 'let']);
  });

  it('are there for every language of the list, by each of its names', async () => {
    expect(languages.length).to.be.above(60);
    const text = `${samples.map((sample) => sample[1]).join('')}\n<constructor>x</constructor>\n{{{ (((\n"'\`\n`;
    for (const name of languages) {
      expect(findLanguage(name.toUpperCase())).to.equal(name);
      const language = await loadLanguage(name);
      if (!language) throw new Error(`${name} does not load.`);
      const { parser } = language;
      let state = startState(parser);
      let count = 0;
      for (const line of text.split('\n')) {
        state = copyState(parser, state);
        let last = 0;
        tokenizeLine(parser, state, line, (_style, start, end) => {
          expect(start).to.be.at.least(last);
          expect(end).to.be.within(start + 1, line.length);
          last = end;
          count += 1;
        });
      }
      expect(count, name).to.be.above(0);
    }
    expect(findLanguage('constructor')).to.equal(undefined);
    expect(await loadLanguage('nonsense')).to.equal(undefined);
  });

  for (const [scheme, ground] of [
    ['light', '#f5f6f8'],
    ['dark', '#1e2127'],
  ] as const) {
    it(`can be read on the ${scheme} ground of code`, () => {
      const { code, stage } = show('js', listing);
      stage.style.colorScheme = scheme;
      adoptSheet(stage, highlighterStyles);
      const chunk = code.querySelector('[part=code-lines]');
      const figure = code.closest('figure');
      if (!chunk || !figure) throw new Error('There is no code.');
      const background = readColor(getComputedStyle(figure).backgroundColor);
      expect(background).to.deep.equal(readColor(ground));
      const colors = tokenKinds.map(
        (kind) => getComputedStyle(chunk, `::highlight(gemini-chat-${kind})`).color,
      );
      expect(new Set(colors).size).to.equal(tokenKinds.length);
      for (const value of [...colors, getComputedStyle(figure).color]) {
        expect(contrast(readColor(value), background), value).to.be.at.least(4.5);
      }
    });
  }
});

/** The coloured words of some code, by kind, in the order of the text. */
function readWords(code: HTMLElement): Words {
  const words: Words = {};
  for (const kind of tokenKinds) {
    const ranges = [...(CSS.highlights.get(`gemini-chat-${kind}`) ?? [])].filter(({ startContainer }) =>
      code.contains(startContainer),
    );
    const found = ranges.map(({ startContainer, startOffset, endOffset }) => {
      const before = document.createRange();
      before.setStart(code, 0);
      before.setEnd(startContainer, startOffset);
      const word = startContainer.textContent?.slice(startOffset, endOffset) ?? '';
      return [before.toString().length, word.trim()] as const;
    });
    found.sort(([one], [other]) => one - other);
    if (found.length > 0) words[kind] = found.map(([, word]) => word);
  }
  return words;
}

async function waitForWords(code: HTMLElement): Promise<Words> {
  await waitUntil(() => Object.keys(readWords(code)).length > 0);
  await waitFrames(2);
  return readWords(code);
}

/** Waits until something is so; not for ever, so that the test says what is not. */
async function waitUntil(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!isSo() && performance.now() < end) await waitFrames(1);
}

async function waitFrames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) {
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
}

/** Red, green and blue, from 0 to 1. */
function readColor(value: string): number[] {
  const canvas = document.createElement('canvas').getContext('2d');
  if (!canvas) throw new Error('There is no canvas.');
  canvas.fillStyle = value;
  canvas.fillRect(0, 0, 1, 1);
  const { data } = canvas.getImageData(0, 0, 1, 1);
  return Array.from(data.slice(0, 3), (part) => part / 255);
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const luminance = (color: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = color.map((part) =>
      part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
