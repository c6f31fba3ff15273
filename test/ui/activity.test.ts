import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { english } from '../../src/i18n/english.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { Step } from '../../src/protocol/step.js';
import { ActivityElement } from '../../src/ui/activity-element.js';
import {
  change,
  listViolations,
  makeMessage,
  makeSteps,
  readWords,
  rest,
  showPart,
} from './activity-stage.js';

const show = (message: Message, more: Partial<ActivityElement> = {}) =>
  showPart(ActivityElement, { message, ...more });

const thought = (text: string): Step => ({ type: 'thought', summary: [{ type: 'text', text }] });
const search = (...queries: string[]): Step => ({
  type: 'google_search_call',
  id: 's',
  arguments: { queries },
});
const searched: Step = {
  type: 'google_search_result',
  call_id: 's',
  result: [{ search_suggestions: '<i>x</i>' }],
};

const code = Array.from({ length: 40 }, (_, line) => `print(${line})`).join('\n');
const everything: Step[] = [
  thought('**Looking**\n\nI look.\n\n**Finding**\n\nI find.'),
  search('red kite', 'kite'),
  searched,
  { type: 'url_context_call', id: 'u', arguments: { urls: ['https://example.com/a'] } },
  {
    type: 'url_context_result',
    call_id: 'u',
    result: [
      { url: 'https://example.com/a', status: 'success' },
      { url: 'https://example.org/b', status: 'paywall' },
    ],
  },
  { type: 'code_execution_call', id: 'c', arguments: { language: 'python', code } },
  { type: 'code_execution_result', call_id: 'c', result: '24133\n' },
  { type: 'google_maps_call', id: 'g', arguments: { queries: ['tea'] } },
  {
    type: 'google_maps_result',
    call_id: 'g',
    result: [{ places: [{ name: 'Tea House', url: 'https://maps.example.com/1' }] }],
  },
  { type: 'quantum_leap', power: 9 },
];

const fold = (part: Element, name: string) => part.querySelector<HTMLDetailsElement>(name);
const line = (part: Element, name: string) => readWords(part.querySelector(`${name} > summary`));

describe('thoughts', () => {
  it('tells what the model thinks about while it thinks, then how long it thought', async () => {
    const part = await show(makeSteps([thought('**Looking for kites**\n\nI lo')], { status: 'streaming' }));
    expect(line(part, '[part=thoughts]')).to.equal('Looking for kites');
    await change(part, {
      message: makeSteps([thought('**Looking for kites**\n\nI look.\n\n**Counting them**\n\nOne')], {
        status: 'streaming',
      }),
    });
    expect(line(part, '[part=thoughts]')).to.equal('Counting them');
    await change(part, {
      message: makeSteps([thought('**Counting them**'), { type: 'model_output', content: [] }], {
        status: 'streaming',
        thinkingMs: 12_300,
      }),
    });
    expect(line(part, '[part=thoughts]')).to.equal('Thought for 12 seconds');
  });

  it('says no title that is only half there', async () => {
    const part = await show(makeSteps([thought('**Looking for ki')], { status: 'streaming' }));
    expect(line(part, '[part=thoughts]')).to.equal('Thinking…');
  });

  it('says only that there are thoughts when nobody knows how long they took', async () => {
    const part = await show(makeSteps([thought('Hm.')]));
    expect(line(part, '[part=thoughts]')).to.equal('Thoughts');
  });

  const spans: [milliseconds: number, words: string][] = [
    [10, 'Thought for 1 second'],
    [59_600, 'Thought for 1 minute'],
    [72_000, 'Thought for 1 minute and 12 seconds'],
    [3_661_000, 'Thought for 1 hour and 1 minute'],
  ];
  for (const [thinkingMs, words] of spans) {
    it(`writes ${thinkingMs} milliseconds as "${words}"`, async () => {
      const part = await show(makeSteps([thought('Hm.')], { thinkingMs }));
      expect(line(part, '[part=thoughts]')).to.equal(words);
    });
  }

  it('stay folded until somebody opens them, and open while they go on', async () => {
    const part = await show(makeSteps([thought('One.')], { status: 'streaming' }));
    const details = fold(part, '[part=thoughts]');
    expect(details?.open).to.equal(false);
    if (details) details.open = true;
    await change(part, { message: makeSteps([thought('One.\n\nTwo.')], { status: 'streaming' }) });
    expect(fold(part, '[part=thoughts]')).to.equal(details);
    expect(details?.open).to.equal(true);
    expect([...part.querySelectorAll('.thought p')].map(readWords)).to.deep.equal(['One.', 'Two.']);
  });

  it('are folded again when the part shows another message', async () => {
    const part = await show(makeSteps([thought('One.'), search('a')]));
    for (const details of part.querySelectorAll('details')) details.open = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
    await change(part, { message: makeSteps([thought('Two.'), search('b')], { id: 'm2' }) });
    expect([...part.querySelectorAll('details')].map(({ open }) => open)).to.deep.equal([false, false]);
  });

  it('change their line without moving what is below', async () => {
    const part = await show(makeSteps([thought('**Short**\n\n')], { status: 'streaming' }));
    part.style.inlineSize = '300px';
    const before = part.getBoundingClientRect().height;
    await change(part, {
      message: makeSteps([thought(`**${'Very long '.repeat(30)}**\n\n`)], { status: 'streaming' }),
    });
    expect(part.getBoundingClientRect().height).to.equal(before);
  });
});

describe('steps', () => {
  it('stand folded behind one line, and are there when it is opened', async () => {
    const part = await show(makeSteps(everything, { thinkingMs: 5000 }));
    expect(fold(part, '.timeline')?.open).to.equal(false);
    expect(line(part, '.timeline')).to.match(/^5 steps · Searched the web · Read pages/);
    fold(part, '.timeline')?.setAttribute('open', '');
    await rest(part);
    const steps = [...part.querySelectorAll('[part=step]')];
    expect(steps.every((step) => step.checkVisibility())).to.equal(true);
    expect(readWords(steps[0]?.querySelector('.title'))).to.equal('Searched the web');
    expect([...(steps[0]?.querySelectorAll('li') ?? [])].map(readWords)).to.deep.equal(['red kite', 'kite']);
    expect(readWords(steps[1])).to.include('https://example.com/a read');
    expect(readWords(steps[1])).to.include('https://example.org/b behind a paywall');
    expect(readWords(steps[2])).to.include('24133');
    expect(readWords(steps[3])).to.include('Tea House (maps.example.com)');
    expect(readWords(steps[4])).to.include('"power": 9');
  });

  it('say what runs now, and stay open while more comes', async () => {
    const part = await show(makeSteps([search('red kite')], { status: 'streaming' }));
    expect(line(part, '.timeline')).to.equal('Searching the web: red kite');
    fold(part, '.timeline')?.setAttribute('open', '');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await change(part, {
      message: makeSteps([search('red kite'), searched, thought('Hm.')], { status: 'streaming' }),
    });
    expect(line(part, '.timeline')).to.equal('Searched the web: red kite');
    expect(fold(part, '.timeline')?.open).to.equal(true);
  });

  it('say that a stopped one was not finished', async () => {
    const part = await show(makeSteps([search('red kite')], { status: 'stopped' }));
    expect(readWords(part.querySelector('[part=step]'))).to.equal('Searching the web red kite Not finished');
  });

  it('link only to the web, and name the host of a link that says something else', async () => {
    const part = await show(
      makeSteps([
        {
          type: 'google_maps_result',
          call_id: 'g',
          result: [
            {
              places: [
                { name: 'Good', url: 'https://maps.example.com/1' },
                { name: 'Bad', url: 'javascript:alert(1)' },
                { name: 'data', url: 'data:text/html,x' },
                { name: 'mail', url: 'mailto:a@example.com' },
                { name: 'www.bank.com', url: 'https://evil.example/' },
                { name: 'relative', url: '/admin' },
              ],
            },
          ],
        },
      ]),
    );
    const links = [...part.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://maps.example.com/1',
      'https://evil.example/',
    ]);
    for (const link of links) {
      expect(link.rel).to.equal('noopener noreferrer nofollow');
      expect(link.referrerPolicy).to.equal('no-referrer');
      expect(link.target).to.equal('_blank');
    }
    expect(readWords(links[0])).to.equal('Good (maps.example.com)');
    expect(readWords(links[1])).to.equal('⚠ www.bank.com (evil.example)');
  });

  it('show hostile text as text', async () => {
    const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\u202Egnp.exe';
    const part = await show(
      makeSteps([
        thought(`**${hostile}**\n\n${hostile}`),
        search(hostile, hostile),
        { type: 'code_execution_call', id: 'c', arguments: { language: hostile, code: hostile } },
        { type: 'code_execution_result', call_id: 'c', result: hostile },
        { type: 'url_context_result', call_id: 'u', result: [{ url: hostile, status: hostile }] },
        { type: hostile, [hostile]: hostile },
        { type: 'google_search_result', call_id: 'z', result: [{ search_suggestions: hostile }] },
      ]),
    );
    expect(part.querySelector('img, script, iframe')).to.equal(null);
    expect(window).not.to.have.property('hacked');
    expect(part.querySelector('.timeline')?.textContent).not.to.include('\u202E');
  });

  it('stay few on the page however many there are', async () => {
    const many = Array.from({ length: 50_000 }, (_, index) => `query ${index}`);
    const steps = Array.from({ length: 2000 }, (_, index): Step => ({
      type: 'google_search_call',
      id: `s${index}`,
      arguments: { queries: many },
    }));
    const begin = performance.now();
    const part = await show(makeSteps(steps));
    expect(part.querySelectorAll('*').length).to.be.below(3000);
    expect(performance.now() - begin).to.be.below(2000);
  });

  it('show a long list in full on request, up to where nobody reads on', async () => {
    const part = await show(
      makeSteps([search(...Array.from({ length: 500 }, (_, index) => `query ${index}`))]),
    );
    const [few, rest] = part.querySelectorAll('[part=step] ul');
    expect(few?.children).to.have.lengthOf(8);
    expect(rest?.children).to.have.lengthOf(92);
    expect(line(part, '.rest')).to.equal('Show all (500)');
    expect(readWords(part.querySelector('.rest'))).to.include('400 more are not shown here.');
  });

  it('cut long code until somebody wants all of it', async () => {
    const part = await show(makeSteps(everything));
    const [block] = part.querySelectorAll('gemini-chat-code');
    const shown = () => block?.querySelector('code')?.textContent ?? '';
    const more = block?.querySelector<HTMLButtonElement>('.more');
    expect(shown().split('\n')).to.have.lengthOf(12);
    expect(readWords(more)).to.equal('Show all (389 characters)');
    more?.click();
    await rest(part);
    expect(shown()).to.equal(code);
    expect(more?.getAttribute('aria-expanded')).to.equal('true');
    more?.click();
    await rest(part);
    expect(shown().split('\n')).to.have.lengthOf(12);
  });

  it('give the copy button the whole code, also while it is cut', async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    try {
      const part = await show(makeSteps(everything));
      const button = part.querySelector<HTMLButtonElement>('gemini-chat-code [part=copy-button]');
      expect(button?.getAttribute('aria-label')).to.equal('Copy: Code (python)');
      button?.click();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(copied).to.deep.equal([code]);
      expect(readWords(button)).to.equal('Copied');
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });
});

describe('the part that shows what the model did', () => {
  it('shows that something goes on until there are words', async () => {
    const mark = (part: Element) =>
      [...part.querySelectorAll('summary')]
        .filter((line) => getComputedStyle(line, '::after').content !== 'none')
        .map(readWords);
    const part = await show(makeSteps([thought('Hm.'), search('a')], { status: 'streaming' }));
    expect(mark(part)).to.deep.equal(['Searching the web: a']);
    await change(part, { message: makeSteps([thought('Hm.')], { status: 'streaming' }) });
    expect(mark(part)).to.deep.equal(['Thinking…']);
    await change(part, { message: makeSteps([{ type: 'thought', summary: [] }], { status: 'streaming' }) });
    expect(part.querySelector('.waiting')).to.exist;
    await change(part, {
      message: makeSteps([thought('Hm.'), search('a')], { status: 'streaming', text: 'So.' }),
    });
    expect(mark(part)).to.deep.equal([]);
    await change(part, { message: makeSteps([{ type: 'thought', summary: [] }]) });
    expect(part.getBoundingClientRect().height).to.equal(0);
  });

  it('takes what was set before it was loaded', async () => {
    const part = document.createElement('gemini-chat-activity-late');
    Object.assign(part, { message: makeSteps([search('a')]), locale: 'de' });
    document.body.append(part);
    customElements.define('gemini-chat-activity-late', class extends ActivityElement {});
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(line(part, '.timeline')).to.equal('Searched the web: a');
    part.remove();
  });

  it('brings its sheet into the chat it stands in, once', async () => {
    const part = await show(makeSteps(everything));
    const root = part.getRootNode();
    if (!(root instanceof ShadowRoot)) throw new Error('The part stands in no chat.');
    const count = root.adoptedStyleSheets.length;
    expect(new Set(root.adoptedStyleSheets).size).to.equal(count);
    const twin = document.createElement('gemini-chat-activity');
    part.after(twin);
    expect(root.adoptedStyleSheets).to.have.lengthOf(count);
    expect(getComputedStyle(part).display).to.equal('flex');
  });

  it('speaks another language where the page has its words, and English for the rest', async () => {
    const strings = { ...english, googleSearchStep: { running: 'Sucht', done: 'Gesucht', failed: 'Fehler' } };
    const part = await show(makeSteps([search('a'), searched, { type: 'file_search_call', id: 'f' }]), {
      strings,
    });
    expect(line(part, '.timeline')).to.equal('2 steps · Gesucht · Searched files');
  });

  for (const theme of ['light', 'dark']) {
    for (const direction of ['ltr', 'rtl']) {
      it(`has nothing for axe to find, ${theme}, ${direction}`, async () => {
        document.documentElement.lang = 'en';
        document.documentElement.dir = direction;
        document.documentElement.style.colorScheme = theme;
        document.title = 'Test';
        const retry = { wait: 60, attempt: 2, error: new ChatError('rate-limited') };
        for (const message of [
          makeSteps(everything, { thinkingMs: 5000 }),
          makeMessage({ status: 'pending', retry }),
          makeMessage({ status: 'streaming', isBackground: true }),
        ]) {
          const part = await show(message);
          for (const details of part.querySelectorAll('details')) details.open = true;
          await rest(part);
          expect(await listViolations(part)).to.deep.equal([]);
        }
        document.documentElement.dir = 'ltr';
        document.documentElement.style.colorScheme = '';
      }).timeout(30_000);
    }
  }

  it('fits into a narrow column without scrolling sideways', async () => {
    const part = await show(makeSteps(everything, { thinkingMs: 5000 }));
    part.style.inlineSize = '280px';
    for (const details of part.querySelectorAll('details')) details.open = true;
    await rest(part);
    expect(part.scrollWidth).to.be.at.most(280);
  });
});
