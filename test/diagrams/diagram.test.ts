import { expect } from 'chai';
import { createDiagramButton } from '../../src/diagrams/create-diagram-button.js';
import { patchNodes } from '../../src/dom/patch-nodes.js';
import { createRenderContext } from '../../src/markdown/render-context.js';
import { englishLabels } from '../../src/markdown/markdown-labels.js';
import {
  clickDiagram,
  createDiagramFigure,
  readCorner,
  readDrawing,
  type DiagramFigure,
} from './diagram-figure.js';

const flowchart = 'flowchart TD\n  A[Start] --> B{Ready?}\n  B -->|yes| C([Go])\n  B -->|no| A';

const kinds = [
  { kind: 'a flowchart', source: flowchart, alt: 'Diagram: Start, Ready?, Go' },
  {
    kind: 'a flowchart on one line without spaces',
    source: 'graph LR;A[One]-->B(Two);B-.->C;',
    alt: 'Diagram: One, Two, C',
  },
  {
    kind: 'states',
    source:
      'stateDiagram-v2\n[*]-->Idle\nIdle-->Busy : work\nBusy-->[*]\nnote right of Idle\n a: b\nend note',
    alt: 'Diagram: Idle, Busy',
  },
  {
    kind: 'a sequence',
    source:
      'sequenceDiagram\nautonumber\nparticipant W as "Web App"\nUser->>+W: Hi; you\nW-->>-User: Bye\nrect rgb(1,2,3)\nUser->>Data Base: x\nend',
    alt: 'Diagram: Web App, User, Data Base',
  },
  {
    kind: 'classes',
    source:
      'classDiagram\nAnimal<|--Dog : is\nclass Animal {\n+String name\n+eat() void\n}\n<<interface>> Pet\nPet <|.. Dog',
    alt: 'Diagram: Animal, Dog, Pet',
  },
  {
    kind: 'entities',
    source:
      'erDiagram\nCUSTOMER ||--o{ ORDER : places\nORDER||--|{ITEM : "has many"\nCUSTOMER {\nstring name PK\n}',
    alt: 'Diagram: CUSTOMER, ORDER, ITEM',
  },
  {
    kind: 'a chart',
    source: 'xychart-beta\ntitle "Sales"\nx-axis [jan, "feb"]\ny-axis "Euro" 0 --> 9\nbar [5, 7]',
    alt: 'Diagram: jan, feb, Euro, Sales',
  },
];

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const refused = [
  { name: 'a kind that cannot be drawn', source: 'pie title Pets\n"Dogs": 3' },
  { name: 'nothing at all', source: '' },
  { name: 'a header alone', source: 'flowchart TD' },
  { name: 'what is no diagram', source: 'flowchart TD\nhello out there' },
  { name: 'a half-written arrow', source: 'flowchart TD\nA -->' },
  { name: 'too many characters', source: `flowchart TD\nA[${'x'.repeat(20_000)}]` },
  { name: 'too many nodes', source: `flowchart TD\n${lines(151, (index) => `n${index}`)}` },
  { name: 'too many arrows', source: `flowchart TD\n${lines(151, () => 'A --> B')}` },
  {
    name: 'arrows that multiply',
    source: `flowchart TD\n${Array(60).fill('A').join(' & ')} --> ${Array(60).fill('B').join(' & ')}`,
  },
  { name: 'groups in groups', source: `flowchart TD\n${'subgraph x\n'.repeat(20)}A${'\nend'.repeat(20)}` },
  { name: 'too many states', source: `stateDiagram-v2\n${lines(151, (index) => `s${index} --> t`)}` },
  { name: 'too many messages', source: `sequenceDiagram\n${lines(301, () => 'A->>B: x')}` },
  { name: 'too many relations', source: `erDiagram\n${lines(151, (index) => `A${index} ||--|| B : x`)}` },
  { name: 'too many classes', source: `classDiagram\n${lines(151, (index) => `class A${index} {\n}`)}` },
  { name: 'too many values', source: `xychart-beta\nbar [${'1,'.repeat(501)}1]` },
  { name: 'brackets without an end', source: `flowchart TD\nA${'[('.repeat(9000)}` },
  { name: 'an arrow without an end', source: `flowchart TD\nA -- ${'x -'.repeat(6000)}` },
  { name: 'quotes without an end', source: `flowchart TD\n${'A["'.repeat(6000)}` },
];

const hostile = [
  'flowchart TD\nA["<script>parent.hacked = 1</script>"] --> B["&lt;script&gt;x&lt;/script&gt;"]',
  'flowchart TD\nA["</text></svg><script>parent.hacked = 1</script>"]',
  'flowchart TD\nA["<img src=https://evil.example/a.png onerror=x()>"] --> B[<foreignObject>x</foreignObject>]',
  'flowchart TD\nA --> B\nclick A "javascript:x()" "tip"\nclick B href "https://evil.example"\nclick A call x()',
  'flowchart TD\nA --> B\nstyle A fill:url(https://evil.example/x),stroke:red" onload="x()\nlinkStyle 0 stroke:url(//evil.example)',
  'flowchart TD\nA:::c\nclassDef c fill:#fff"/><script>x()</script>,background:url(//evil.example)',
  '%%{init: {"themeCSS": "@import url(https://evil.example/a.css)"}}%%\nflowchart TD\nA["@import url(https://evil.example/b.css)"]',
  'flowchart TD\nA["</style><style>@import url(//evil.example)</style>"]',
  'flowchart TD\nA["#lt;script#gt;#35;#quot; onload=#quot;x()"]\nB["&#60;script&#x3e; &#0; &#xD800; &#xFFFF;"]',
  'flowchart TD\nA["\uE001script\uE002\u0001\uD800"]\nB["\uF000\uF8FF"]',
  'flowchart TD\n__proto__ --> constructor\nsubgraph toString\nx\nend\nclass __proto__ hasOwnProperty',
  'sequenceDiagram\nparticipant A as <script>x()</script>\nA->>B: <a href="javascript:x()">x</a>\nNote over A,B: "><script>x()</script>\nlink A: x @ https://evil.example',
  'classDiagram\nclass A {\n+<script>x</script> y\n+f("><img src=//evil.example>) <svg>\n}\nA <|-- B : "><script>x()</script>\nlink A "https://evil.example"',
  'erDiagram\nA ||--|| B : "<script>x()</script>"\nA {\n<script> x PK "<img src=//evil.example>"\n}',
  'stateDiagram-v2\ns1 : <script>x()</script>\nstate "<img src=//evil.example>" as s2\ns1 --> s2 : </text><script>x()</script>',
  'xychart-beta\ntitle "<script>x()</script>"\nx-axis [<script>, "&amp;"]\nbar [1, 2]',
];

const policy =
  "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; img-src 'self' data: blob:; " +
  "frame-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html gemini-chat";

describe('a diagram in an answer', () => {
  const shown: DiagramFigure[] = [];

  const create: typeof createDiagramFigure = (...values) => {
    const figure = createDiagramFigure(...values);
    shown.push(figure);
    return figure;
  };

  /** The picture of a description that can be drawn. */
  const draw = async (source: string): Promise<HTMLImageElement> => {
    const image = await clickDiagram(create(source));
    if (typeof image === 'string') throw new Error(`${image} ${source}`);
    return image;
  };

  afterEach(() => {
    for (const { stage } of shown.splice(0)) stage.remove();
  });

  for (const { info, offered } of [
    { info: 'mermaid', offered: true },
    { info: 'Mermaid theme=dark', offered: true },
    { info: 'mermaid-js', offered: false },
    { info: 'js', offered: false },
    { info: '', offered: false },
  ]) {
    it(`${offered ? 'is offered' : 'is not offered'} for code that calls itself “${info}”`, () => {
      const button = createDiagramButton(document, info, createRenderContext({ labels: englishLabels }));
      expect(button?.textContent).to.equal(offered ? 'Show as diagram' : undefined);
    });
  }

  it('is not drawn, and nothing is loaded for it, before somebody asks', async () => {
    let loads = 0;
    const { figure } = create(flowchart, () => {
      loads++;
      return Promise.reject(new Error('offline'));
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(loads).to.equal(0);
    expect(figure.querySelector('img')).to.equal(null);
  });

  for (const { kind, source, alt } of kinds) {
    it(`shows ${kind}, and says in short what is in it`, async () => {
      const image = await draw(source);
      expect(image.naturalWidth).to.be.greaterThan(50);
      expect(image.alt).to.equal(alt);
      expect(readDrawing(image).querySelector('parsererror')).to.equal(null);
    });
  }

  it('stands in place of the code until the code is wanted again', async () => {
    const block = create(flowchart);
    await clickDiagram(block);
    expect(block.button.textContent).to.equal('Show as code');
    expect(block.code.checkVisibility()).to.equal(false);
    block.button.click();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(block.button.textContent).to.equal('Show as diagram');
    expect(block.code.checkVisibility()).to.equal(true);
    expect(block.figure.querySelector('img')).to.equal(null);
    expect(await clickDiagram(block)).to.be.instanceOf(HTMLImageElement);
  });

  it('is reached by the keyboard, and the focus stays on its button', async () => {
    const block = create(flowchart);
    block.button.focus();
    await clickDiagram(block);
    expect(document.activeElement).to.equal(block.button);
    const open = block.figure.querySelector<HTMLElement>('[part="image-open"]');
    open?.focus();
    expect(document.activeElement).to.equal(open);
    expect(open?.getAttribute('aria-label')).to.equal('Enlarge image: Diagram: Start, Ready?, Go');
  });

  it('opens larger, over the page, until it is closed', async () => {
    const block = create('flowchart TD\nA --> B');
    const image = await clickDiagram(block);
    if (typeof image === 'string') throw new Error(image);
    image.click();
    const dialog = document.querySelector('dialog');
    const larger = dialog?.querySelector('img');
    await larger?.decode();
    expect(larger?.getBoundingClientRect().height).to.be.greaterThan(image.getBoundingClientRect().height);
    dialog?.close();
    dialog?.remove();
  });

  for (const { name, source } of refused) {
    it(`says that it cannot be drawn, soon, and keeps the code: ${name}`, async () => {
      const block = create(source);
      const start = performance.now();
      expect(await clickDiagram(block)).to.equal('This diagram could not be drawn.');
      expect(performance.now() - start).to.be.lessThan(2000);
      expect(block.button.textContent).to.equal('Show as diagram');
      expect(block.code.checkVisibility()).to.equal(true);
    });
  }

  it('can be asked for again after the drawing code did not load', async () => {
    let isOnline = false;
    const block = create(flowchart, async () => {
      if (!isOnline) throw new TypeError('Failed to fetch');
      return import('../../src/diagrams/show-diagram.js');
    });
    expect(await clickDiagram(block)).to.equal('This diagram could not be drawn.');
    isOnline = true;
    expect(await clickDiagram(block)).to.be.instanceOf(HTMLImageElement);
    expect(block.figure.querySelector('[role="status"]')?.textContent).to.equal('');
  });

  it('does not hold the page for long at its largest', async () => {
    await draw(flowchart);
    const nodes = (sign: string): string =>
      Array.from({ length: 12 }, (_, index) => sign + index).join(' & ');
    const start = performance.now();
    await draw(`flowchart TD\n${nodes('a')} --> ${nodes('b')}`);
    expect(performance.now() - start).to.be.lessThan(4000);
  });

  for (const source of hostile) {
    it(`loads and runs nothing: ${JSON.stringify(source.slice(0, 70))}`, async () => {
      const drawing = readDrawing(await draw(source));
      expect(drawing.querySelector('parsererror')).to.equal(null);
      const names = new Set([...drawing.querySelectorAll('*')].map(({ localName }) => localName));
      const allowed =
        'svg style defs marker polygon polyline line rect circle ellipse path text tspan g title';
      expect([...names].filter((name) => !allowed.split(' ').includes(name))).to.deep.equal([]);
      for (const element of drawing.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
          expect(name).not.to.match(/^on|href|src/);
          if (!name.startsWith('data-')) expect(value).not.to.match(/url\((?!#)|javascript:/);
        }
      }
      for (const style of drawing.querySelectorAll('style'))
        expect(style.textContent).not.to.match(/@|url\(|http/);
    });
  }

  it('shows signs that have a meaning in drawings as they are', async () => {
    const drawing = readDrawing(await draw('flowchart TD\nA["a < b & [c] | #quot;d#quot;; (e)<br>f"] --> B'));
    const text = [...drawing.querySelectorAll('tspan')].map(({ textContent }) => textContent);
    expect(text).to.deep.equal(['a < b & [c] | "d"; (e)', 'f']);
  });

  it('shows the titles of loops over the bars of participants', async () => {
    const drawing = readDrawing(
      await draw('sequenceDiagram\nA->>+B: x\nloop all [1]\nA->>B: y\nend\nB-->>-A: z'),
    );
    const groups = [...drawing.documentElement.children].map((part) => part.getAttribute('class'));
    expect(groups.filter(Boolean)).to.deep.equal([
      'lifeline',
      'lifeline',
      'activation',
      'block',
      'message',
      'message',
      'message',
      'actor',
      'actor',
    ]);
    expect(drawing.querySelector('.block')?.textContent).to.contain('all [1]');
  });

  it('keeps labels readable on colours that the answer chose', async () => {
    const drawing = readDrawing(
      await draw(
        'flowchart TD\nA:::dark --> B\nclassDef dark fill:#123,color:nonsense\nstyle B fill:yellow;\nA --> C\nstyle C color:#eee',
      ),
    );
    const colors = [...drawing.querySelectorAll('.node text')].map((text) => text.getAttribute('fill'));
    expect(colors).to.deep.equal(['#fff', '#000', 'var(--_text)']);
  });

  it('takes the colours of the theme, and those of the next', async () => {
    const block = create(flowchart);
    block.stage.style.colorScheme = 'light';
    block.stage.style.color = 'CanvasText';
    block.figure.style.background = 'light-dark(rgb(250 240 230), rgb(10 20 30))';
    const image = await clickDiagram(block);
    if (typeof image === 'string') throw new Error(image);
    expect(readCorner(image)).to.deep.equal([250, 240, 230, 255]);
    await new Promise(requestAnimationFrame);
    const repainted = new Promise((resolve) => image.addEventListener('load', resolve, { once: true }));
    block.stage.style.colorScheme = 'dark';
    await repainted;
    expect(readCorner(image)).to.deep.equal([10, 20, 30, 255]);
    expect(readDrawing(image).documentElement.style.getPropertyValue('--fg')).to.equal('rgb(255 255 255)');
  });

  it('stays when its block is rendered again, and goes when its code goes on', async () => {
    const block = create(flowchart);
    await clickDiagram(block);
    const render = async (source: string): Promise<void> => {
      const fresh = create(source);
      patchNodes(block.stage, [block.figure], [fresh.figure], null);
      await new Promise((resolve) => setTimeout(resolve, 0));
    };
    await render(flowchart);
    expect(block.figure.querySelector('img')).not.to.equal(null);
    expect(block.button.textContent).to.equal('Show as code');
    await render(`${flowchart}\n  C --> D`);
    expect(block.figure.querySelector('img')).to.equal(null);
    expect(block.button.textContent).to.equal('Show as diagram');
    const image = await clickDiagram(block);
    expect(image).to.have.property('alt', 'Diagram: Start, Ready?, Go, D');
  });

  it('scrolls in itself where it is wide, in a page of any direction', async () => {
    const block = create(`flowchart LR\n${lines(20, (index) => `n${index} --> n${index + 1}`)}`);
    block.stage.style.width = '320px';
    block.stage.dir = 'rtl';
    await clickDiagram(block);
    const scroller = block.figure.querySelector('[part="diagram-view"]');
    expect(scroller?.scrollWidth).to.be.greaterThan(1000);
    expect(scroller?.scrollLeft).to.equal(0);
    expect(block.stage.scrollWidth).to.equal(320);
  });

  it('shows under a strict content security policy, without a violation', async () => {
    const frame = document.createElement('iframe');
    const opened = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
      <script type="module" src="${new URL('./diagram-strict-page.ts', import.meta.url).pathname}"></script>`;
    document.body.append(frame);
    await opened;
    const page = frame.contentWindow;
    if (!page) throw new Error('The frame has no window');
    const violations: string[] = [];
    page.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
    const show = (source: string): Promise<unknown> => {
      const answer = new Promise((resolve) =>
        window.addEventListener('message', ({ data }) => resolve(data), { once: true }),
      );
      page.postMessage(source, location.origin);
      return answer;
    };
    page.document.documentElement.style.background = 'rgb(1 2 3)';
    const results = [];
    for (const source of [flowchart, ...hostile]) results.push(await show(source));
    expect(violations).to.deep.equal([]);
    for (const result of results) {
      expect(result).to.have.property('isCodeShown', false);
      // Painted by the styles inside the picture, which the page's policy would not allow.
      expect(result).to.have.deep.property('corner', [1, 2, 3, 255]);
    }
    frame.remove();
  });
});
