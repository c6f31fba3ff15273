import 'axe-core/axe.min.js';
import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { surfaceStyles } from '../../src/element/surface.styles.js';
import { themeStyles } from '../../src/element/theme.styles.js';
import { DataElement } from '../../src/ui/data-element.js';
import { messageStyles } from '../../src/ui/message.styles.js';

// The package is a classic script: it leaves its name on the page.
declare const axe: typeof import('axe-core');

function message(text: string, status: Message['status'] = 'complete'): Message {
  return { id: 'answer', role: 'model', text, steps: [], status, createdAt: new Date(0), isData: true };
}

async function mount(text: string, status?: Message['status']): Promise<DataElement> {
  const host = document.createElement('div');
  host.className = 'stage';
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [themeStyles, surfaceStyles, messageStyles].flatMap(
    ({ styleSheet }) => styleSheet ?? [],
  );
  const surface = document.createElement('div');
  surface.setAttribute('part', 'surface');
  const around = document.createElement('gemini-chat-message');
  const data = new DataElement();
  data.message = message(text, status);
  around.append(data);
  surface.append(around);
  root.append(surface);
  document.body.append(host);
  await data.updateComplete;
  return data;
}

function show(value: unknown, status?: Message['status']): Promise<DataElement> {
  return mount(JSON.stringify(value), status);
}

/** What one reads, on one line. */
function read(element: Element | null | undefined): string {
  // Between elements there is room, whether or not there is white space.
  const texts = element ? document.createTreeWalker(element, NodeFilter.SHOW_TEXT) : undefined;
  const words: string[] = [];
  for (let text = texts?.nextNode(); text; text = texts?.nextNode()) words.push(text.nodeValue ?? '');
  return words.join(' ').replaceAll(/\s+/g, ' ').trim();
}

function pairs(data: Element): string[][] {
  return [...data.querySelectorAll('dl > div')].map((row) => [...row.children].map(read));
}

function view(data: DataElement): Element | null {
  return data.querySelector('[part="data"]');
}

function button(data: DataElement, words: string): HTMLButtonElement {
  const found = [...data.querySelectorAll('button')].find((one) => read(one).includes(words));
  if (!found) throw new Error(`There is no button "${words}".`);
  return found;
}

async function unfold(data: DataElement, name: string): Promise<HTMLDetailsElement> {
  const found = [...data.querySelectorAll('details')].find((one) =>
    read(one.querySelector('summary')).startsWith(name),
  );
  if (!found) throw new Error(`There is no fold-out "${name}".`);
  found.open = true;
  await new Promise((resolve) => setTimeout(resolve, 30));
  await data.updateComplete;
  return found;
}

afterEach(() => {
  for (const stage of document.querySelectorAll('.stage')) stage.remove();
});

describe('an answer that is data', () => {
  it('shows an object as names and values, put into words', async () => {
    const data = await show({
      name: 'Ada',
      age: 36,
      big: 1234567,
      ok: true,
      off: false,
      none: null,
      empty: '',
      list: [],
    });
    expect(pairs(data)).to.deep.equal([
      ['name', 'Ada'],
      ['age', '36'],
      ['big', '1,234,567'],
      ['ok', 'Yes'],
      ['off', 'No'],
      ['none', 'None'],
      ['empty', 'None'],
      ['list', 'None'],
    ]);
  });

  it('leaves texts as they are written, also numbers and dates in them', async () => {
    const data = await show({ zip: '01067', phone: '0351 1234567', day: '2026-05-08', lines: 'a\n  b' });
    expect(
      pairs(data)
        .slice(0, 3)
        .map(([, value]) => value),
    ).to.deep.equal(['01067', '0351 1234567', '2026-05-08']);
    expect(data.querySelector('time')?.dateTime).to.equal('2026-05-08');
    expect([...data.querySelectorAll('.text')].at(-1)?.textContent).to.equal('a\n  b');
  });

  it('shows a list of equal objects as a table with heads, and leaves cells empty where a row has no such key', async () => {
    const data = await show([
      { name: 'Apples', grams: 1000 },
      { name: 'Sugar', fresh: false },
    ]);
    const table = data.querySelector('table');
    const cells = (selector: string): string[] => [...(table?.querySelectorAll(selector) ?? [])].map(read);
    expect(cells('th[scope="col"]')).to.deep.equal(['name', 'grams', 'fresh']);
    expect(cells('tbody tr:nth-child(1) td')).to.deep.equal(['Apples', '1000', '']);
    expect(cells('tbody tr:nth-child(2) td')).to.deep.equal(['Sugar', '', 'No']);
    const scroller = data.querySelector('[part="table"]');
    expect([
      scroller?.getAttribute('role'),
      scroller?.getAttribute('tabindex'),
      scroller?.getAttribute('aria-label'),
    ]).to.deep.equal(['region', '0', 'Table']);
  });

  it('folds what is inside, and shows it when it is unfolded', async () => {
    const data = await show({
      author: { name: 'Ada', links: { web: 'https://ada.example', deep: { deeper: 1 } } },
    });
    expect(read(view(data)))
      .to.contain('author 2 entries')
      .and.to.contain('Ada')
      .and.not.to.contain('ada.example');
    await unfold(data, 'links');
    expect(read(view(data)))
      .to.contain('https://ada.example')
      .and.not.to.contain('deeper');
    await unfold(data, 'deep');
    expect(read(view(data))).to.contain('deeper 1');
  });

  it('shows a list of unlike entries one after another', async () => {
    const data = await show([{ title: 'First', parts: [1, 2] }, 'text', 12, [3]]);
    expect([...data.querySelectorAll('[part="data"] > .entries > ol > li')].map(read)).to.deep.equal([
      'First 2 entries title First parts parts 2 entries',
      'text',
      '12',
      '1 entry 3',
    ]);
  });

  it('links web addresses and nothing else', async () => {
    const data = await show([
      'https://a.example/x',
      'javascript:alert(1)',
      'https://google.com@evil.example',
      'see https://b.example',
      'https://аpple.com/',
      'mailto:a@b.example',
    ]);
    expect([...data.querySelectorAll('a')].map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://a.example/x',
      'https://xn--pple-43d.com/',
    ]);
    expect(read(view(data))).to.contain('( xn--pple-43d.com )');
    for (const link of data.querySelectorAll('a')) {
      expect([link.target, link.rel, link.referrerPolicy]).to.deep.equal([
        '_blank',
        'noopener noreferrer nofollow',
        'no-referrer',
      ]);
    }
  });

  it('shows markup as text, and nothing hidden', async () => {
    const data = await show({ '<b>k</b>': '<img src=x onerror=x()> a\u202Eb\u{E0041}' });
    expect(pairs(data)).to.deep.equal([['<b>k</b>', '<img src=x onerror=x()> ab']]);
    expect(data.querySelector('b, img')).to.equal(null);
  });

  it('grows while it arrives, says so, and keeps what stands there', async () => {
    const json = JSON.stringify({
      title: 'Strudel',
      steps: [
        { what: 'peel', minutes: 10 },
        { what: 'bake', minutes: 40 },
      ],
      done: true,
    });
    const data = await mount(json.slice(0, 20), 'streaming');
    expect(pairs(data)).to.deep.equal([['title', 'Strudel']]);
    expect(read(data.querySelector('.remark'))).to.equal('Receiving data…');
    const first = data.querySelector('dd');
    for (let cut = 21; cut < json.length; cut++) {
      data.message = message(json.slice(0, cut), 'streaming');
      await data.updateComplete;
    }
    expect(read(view(data)))
      .to.contain('peel')
      .and.to.contain('bake');
    data.message = message(json);
    await data.updateComplete;
    expect(data.querySelector('dd')).to.equal(first);
    expect(read(view(data))).to.contain('done Yes');
    expect(data.querySelector('.remark')).to.equal(null);
  });

  it('keeps what the reader folded or unfolded while more arrives', async () => {
    const part = '{"a":{"x":"1"},"b":{"c":{"y":"2"';
    const data = await mount(part, 'streaming');
    await unfold(data, 'c');
    const outer = data.querySelector<HTMLDetailsElement>('details');
    if (outer) outer.open = false;
    await new Promise((resolve) => setTimeout(resolve, 30));
    data.message = message(`${part},"z":"3"}}}`, 'streaming');
    await data.updateComplete;
    expect(outer?.open).to.equal(false);
    expect(read(view(data)))
      .to.contain('y 2')
      .and.to.contain('z 3')
      .and.not.to.contain('x 1');
  });

  it('says that the data broke off, and shows what arrived and its JSON', async () => {
    const data = await mount('{"a":"b","c":"d', 'stopped');
    expect(pairs(data)).to.deep.equal([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(read(data.querySelector('.remark'))).to.contain('ends before it is complete');
    expect(data.querySelector('pre')?.textContent).to.equal('{"a":"b","c":"d');
  });

  for (const broken of ['{oops: 1}', '{oops', 'Sorry, I cannot do that.', '{"a":1', '[1] trailing']) {
    it(`says that it cannot be read as data, and shows it as it came: ${broken}`, async () => {
      const data = await mount(broken);
      expect(view(data)).to.equal(null);
      expect(read(data.querySelector('.remark'))).to.contain('cannot be read');
      expect(data.querySelector('pre')?.textContent).to.equal(broken);
    });
  }

  it('has the JSON one click away, to be copied as it came', async () => {
    const data = await mount('{ "a":  1 }');
    expect(data.querySelector('pre')).to.equal(null);
    const copied: string[] = [];
    const writeText = async (text: string): Promise<void> => void copied.push(text);
    Object.defineProperty(navigator.clipboard, 'writeText', { value: writeText, configurable: true });
    try {
      await unfold(data, 'JSON');
      expect(data.querySelector('pre')?.textContent).to.equal('{ "a":  1 }');
      button(data, 'Copy').click();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(copied).to.deep.equal(['{ "a":  1 }']);
      expect(read(data.querySelector('[part="copy-button"]'))).to.equal('Copied');
    } finally {
      Reflect.deleteProperty(navigator.clipboard, 'writeText');
    }
  });

  it('takes words in another language', async () => {
    const data = await mount('{"a":true}');
    data.strings = { dataYes: 'Ja' };
    await data.updateComplete;
    expect(pairs(data)).to.deep.equal([['a', 'Ja']]);
  });

  it('is accessible, light and dark', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({ id: index, name: `Row ${index}` }));
    const data = await show({ title: 'x', url: 'https://a.example', rows, list: [1, { b: 2 }] });
    await unfold(data, 'JSON');
    const host = data.getRootNode();
    if (!(host instanceof ShadowRoot) || !(host.host instanceof HTMLElement)) throw new Error('No stage.');
    for (const scheme of ['light', 'dark']) {
      host.host.style.colorScheme = scheme;
      const { violations } = await axe.run(host.host, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
    }
  });
});

describe('data that means harm', () => {
  it('shows fifty of fifty thousand rows, and more when asked', async () => {
    const start = performance.now();
    const data = await show(Array.from({ length: 50_000 }, (_, id) => ({ id })));
    expect(performance.now() - start).to.be.below(1500);
    expect(data.querySelectorAll('tbody tr')).to.have.length(50);
    const more = button(data, 'Show 1,000 of 49,950 more');
    more.focus();
    more.click();
    await data.updateComplete;
    expect(data.querySelectorAll('tbody tr')).to.have.length(1050);
  });

  it('hands the focus on when the last button for more goes away', async () => {
    const data = await show(Array.from({ length: 60 }, (_, id) => ({ id })));
    const more = button(data, 'Show all (10 more)');
    more.focus();
    more.click();
    await data.updateComplete;
    await new Promise((resolve) => setTimeout(resolve));
    expect(data.querySelectorAll('tbody tr')).to.have.length(60);
    const root = data.getRootNode();
    expect(root instanceof ShadowRoot && root.activeElement?.className).to.equal('entries');
  });

  for (const [what, json] of [
    ['ten thousand lists in one another', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['ten thousand objects in one another', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['a megabyte of text', JSON.stringify({ a: 'x'.repeat(1e6) })],
    [
      'a megabyte of keys',
      JSON.stringify(
        Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`key ${index}`, index])),
      ),
    ],
    [
      'a row of ten thousand columns',
      JSON.stringify([
        Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index])),
      ]),
    ],
    [
      'a list of lists of tables',
      JSON.stringify(Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => ({ a: 1, b: 2 })))),
    ],
  ] as const) {
    it(`is bounded: ${what}`, async () => {
      const start = performance.now();
      const data = await mount(json);
      await unfold(data, 'JSON');
      expect(performance.now() - start).to.be.below(1500);
      expect(view(data)).not.to.equal(null);
      expect(data.querySelectorAll('*').length).to.be.below(5000);
      expect(data.textContent.length).to.be.below(110_000);
    });

    it(`is bounded while it arrives: ${what}`, async () => {
      const data = await mount(json.slice(0, json.length / 3), 'streaming');
      const start = performance.now();
      data.message = message(json.slice(0, json.length / 2), 'streaming');
      await data.updateComplete;
      expect(performance.now() - start).to.be.below(300);
      expect(data.querySelectorAll('*').length).to.be.below(5000);
    });
  }

  it('keeps keys that are names of JavaScript as plain keys', async () => {
    const json = '{"__proto__":{"admin":true},"constructor":"c","toString":"t"}';
    const data = await mount(json);
    expect(pairs(data).map(([key]) => key)).to.include.members(['__proto__', 'constructor', 'toString']);
    expect(Reflect.get({}, 'admin')).to.equal(undefined);
    const rows = await mount('[{"__proto__":"p","hasOwnProperty":"h"}]');
    expect([...rows.querySelectorAll('td')].map(read)).to.deep.equal(['p', 'h']);
  });

  it('is not shown whole while a text is very long, until the reader wants it', async () => {
    const data = await show({ a: 'y'.repeat(50_000) });
    expect(view(data)?.textContent.length).to.be.below(3000);
    button(data, 'Show all 50,000 characters').click();
    await data.updateComplete;
    expect(view(data)?.textContent.length).to.be.above(50_000);
  });
});
