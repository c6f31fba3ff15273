import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { CodeBlock } from '../../src/code/code-block.js';
import { createCodeBlock } from '../../src/code/create-code-block.js';
import { codeContext, showCode, writeCode } from './show-code.js';
import { createRandom, cutRandomly } from '../markdown/stream-markdown.js';

const listing = Array.from({ length: 230 }, (_, line) => `${'  '.repeat(line % 5)}call(${line});\n`).join('');

const texts: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['one line', 'const a = 1;\n'],
  ['one line that does not end', 'const a = 1;'],
  ['empty lines', '\n\n\n'.repeat(30)],
  ['many lines', listing],
  ['exactly as many lines as a chunk has', 'a\n'.repeat(25)],
  ['lines so long that few are together', `${'x'.repeat(1500)}\n`.repeat(30)],
  ['a line longer than a chunk', `a\nb\n${'y'.repeat(40_000)}\nc\n`],
  ['a line as long as a chunk', `a\n${'y'.repeat(16_000)}\nc\n`],
  ['characters of two units where a line is cut', `${'x'.repeat(15_999)}${'😀'.repeat(20)}\n`],
  [
    'signs that hide others',
    'a\u200B = "\u202Eb\u2066";\u00AD\n// \u0915\u094D\u200D\u0937 a\u200Db\u200D\n'.repeat(30),
  ],
];

function listChunks(element: Element): (readonly [part: string | null, text: string | null])[] {
  return [...element.querySelectorAll('code > *')].map((chunk) => [
    chunk.getAttribute('part'),
    chunk.textContent,
  ]);
}

describe('A block of code', () => {
  const stages: HTMLElement[] = [];
  const show = (...parameters: Parameters<typeof showCode>): ReturnType<typeof showCode> => {
    const shown = showCode(...parameters);
    stages.push(shown.stage);
    return shown;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.remove();
  });

  for (const [name, text] of texts) {
    it(`is the same however it came: ${name}`, () => {
      const whole = createCodeBlock(document, text, 'js', codeContext);
      const random = createRandom(7);
      const sizes = text.length < 5000 ? [1, 7, 300] : [300, 5000];
      for (const size of sizes) {
        const block = new CodeBlock(document, 'js', codeContext);
        writeCode(block, cutRandomly(text, size, random));
        expect(listChunks(block.element)).to.deep.equal(listChunks(whole));
        expect(block.element.outerHTML).to.equal(whole.outerHTML);
      }
    });
  }

  it('is cut into chunks of few lines and few signs, each with one text', () => {
    for (const [, text] of texts) {
      const block = createCodeBlock(document, text, '', codeContext);
      for (const chunk of block.querySelectorAll('code > *')) {
        const { childNodes, textContent } = chunk;
        expect(childNodes.length).to.equal(1);
        expect(textContent.length).to.be.within(1, 16_000);
        expect(textContent.split('\n').length).to.be.at.most(101);
        const isWhole = textContent.endsWith('\n') || !chunk.nextElementSibling;
        expect(chunk.getAttribute('part') === 'code-piece' || isWhole).to.equal(true);
      }
    }
  });

  it('shows and copies no sign that hides others, and all signs that scripts need', () => {
    const block = createCodeBlock(document, 'a\u202Eb\u200Bc \u0915\u094D\u200D\u0937\n', '', codeContext);
    expect(block.querySelector('code')?.textContent).to.equal('abc \u0915\u094D\u200D\u0937\n');
  });

  it('takes back what the last line was so far', () => {
    const long = 'z'.repeat(15_990);
    const lines = `a\n${long.slice(0, 15_900)}\n`;
    const rests = [
      'b',
      'bc',
      'bd',
      '',
      long,
      'b',
      `${long}${long}`,
      'longer than what fits '.repeat(7),
      'be',
    ];
    const block = new CodeBlock(document, '', codeContext);
    block.append(lines);
    for (const rest of rests) {
      block.rest = rest;
      expect(block.text).to.equal(lines + rest);
      const whole = createCodeBlock(document, lines + rest, '', codeContext);
      expect(listChunks(block.element)).to.deep.equal(listChunks(whole));
    }
    block.append('');
    expect(block.text).to.equal(`${lines}be`);
    block.append('be c\nd\n');
    expect(block.text).to.equal(`${lines}be c\nd\n`);
  });

  it('keeps what is selected while it grows', () => {
    const { block, code } = show('js', 'first line\nsecond ');
    const text = code.firstChild?.firstChild;
    if (!text) throw new Error('There is no text.');
    getSelection()?.setBaseAndExtent(text, 6, text, 17);
    writeCode(block, ['second line\n', ...(listing.match(/[^]{1,50}/g) ?? [])]);
    expect(getSelection()?.toString()).to.equal('line\nsecond');
    expect(code.firstChild?.firstChild).to.equal(text);
  });

  it('gives exactly its text where all of it is selected, also what is out of sight', () => {
    const text = `${listing}${'y'.repeat(40_000)}\n${listing}end`;
    const { block, code } = show('js', text);
    expect(code.textContent).to.equal(text);
    expect(block.text).to.equal(text);
    getSelection()?.selectAllChildren(code);
    expect(getSelection()?.toString()).to.equal(text);
  });

  it('shows each line once: its height is that of its lines', () => {
    const { code } = show('js', 'a\n'.repeat(25));
    const height = code.getBoundingClientRect().height;
    const { code: longer } = show('js', 'a\n'.repeat(75));
    expect(longer.getBoundingClientRect().height).to.be.closeTo(3 * height, 1);
    const { code: long } = show('js', `${'y'.repeat(40_000)}\na\n`);
    expect(long.getBoundingClientRect().height).to.be.closeTo((2 * height) / 25, 1);
  });

  it('is laid out only where it is near to what is in view', async () => {
    const { code } = show('js', listing.repeat(10));
    const laidOut = new Set<EventTarget>();
    code.addEventListener('contentvisibilityautostatechange', (event) => {
      if (event.target && 'skipped' in event && !event.skipped) laidOut.add(event.target);
    });
    await nextFrames();
    expect(code.children.length).to.be.above(90);
    expect(laidOut.size).to.be.within(1, 30);
  });

  it('grows as fast at its end as at its beginning', () => {
    const { block, code } = show('js');
    const text = 'const alpha = beta(gamma, "delta"); // words\n'.repeat(5000);
    const times: number[] = [];
    writeCode(block, text.match(/[^]{1,25}/g) ?? [], () => {
      if (times.length % 10 === 0) void code.getBoundingClientRect();
      times.push(performance.now());
    });
    const median = (from: number): number => {
      const spans = Array.from({ length: 60 }, (_, index) => {
        const at = from + index * 10;
        return (times[at + 10] ?? 0) - (times[at] ?? 0);
      });
      return spans.sort((one, other) => one - other)[30] ?? 0;
    };
    const begin = median(100);
    const end = median(times.length - 700);
    expect(end).to.be.below(5 * begin + 1);
  });

  it('is copied by its button, all of it, which then says so', async () => {
    const { block } = show('js', listing);
    const copied = await withClipboard(
      async () => {},
      async () => pressCopy(block),
    );
    expect(copied).to.deep.equal([listing.replace(/\n$/, '')]);
    const button = block.element.querySelector('[part=copy-button]');
    expect(button?.textContent).to.equal('Copied');
    expect(button?.getAttribute('aria-label')).to.equal('Copied');
  });

  it('is selected where the browser refuses to copy', async () => {
    const { block } = show('js', listing);
    await withClipboard(
      () => Promise.reject(new Error('refused')),
      async () => pressCopy(block),
    );
    expect(block.element.querySelector('[part=copy-button]')?.textContent).to.equal('Selected');
    expect(getSelection()?.toString().trimEnd()).to.equal(listing.trimEnd());
  });

  it('breaks long lines when its switch is pressed by the keyboard, and no more when it is again', async () => {
    const { block } = show('js', `${'word '.repeat(500)}\n`.repeat(60), 'y'.repeat(20_000));
    const button = block.element.querySelector<HTMLButtonElement>('[part=wrap-button]');
    const scroller = block.element.querySelector('pre');
    if (!button || !scroller) throw new Error('The block has no switch.');
    const isWide = (): boolean => scroller.scrollWidth > scroller.clientWidth;
    expect([isWide(), button.ariaPressed, button.ariaLabel]).to.deep.equal([
      true,
      'false',
      'Wrap long lines',
    ]);
    button.focus();
    await sendKeys({ press: 'Enter' });
    expect([isWide(), button.ariaPressed]).to.deep.equal([false, 'true']);
    await sendKeys({ press: 'Space' });
    expect([isWide(), button.ariaPressed]).to.deep.equal([true, 'false']);
  });

  it('keeps its header in sight while its lines go by', () => {
    const { block, stage } = show('js', listing);
    stage.style.cssText = 'block-size: 300px; overflow-y: auto';
    stage.scrollTop = 1000;
    const header = block.element.querySelector('[part=code-header]')?.getBoundingClientRect();
    expect(header?.top).to.be.closeTo(stage.getBoundingClientRect().top, 2);
  });

  it('says to a screen reader which language it is in, and can be scrolled by the keyboard', () => {
    const { block } = show('c++ title="x"', 'int a;\n');
    const scroller = block.element.querySelector('pre');
    expect([scroller?.role, scroller?.ariaLabel, scroller?.tabIndex, scroller?.dir]).to.deep.equal([
      'group',
      'Code, c++',
      0,
      'ltr',
    ]);
    expect(block.element.querySelector('[part=copy-button]')?.ariaLabel).to.equal('Copy code, c++');
    expect(block.language).to.equal('c++');
  });
});

function nextFrames(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

async function pressCopy(block: CodeBlock): Promise<void> {
  block.element.querySelector<HTMLButtonElement>('[part=copy-button]')?.click();
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Copies by another clipboard for a while, and returns what it was given. */
async function withClipboard(write: () => Promise<void>, run: () => Promise<void>): Promise<string[]> {
  const written: string[] = [];
  const writeText = (text: string): Promise<void> => {
    written.push(text);
    return write();
  };
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  try {
    await run();
  } finally {
    // The one of the browser stands in the prototype.
    Reflect.deleteProperty(navigator, 'clipboard');
  }
  return written;
}
