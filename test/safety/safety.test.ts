import { expect } from 'chai';
import { MarkdownRenderer, renderMarkdown, type MarkdownRendererOptions } from '../../src/markdown.js';
import { findBreaches } from './find-breaches.js';
import { loadCorpus } from '../markdown/load-corpus.js';
import { createRandom, cutRandomly, streamMarkdown } from '../markdown/stream-markdown.js';

const own: readonly string[] = [
  '<script>trap()</script>',
  '<img src=x onerror=trap()>',
  '<svg onload=trap()><script>trap()</script></svg>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=trap()&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=trap()>',
  '<svg></p><style><a id="</style><img src=1 onerror=trap()>">',
  '<noscript><p title="</noscript><img src=x onerror=trap()>">',
  '<iframe src="javascript:trap()"></iframe><iframe srcdoc="<script>parent.trap()</script>"></iframe>',
  '<object data="javascript:trap()"></object><embed src="javascript:trap()">',
  '<a href="javascript:trap()">x</a> <a href="jAva&#x09;script:trap()">x</a> <a href=" &#14; javascript:trap()">x</a>',
  '[x](javascript:trap()) [x](JaVaScRiPt:trap()) [x](data:text/html,<script>trap()</script>) [x](vbscript:trap())',
  '<javascript:trap()> [x](<java\tscript:trap()>) [x](&#106;avascript:trap()) [a]\n\n[a]: javascript:trap()',
  '![x](javascript:trap()) ![x](data:image/svg+xml,<svg onload=trap()>) ![x" onerror="trap()](x)',
  '![x](https://e.example/a.png"onerror="trap()) <img src="https://e.example/b.png" srcset="https://e.example/c.png">',
  '<video src="https://e.example/v" poster="https://e.example/p" autoplay></video><audio src="https://e.example/a">',
  '<link rel=stylesheet href="https://e.example/s.css"><style>@import "https://e.example/s.css";</style>',
  '<base href="https://e.example/"><meta http-equiv=refresh content="0;url=https://e.example/">',
  '<div style="position:fixed;background:url(https://e.example/b)">x</div><table background="https://e.example/b"><td>x',
  '<form action="https://e.example"><input name=q value=1><button formaction="javascript:trap()">Send</button></form>',
  '<input type=image src="https://e.example/i.png"><select><option>a</select><textarea>x</textarea>',
  '<p id=body name=body class=x slot=y part=copy-button is=x-y data-a=b aria-label=c tabindex=1 contenteditable>x</p>',
  '<a id=trap></a><a id=trap name=x href="https://e.example">clobber</a><img name=getElementById>',
  '<button part="copy-button">Copy</button><gemini-chat endpoint="https://e.example"></gemini-chat>',
  '<template><img src=x onerror=trap()></template><div><template shadowrootmode=open><img src=x onerror=trap()>',
  '<input type=checkbox title=seal-><code title="seal-js">x</code>',
  '<details open ontoggle=trap()><summary>x</summary></details><marquee onstart=trap()>x</marquee>',
  '<a href="https://e.example" ping="https://e.example/ping" target=_self download>x</a>',
  '```"><img src=x onerror=trap()>\n</code><script>trap()</script>\n```',
  '`<img src=x onerror=trap()>` ~~<img src=x onerror=trap()>~~ | <img src=x onerror=trap()> |',
  '<isindex action=javascript:trap() type=image><keygen autofocus onfocus=trap()>',
  '<a xlink:href="javascript:trap()">x</a><svg><a xlink:href="javascript:trap()"><text>x</text></a></svg>',
  '<img src="blob:https://e.example/1"> ![b](blob:null/1) ![f](file:///etc/passwd) ![p](//e.example/x.png) ![r](/x.png)',
];

/** What in the container breaks a promise. */
function judge(container: HTMLElement, text: string): string[] {
  return findBreaches(container, {
    mathematics: /\$|\\[([]|`math/.test(text),
    diagrams: text.includes('mermaid'),
  });
}

describe('hostile text', () => {
  let executed = 0;
  const requested: string[] = [];
  const observer = new PerformanceObserver((list) =>
    requested.push(...list.getEntries().map(({ name }) => name)),
  );
  const keepHere = (event: Event): void => {
    if (event.composedPath().some((target) => target instanceof HTMLAnchorElement)) event.preventDefault();
  };
  const stage = document.createElement('div');

  before(() => {
    Object.assign(window, { trap: () => (executed += 1), alert: () => (executed += 1) });
    window.prompt = () => String((executed += 1));
    window.confirm = () => Boolean((executed += 1));
    document.addEventListener('click', keepHere);
    document.body.append(stage);
  });
  after(() => {
    document.removeEventListener('click', keepHere);
    stage.remove();
  });

  /** Shows each payload in several contexts and cuts, clicks its links, and tells what went wrong. */
  async function attack(payloads: readonly string[]): Promise<string[]> {
    const random = createRandom(3);
    const wrong: string[] = [];
    let streams = 0;
    let rich = 0;
    await new Promise((resolve) => setTimeout(resolve, 50));
    executed = 0;
    requested.length = 0;
    observer.observe({ type: 'resource' });
    for (const payload of payloads) {
      const contexts = [
        payload,
        `a ${payload} b`,
        `- x\n  ${payload}`,
        `| a |\n|---|\n| ${payload} |`,
        `[x](${payload})`,
      ];
      for (const [index, text] of contexts.entries()) {
        const cuts = index === 0 && text.length < 300 ? Array.from(text) : cutRandomly(text, 12, random);
        streams += 1;
        const breaches = new Set<string>();
        const renderedInto = document.createElement('div');
        stage.replaceChildren(renderedInto);
        const shown = await streamMarkdown(cuts, {}, (container) => {
          if (!container.isConnected) renderedInto.append(container);
          for (const breach of judge(container, text)) breaches.add(breach);
        });
        if (!shown.querySelector('[part=plain-text]')) rich += 1;
        for (const link of shown.querySelectorAll('a')) link.click();
        if (breaches.size > 0) wrong.push(`${text}: ${[...breaches].join(', ')}`);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    observer.disconnect();
    console.log(`${payloads.length} payloads, ${streams} streams, ${rich} not as plain text`);
    // Plain text would be safe, and prove nothing.
    if (rich < streams * 0.98) wrong.push(`only ${rich} of ${streams} were rendered`);
    if (executed > 0) wrong.push(`${executed} executed`);
    // What the renderer itself loads when content needs it comes from its own folders.
    const ownFolders = new RegExp(`^${location.origin}/(?:src|node_modules|bundled|__w)`);
    const foreign = requested.filter((name) => !ownFolders.test(name));
    if (foreign.length > 0) wrong.push(`requests: ${foreign.join(' ')}`);
    return wrong;
  }

  it('runs nothing, loads nothing and makes nothing but the listed elements', async function () {
    this.timeout(60_000);
    expect(await attack(own)).to.deep.equal([]);
  });

  for (const [name, read] of [
    ['hostile-dompurify.json', ({ payload }: { payload?: string }) => payload],
    ['hostile-owasp.json', ({ code }: { code?: string }) => code],
  ] as const) {
    it(`survives every payload of ${name}`, async function () {
      this.timeout(300_000);
      const entries = await loadCorpus<{ payload?: string; code?: string }>(name);
      if (!entries) {
        console.log(`${name} is absent`);
        this.skip();
      }
      expect(await attack(entries.map((entry) => read(entry) ?? ''))).to.deep.equal([]);
    });
  }

  it('survives every string of hostile-blns.json', async function () {
    this.timeout(300_000);
    const strings = await loadCorpus<string>('hostile-blns.json');
    if (!strings) {
      console.log('hostile-blns.json is absent');
      this.skip();
    }
    expect(await attack(strings)).to.deep.equal([]);
  });

  it('takes no part in what the page does to its own sanitizer', async () => {
    const { default: DOMPurify } = await import('dompurify');
    DOMPurify.addHook('uponSanitizeAttribute', (_node, data) => (data.forceKeepAttr = true));
    DOMPurify.setConfig({ ADD_TAGS: ['script'] });
    try {
      const container = await streamMarkdown(['<p onclick="trap()" class=x>a</p>']);
      expect(judge(container, '')).to.deep.equal([]);
    } finally {
      DOMPurify.removeAllHooks();
      DOMPurify.clearConfig();
    }
  });
});

describe('links', () => {
  const cases: readonly (readonly [text: string, host: string | undefined, isMarked: boolean])[] = [
    ['[docs](https://example.com/x)', 'example.com', false],
    ['https://example.com/x', undefined, false],
    ['[example.com](https://www.example.com)', undefined, false],
    ['[Node.js docs](https://nodejs.org)', 'nodejs.org', false],
    ['[https://bank.example](https://evil.example)', 'evil.example', true],
    ['[paypal.com](https://paypal.com.evil.example)', 'paypal.com.evil.example', true],
    ['[x](https://bank.example@evil.example)', 'evil.example', true],
    ['[x](https://xn--pypal-4ve.com)', 'xn--pypal-4ve.com', true],
    ['[x](https://pаypal.com)', 'xn--pypal-4ve.com', true],
    ['[a\u202Eb](https://example.com)', 'example.com', true],
    ['[exam\u200Bple.com](https://example.com)', 'example.com', true],
    ['[write](mailto:a@b.example)', 'a@b.example', false],
    ['a@b.example', undefined, false],
    ['[call](tel:+123)', '+123', false],
  ];
  for (const [text, host, isMarked] of cases) {
    it(`${host ? `names ${host}` : 'adds nothing'}${isMarked ? ' and warns' : ''} for ${text}`, async () => {
      const container = await streamMarkdown([text]);
      expect(container.querySelector('[part=link-host] bdi')?.textContent).to.equal(host);
      expect(Boolean(container.querySelector('[part=link-warning]'))).to.equal(isMarked);
      expect(container.querySelector('a')?.referrerPolicy).to.equal('no-referrer');
    });
  }

  for (const href of [
    '/a',
    'a',
    '#a',
    '?a',
    '//evil.example/a',
    '/\\evil.example',
    'ftp://a.example',
    'https:a',
    'sms:1',
    '',
  ]) {
    it(`makes text of ${JSON.stringify(href)}`, async () => {
      const container = await streamMarkdown([`[x](<${href}>)`], { linkHosts: ['https://other.example'] });
      expect(container.querySelectorAll('a').length).to.equal(0);
      expect(container.textContent).to.equal('x');
    });
  }

  it('follows relative links where the own origin is listed', async () => {
    const options = { linkHosts: [`${location.origin}/docs`] };
    const container = await streamMarkdown(
      ['[a](/docs/a) [b](/private) [c](//evil.example/docs/a)'],
      options,
    );
    const hrefs = Array.from(container.querySelectorAll('a'), ({ href }) => href);
    expect(hrefs).to.deep.equal([`${location.origin}/docs/a`]);
  });
});

describe('the attributes of raw HTML', () => {
  const cases: readonly (readonly [html: string, kept: string | RegExp])[] = [
    ['<p href="https://a.example" src="https://a.example" type=a start=1 open>a</p>', '<p dir="auto">a</p>'],
    ['<p align=center title="b">a</p>', '<p align="center" title="b" dir="auto">a</p>'],
    ['<p align="center; x">a</p>', '<p dir="auto">a</p>'],
    ['<p title="a\u202Eb\u200Bc\u0007d">a</p>', '<p title="abcd" dir="auto">a</p>'],
    [
      '<ul type="javascript:a"><li type=square>a</ul>',
      '<ul dir="ltr"><li type="square" dir="auto">a</li></ul>',
    ],
    ['<ol start=7 type=i><li>a</ol>', '<ol start="7" type="i" dir="ltr"><li dir="auto">a</li></ol>'],
    ['<ol start="javascript:a" type=x><li>a</ol>', '<ol dir="ltr"><li dir="auto">a</li></ol>'],
    ['<ol start=99999999999999999999><li>a</ol>', '<ol dir="ltr"><li dir="auto">a</li></ol>'],
    ['<a href="https://a.example" type="text/html" align=left>a</a>', /^(?!.*(?:type|align)=)/s],
    ['<table><tr><td colspan=2 rowspan=1000 align=justify>a</table>', '<td colspan="2" dir="auto">a</td>'],
    ['<details open="x" align=left><summary>a</summary></details>', '<details open="" dir="ltr">'],
  ];
  for (const [html, kept] of cases) {
    it(`are those of their element, with such values: ${html}`, async () => {
      const { innerHTML } = await streamMarkdown(Array.from(html));
      if (typeof kept === 'string') expect(innerHTML).to.contain(kept);
      else expect(innerHTML).to.match(kept);
    });
  }
});

describe('the text of a link that may not be followed', () => {
  for (const [text, shown] of [
    ['[a\u202Eb](javascript:x)', 'ab'],
    ['[a\u202Eb](/x)', 'ab'],
    ['<a href="javascript:x">a\u202Eb</a>', 'ab'],
    ['[`a\u200Bb`](/x)', 'ab'],
    [
      '[\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645](/x)',
      '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645',
    ],
  ] as const) {
    it(`is as clean as any other: ${JSON.stringify(text)}`, async () => {
      const container = await streamMarkdown([text]);
      expect(container.querySelectorAll('a').length).to.equal(0);
      expect(container.textContent).to.equal(shown);
    });
  }
});

describe('code between tags that were left open', () => {
  for (const text of [
    '- a <pre>\n\n  ```constructor\n  b\n  ```',
    '<details><summary>a</summary><b>\n\n```display\nb\n```\n\n</details>',
  ]) {
    it(`stays code: ${JSON.stringify(text)}`, async () => {
      const container = await streamMarkdown(Array.from(text));
      expect(container.querySelector('pre code')?.textContent).to.equal('b\n');
      expect(container.querySelectorAll('[part~=math],code[title]').length).to.equal(0);
    });
  }
});

describe('images', () => {
  const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
  const listed = { imageHosts: ['https://img.example/public', 'cdn.example'] };
  const cases: readonly (readonly [
    source: string,
    shown: 'img' | 'button' | 'text',
    options?: MarkdownRendererOptions,
  ])[] = [
    [pixel, 'img'],
    ['data:image/svg+xml,<svg/>', 'text'],
    ['https://e.example/a.png', 'button'],
    ['/a.png', 'button'],
    ['blob:https://e.example/1', 'text'],
    ['https://img.example/public/a.png', 'img', listed],
    ['https://img.example/publicity.png', 'button', listed],
    ['https://img.example/public/../a.png', 'button', listed],
    ['https://img.example/public/%2e%2e%2fa.png', 'button', listed],
    ['http://img.example/public/a.png', 'button', listed],
    ['https://img.example:8443/public/a.png', 'button', listed],
    ['https://img.example@e.example/public/a.png', 'button', listed],
    ['https://cdn.example/any.png', 'img', listed],
    ['https://sub.cdn.example/any.png', 'button', listed],
  ];
  for (const [source, shown, options] of cases) {
    it(`shows ${shown} for ${source.slice(0, 60)}${options ? ' with listed hosts' : ''}`, async () => {
      // Not in the document, where a listed image would be fetched.
      const container = await streamMarkdown([`![alt](<${source}>)`], options);
      expect(Boolean(container.querySelector('img'))).to.equal(shown === 'img');
      expect(Boolean(container.querySelector('[part~=image-button]'))).to.equal(shown === 'button');
    });
  }

  it('names the host on the button and loads the image by a click alone, for good', async () => {
    // What shows images is loaded when it is needed.
    await renderMarkdown('<b>ready</b>');
    const container = document.createElement('div');
    document.body.append(container);
    const renderer = new MarkdownRenderer(container);
    renderer.write('![a cat](https://e.example/cat.png) and');
    renderer.flush();
    const button = container.querySelector('button');
    expect(button?.textContent).to.equal('Load image from e.example: a cat');
    button?.focus();
    button?.click();
    const image = container.querySelector('img');
    expect(image?.src).to.equal('https://e.example/cat.png');
    expect(image?.referrerPolicy).to.equal('no-referrer');
    expect(document.activeElement === image?.closest('button')).to.equal(true);
    renderer.write(' more');
    // Without a pause, in which it would turn out not to be there.
    renderer.flush();
    expect(container.querySelector('img') === image).to.equal(true);
    renderer.destroy();
    container.remove();
  });
});
