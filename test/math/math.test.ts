import 'axe-core/axe.min.js';
import { expect } from 'chai';
import { createElement, identify } from '../../src/dom/create-element.js';
import { createMath } from '../../src/math/create-math.js';
import { createMathFiller, fillMath } from '../../src/math/load-math.js';
import { patchNodes } from '../../src/dom/patch-nodes.js';

declare const axe: typeof import('axe-core');

const typical: Readonly<Record<string, string>> = {
  'a fraction': String.raw`\frac{a+b}{\sqrt[3]{c}}`,
  'a sum': String.raw`\sum_{i=1}^{n} i = \frac{n(n+1)}{2}`,
  'a matrix': String.raw`A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}`,
  cases: String.raw`f(x) = \begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{otherwise} \end{cases}`,
  'aligned lines': String.raw`\begin{aligned} (a+b)^2 &= (a+b)(a+b) \\ &= a^2 + 2ab + b^2 \end{aligned}`,
  'numbered lines': String.raw`\begin{align} a &= b \tag{1} \\ c &= d \end{align}`,
  'an integral': String.raw`\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}`,
  accents: String.raw`\hat{f}\ \vec{v}\ \bar{x}\ \widehat{abc}\ \overline{AB}\ \overrightarrow{AB}`,
  enclosures: String.raw`\boxed{x = 1}\ \cancel{x}\ \xcancel{abc}\ \cancelto{0}{x}\ \fbox{a}\ \underline{b}`,
  'a table with lines': String.raw`\begin{array}{|c|c|} \hline a & b \\ \hline c & d \\ \hline \end{array}`,
  alphabets: String.raw`\mathbb{R}\ \mathcal{L}\ \mathfrak{g}\ \mathbf{x}\ \text{a \textbf{b} \textit{c} \texttt{d}}`,
  'a limit': String.raw`\lim_{x \to 0} \frac{\sin x}{x} = 1`,
  'arrows and braces': String.raw`\underbrace{a+b}_{n} \xrightarrow[b]{a} \overbrace{c}^{m}`,
  'a stretched table': String.raw`\renewcommand{\arraystretch}{1.5} \begin{array}{l} a \\ b \end{array}`,
  'an operator of its own': String.raw`\operatorname*{argmax}_\theta f'(\theta) \pmod n`,
  lengths: String.raw`a\hspace{1em}b\quad c\,d\rule{1em}{2pt}\raise{1em}{e}\mathllap{f}`,
};

const refused: Readonly<Record<string, string>> = {
  'a link to a script': String.raw`\href{javascript:alert(1)}{x}`,
  'a link': String.raw`\url{https://evil.example}`,
  'an image': String.raw`\includegraphics{https://evil.example/x.png}`,
  'a class': String.raw`\class{composer}{x}`,
  'an identifier': String.raw`\id{a}{x}`,
  'another identifier': String.raw`\cssId{a}{x}`,
  'a style': String.raw`\style{position:fixed;inset:0}{x}`,
  'an HTML class': String.raw`\htmlClass{a}{x}`,
  'an HTML style': String.raw`\htmlStyle{color:red}{x}`,
  'a data attribute': String.raw`\data{part=composer}{x}`,
  'an endless definition': String.raw`\def\a{\a}\a`,
  'a doubling definition': String.raw`\def\a{xx}\def\b{\a\a}\def\c{\b\b}\def\d{\c\c}\d\d\d\d`,
  'a long definition used often': String.raw`\def\a{${'x'.repeat(2500)}}${'\\a'.repeat(1200)}`,
  'a new command': String.raw`\newcommand{\a}[1]{#1#1#1}\a{\a{\a{x}}}`,
  'a global definition': String.raw`\gdef\frac{x}`,
  'a borrowed name': String.raw`\let\x\frac`,
  'a hundred thousand characters': 'x+'.repeat(50_000),
  'more elements than a formula has': 'x+'.repeat(2400),
  'deep nesting': `${'{\\sqrt'.repeat(500)}x${'}'.repeat(500)}`,
  'nested powers': `x${'^{x'.repeat(1200)}${'}'.repeat(1200)}`,
  'nested fractions': `${'\\frac{a}{'.repeat(400)}b${'}'.repeat(400)}`,
  'overlays in overlays': `${'\\mathllap{'.repeat(20)}b${'}'.repeat(20)}`,
  'strokes in strokes': `${'\\cancelto{0}{'.repeat(20)}b${'}'.repeat(20)}`,
  'a table of a million cells': `\\begin{matrix}${'&'.repeat(1000)}${'\\\\'.repeat(1500)}\\end{matrix}`,
  'half a formula': String.raw`\frac{a`,
  'an unknown command': String.raw`\nosuchthing{x}`,
  nothing: '',
};

const known =
  'accent accentunder columnalign depth display displaystyle encoding fence form height largeop linethickness lspace ' +
  'mathsize mathvariant maxsize minsize movablelimits notation rowspacing rspace scriptlevel separator stretchy ' +
  'symmetric voffset width';

/** What a formula has beyond MathML for looking at. */
function findStrange(place: Element): string[] {
  const names = new Set(known.split(' '));
  return [...place.querySelectorAll('*')].flatMap((element) => {
    const isMath = element.namespaceURI === 'http://www.w3.org/1998/Math/MathML';
    const strange = element.getAttributeNames().filter((name) => !names.has(name));
    return isMath && strange.length === 0 ? [] : [`${element.localName} ${strange.join(' ')}`];
  });
}

async function show(tex: string, display = true): Promise<HTMLElement> {
  const place = createMath(document, tex, display);
  document.querySelector('#stage')?.append(place);
  await fillMath(place);
  return place;
}

describe('a formula', () => {
  let stage: HTMLElement;

  beforeEach(() => {
    stage = createElement(document, 'div', { id: 'stage', 'data-gemini-markdown': '' });
    document.body.append(stage);
  });

  afterEach(() => stage.remove());

  for (const [name, tex] of Object.entries(typical)) {
    it(`shows ${name}, and keeps the source for whoever cannot see it`, async () => {
      for (const display of [true, false]) {
        const place = await show(tex, display);
        const math = place.querySelector(':scope > math');
        expect(math?.getAttribute('display')).to.equal(display ? 'block' : null);
        expect(findStrange(place)).to.deep.equal([]);
        const source = place.querySelector('annotation[encoding="application/x-tex"]');
        expect(source?.textContent).to.equal(tex);
        expect(source && getComputedStyle(source).display).to.equal('none');
        expect(math?.getBoundingClientRect().height).to.be.above(5);
      }
    });
  }

  for (const [name, tex] of Object.entries(refused)) {
    it(`shows the source of ${name}`, async () => {
      await show('x');
      const started = performance.now();
      const place = await show(tex);
      expect(performance.now() - started).to.be.below(500);
      if (tex) {
        expect(place.querySelector('math')).to.equal(null);
        expect(place.querySelector('code')?.textContent).to.equal(`$$${tex}$$`);
        expect(place.children.length).to.equal(1);
      }
    });
  }

  it('has no colours of its own, so that it can be read in every theme', async () => {
    const place = await show(
      String.raw`\color{white}a \textcolor{#fff}{b} \colorbox{black}{c} \fcolorbox{red}{blue}{d}`,
    );
    expect(place.querySelector('math')).not.to.equal(null);
    expect(findStrange(place)).to.deep.equal([]);
    const color = getComputedStyle(stage).color;
    for (const element of place.querySelectorAll('*')) {
      expect(getComputedStyle(element).color).to.equal(color);
      expect(getComputedStyle(element).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
    }
  });

  it('draws nothing outside its own place', async () => {
    const tex = String.raw`\rule{9999em}{9999em}\kern-99em x \raise{99em}{y} \hspace{-500pt} z`;
    for (const display of [true, false]) {
      const place = await show(tex, display);
      expect(getComputedStyle(place).overflow).to.equal('auto hidden');
      expect(place.clientWidth).to.be.at.most(stage.clientWidth);
      expect(place.clientHeight).to.be.below(1000);
      for (const element of place.querySelectorAll('[width], [height], [voffset], [lspace]')) {
        for (const name of ['width', 'height', 'voffset', 'lspace']) {
          expect(Math.abs(Number.parseFloat(element.getAttribute(name) ?? '0'))).to.be.at.most(200);
        }
      }
    }
  });

  it('has text without characters that hide or turn around other text', async () => {
    const place = await show('\\text{a\u202Eb\u{E0041}c} \\sin x');
    expect(place.textContent).not.to.match(/[\u202E\u{E0041}]/u);
    expect(place.querySelector('mtext')?.textContent).to.equal('abc');
  });

  it('shows its parts where a command has a meaning elsewhere only', async () => {
    const place = await show(String.raw`\text{see }\eqref{first} \label{second} x`);
    expect(place.querySelector('semantics > mrow')?.textContent).to.contain('first').and.contain('x');
    expect(findStrange(place)).to.deep.equal([]);
  });

  it('does not carry a definition over to the next', async () => {
    await show(String.raw`\gdef\sin{evil}`);
    expect((await show(String.raw`\sin x`)).querySelector('mrow')?.textContent).not.to.contain('evil');
  });

  it('scrolls in itself where it is wider than the page, and stays on the line of its text', async () => {
    stage.style.inlineSize = '200px';
    const wide = await show(Array.from({ length: 30 }, (_, index) => `a_{${index}}`).join('+'));
    expect(wide.scrollWidth).to.be.above(wide.clientWidth);
    expect(wide.tabIndex).to.equal(0);
    const inline = await show(Array.from({ length: 30 }, (_, index) => `b_{${index}}`).join('+'), false);
    expect(inline.scrollWidth).to.be.above(inline.clientWidth);
    expect(inline.tabIndex).to.equal(0);
    expect(stage.scrollWidth).to.be.at.most(200);
    const line = createElement(document, 'p', {}, 'x');
    stage.append(line);
    const before = line.getBoundingClientRect().height;
    const place = createMath(document, 'x', false);
    line.append(place);
    await fillMath(place);
    expect(line.getBoundingClientRect().height).to.be.below(before * 1.5);
  });

  it('reads from left to right in a text that reads from right to left', async () => {
    stage.dir = 'rtl';
    const place = await show('a < b', false);
    expect(getComputedStyle(place).direction).to.equal('ltr');
    const [first, last] = ['mi:first-of-type', 'mi:last-of-type'].map(
      (name) => place.querySelector(name)?.getBoundingClientRect().left ?? NaN,
    );
    expect(first).to.be.below(last ?? NaN);
  });

  it('is accessible', async () => {
    for (const [index, tex] of Object.values(typical).entries()) await show(tex, index % 2 === 0);
    const { violations } = await axe.run(stage, { rules: { region: { enabled: false } } });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
  });

  it('stays as it is when its block is rendered again, and is another one when it is another', async () => {
    const place = await show('x');
    const same = createMath(document, 'x', true);
    expect(patchNodes(stage, [place], [same], null)).to.deep.equal([place]);
    expect(place.querySelector('math')).not.to.equal(null);
    const other = createMath(document, 'y', true);
    expect(patchNodes(stage, [place], [other], null)).to.deep.equal([other]);
    expect(identify(createMath(document, 'x', false))).not.to.equal(identify(place));
  });
});

describe('the renderer of formulas', () => {
  const renderMath = (place: Element, { tex }: { tex: string }): void => {
    place.replaceChildren(`rendered ${tex}`);
  };

  it('is loaded once, and until then nothing shows', async () => {
    let arrive = (): void => {};
    const arrival = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    let loads = 0;
    const fill = createMathFiller(async () => {
      loads += 1;
      await arrival;
      return { renderMath };
    });
    const [one, other] = [createMath(document, 'x', false), createMath(document, 'y', true)];
    const filled = [one, other, one].map(async (place) => {
      await fill(place);
    });
    expect(one.childNodes.length).to.equal(0);
    arrive();
    await Promise.all(filled);
    expect([one.textContent, other.textContent, loads]).to.deep.equal(['rendered x', 'rendered y', 1]);
  });

  it('fills at once when it is there, and each place once', async () => {
    let renders = 0;
    const fill = createMathFiller(async () => ({
      renderMath: (place, formula) => {
        renders += 1;
        renderMath(place, formula);
      },
    }));
    await fill(createMath(document, 'x', false));
    const place = createMath(document, 'y', false);
    expect(fill(place)).to.equal(undefined);
    expect(place.textContent).to.equal('rendered y');
    expect(fill(place)).to.equal(undefined);
    expect(renders).to.equal(2);
  });

  it('leaves the source to be read where it cannot be loaded, and is not asked for with each formula', async () => {
    let loads = 0;
    const fill = createMathFiller(async () => {
      loads += 1;
      throw new TypeError('The network is gone');
    });
    const [one, other] = [createMath(document, 'x<y', false), createMath(document, 'y', true)];
    await fill(one);
    expect(fill(other)).to.equal(undefined);
    expect([one.innerHTML, other.innerHTML]).to.deep.equal(['<code>$x&lt;y$</code>', '<code>$$y$$</code>']);
    expect(loads).to.equal(1);
  });

  it('replaces the source when a later attempt succeeds', async () => {
    let time = 0;
    let loads = 0;
    const fill = createMathFiller(
      async () => {
        loads += 1;
        if (loads === 1) throw new TypeError('The network is gone');
        return { renderMath };
      },
      () => time,
    );
    const place = createMath(document, 'x', false);
    await fill(place);
    expect(place.textContent).to.equal('$x$');
    time = 60_000;
    await fill(place);
    expect(place.textContent).to.equal('rendered x');
  });

  it('leaves alone what is no formula of ours', () => {
    const place = createElement(document, 'span', { part: 'math' }, 'x');
    expect(fillMath(place)).to.equal(undefined);
    expect(place.textContent).to.equal('x');
  });

  it('keeps a strict content security policy', async () => {
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'none'; img-src 'self' data: blob:; connect-src 'self'; " +
      "require-trusted-types-for 'script'; trusted-types lit-html gemini-chat";
    const frame = document.createElement('iframe');
    const opened = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.srcdoc =
      `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">` +
      `<div id="stage" data-gemini-markdown></div>` +
      `<script type="module" src="${new URL('./math-page.ts', import.meta.url).pathname}"></script>`;
    document.body.append(frame);
    await opened;
    const page = frame.contentWindow;
    if (!page) throw new Error('The frame has no window');
    const violations: string[] = [];
    page.document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      violations.push(`${violatedDirective} ${sample}`);
    });
    const shown = new Promise((resolve) => page.addEventListener('shown', resolve, { once: true }));
    const texts = [...Object.values(typical), ...Object.values(refused)].filter((tex) => tex);
    page.postMessage(texts.join('\n'), location.origin);
    await shown;
    expect(violations).to.deep.equal([]);
    expect(page.document.querySelectorAll('math').length).to.equal(Object.keys(typical).length);
    frame.remove();
  });
});
