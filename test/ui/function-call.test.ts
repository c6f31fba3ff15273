import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { ActivityElement } from '../../src/ui/activity-element.js';
import { CallDecisionEvent } from '../../src/ui/function-call-element.js';
import type { CallRenderer } from '../../src/ui/message-element.js';
import { change, listViolations, makeMessage, readWords, rest, showPart } from './activity-stage.js';

type Call = NonNullable<Message['calls']>[number];

const call = (fields: Partial<Call> = {}): Call =>
  Object.freeze({
    id: 'c1',
    name: 'add_to_cart',
    args: { item: 'Blue kettle', amount: 2 },
    state: 'running' as const,
    ...fields,
  });

const show = (calls: readonly Call[], renderers?: CallRenderer) =>
  showPart(ActivityElement, {
    message: makeMessage({ status: 'streaming', calls }),
    renderers,
  });

const update = (part: ActivityElement, calls: readonly Call[]) =>
  change(part, { message: makeMessage({ status: 'streaming', calls }) });

const card = (part: Element) => part.querySelector<HTMLElement>('[part=function-call]');
const buttons = (part: Element) => [...part.querySelectorAll<HTMLButtonElement>('.choices button')];
const fields = (part: Element) => [...part.querySelectorAll('dt, dd')].map(readWords);

/** Does something while nothing may be written to the console, and gives what was. */
async function hearWarnings(act: () => Promise<void>): Promise<string[]> {
  const { warn } = console;
  const heard: string[] = [];
  console.warn = (...words: unknown[]) => void heard.push(words.map(String).join(' '));
  try {
    await act();
  } finally {
    console.warn = warn;
  }
  return heard;
}

describe('a call of a function of the page', () => {
  const states: [state: Call['state'], more: Partial<Call>, words: string][] = [
    ['waiting', {}, 'Waiting for you'],
    ['running', {}, 'Running…'],
    ['done', { result: 'ok' }, 'Done'],
    ['failed', { error: 'There is no such item.' }, 'Failed'],
    ['refused', { error: 'The visitor refused.' }, 'Refused'],
    ['stopped', {}, 'Stopped'],
  ];
  for (const [state, more, words] of states) {
    it(`says in words that it is ${state}`, async () => {
      const part = await show([call({ state, ...more })]);
      expect(readWords(card(part)?.querySelector('.name'))).to.equal('add to cart');
      expect(readWords(card(part)?.querySelector('.state'))).to.equal(words);
      if (more.error) expect(readWords(part.querySelector('.problem'))).to.equal(more.error);
      expect(card(part)?.getAttribute('aria-label')).to.equal('Function of this page: add to cart');
    });
  }

  it('shows what would be passed before the reader allows it', async () => {
    const part = await show([call({ state: 'waiting' })]);
    expect(readWords(part.querySelector('.question'))).to.equal(
      'Gemini wants to use “add to cart” on this page. Allow it?',
    );
    expect(fields(part)).to.deep.equal(['item', 'Blue kettle', 'amount', '2']);
    expect(part.querySelector('dl')?.checkVisibility()).to.equal(true);
  });

  it("asks the page's own question where it has one", async () => {
    const part = await show([call({ state: 'waiting', question: 'Buy it now?', args: {} })]);
    expect(readWords(part.querySelector('.question'))).to.equal('Buy it now?');
    expect(readWords(part.querySelector('.none'))).to.equal('Nothing is passed to it.');
  });

  for (const [position, accepted] of [
    [0, true],
    [1, false],
  ] as const) {
    it(`tells that the reader ${accepted ? 'allowed' : 'refused'} it, once however often it is pressed`, async () => {
      const part = await show([call({ id: 'a', state: 'waiting' }), call({ id: 'b', state: 'waiting' })]);
      const heard: unknown[] = [];
      part.addEventListener('call-decision', (event) => {
        if (event instanceof CallDecisionEvent) heard.push([event.id, event.accepted]);
      });
      const second = buttons(part)[2 + position];
      second?.click();
      second?.click();
      expect(heard).to.deep.equal([['b', accepted]]);
    });
  }

  it('does not take the focus when it begins to wait', async () => {
    const box = document.createElement('textarea');
    document.body.append(box);
    box.focus();
    const part = await show([call()]);
    await update(part, [call({ state: 'waiting' })]);
    expect(document.activeElement).to.equal(box);
    box.remove();
  });

  it('keeps the focus in its card when the pressed button goes', async () => {
    const part = await show([call({ state: 'waiting' })]);
    buttons(part)[0]?.focus();
    await update(part, [call()]);
    const root = part.getRootNode();
    expect(root instanceof ShadowRoot && root.activeElement).to.equal(card(part));
  });

  it('leaves the focus elsewhere when it is decided elsewhere', async () => {
    const part = await show([call({ state: 'waiting' })]);
    await update(part, [call({ state: 'refused' })]);
    const root = part.getRootNode();
    expect(root instanceof ShadowRoot && root.activeElement).to.equal(null);
  });

  it('shows what the model passed also where that is no JSON', async () => {
    const part = await show([call({ state: 'failed', args: {}, malformed: '{"item": ' })]);
    expect(part.querySelector('gemini-chat-code code')?.textContent).to.equal('{"item": ');
  });

  it('keeps what came back, a click away', async () => {
    const part = await show([call({ state: 'done', result: { total: 49.9 } })]);
    expect(part.querySelector('details')?.open).to.equal(false);
    expect(part.querySelector('gemini-chat-code code')?.textContent).to.equal('{\n  "total": 49.9\n}');
  });

  const inherited: Call['args'] = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}');
  const hostile: [name: string, more: Partial<Call>][] = [
    [
      'markup',
      { args: { '<img src=x onerror=1>': '<b>x</b>' }, error: '<script></script>', state: 'failed' },
    ],
    ['names that turn the text around', { name: 'pay\u202Eecirp', state: 'waiting' }],
    ['much data', { args: { list: Array.from({ length: 100_000 }, (_, index) => ({ index })) } }],
    ['long text', { args: { note: 'x'.repeat(1_000_000) }, state: 'waiting' }],
    ['prototype keys', { args: inherited }],
  ];
  for (const [name, more] of hostile) {
    it(`shows ${name} as text, and not too much of it`, async () => {
      const part = await show([call(more)]);
      expect(part.querySelector('img, script, b')).to.equal(null);
      expect(part.textContent.length).to.be.below(10_000);
      expect(part.textContent).not.to.include('\u202E');
    });
  }

  it('survives a result that refers to itself and holds what JSON cannot say', async () => {
    const result: Record<string, unknown> = { big: 10n, run: () => 1 };
    for (let index = 0; index < 10; index += 1) result[`self${index}`] = result;
    const part = await show([call({ state: 'done', result })]);
    expect(part.querySelector('code')?.textContent).to.include('"big": "10"');
  });
});

describe('a call that comes under an id of before', () => {
  it('asks again', async () => {
    const decisions: boolean[] = [];
    const part = await show([call({ state: 'waiting' })]);
    part.addEventListener('call-decision', (event) => {
      if (event instanceof CallDecisionEvent) decisions.push(event.accepted);
    });
    buttons(part)[0]?.click();
    await update(part, [call({ state: 'done' })]);
    await update(part, [call({ state: 'waiting' })]);
    buttons(part)[1]?.click();
    expect(decisions).to.deep.equal([true, false]);
  });
});

describe("a call shown in the page's own way", () => {
  it('shows the node of the page instead of what is passed', async () => {
    const seen: Call['state'][] = [];
    const part = await show([call()], () => (shown) => {
      seen.push(shown.state);
      const node = document.createElement('output');
      node.textContent = `${shown.name}: ${shown.state}`;
      return node;
    });
    expect(readWords(part.querySelector('output'))).to.equal('add_to_cart: running');
    expect(part.querySelector('dl, gemini-chat-code')).to.equal(null);
    await update(part, [call({ state: 'done', result: 1 })]);
    expect(readWords(part.querySelector('output'))).to.equal('add_to_cart: done');
    expect(seen).to.deep.equal(['running', 'done']);
  });

  it('still asks for consent', async () => {
    const part = await show([call({ state: 'waiting' })], () => () => document.createElement('output'));
    expect(buttons(part)).to.have.lengthOf(2);
    expect(part.querySelector('output')).to.exist;
  });

  it('asks the page again only when the call changed', async () => {
    let asked = 0;
    const node = document.createElement('output');
    const renderers = () => {
      asked += 1;
      return node;
    };
    const same = call();
    const part = await show([same], () => renderers);
    await update(part, [same]);
    expect(asked).to.equal(1);
    expect(part.querySelector('output')).to.equal(node);
  });

  it("fills the page's own element, which stays while the call goes on", async () => {
    customElements.define('page-cart', class extends HTMLElement {});
    const part = await show([call()], ({ name }) => (name === 'add_to_cart' ? 'page-cart' : undefined));
    const own = part.querySelector('page-cart');
    expect(own).to.deep.include({ args: call().args, state: 'running', result: undefined });
    await update(part, [call({ state: 'done', result: { count: 2 } })]);
    expect(part.querySelector('page-cart')).to.equal(own);
    expect(own).to.deep.include({ state: 'done', result: { count: 2 } });
  });

  const mistakes: [name: string, renderer: () => unknown, warning: string][] = [
    [
      'throws',
      () => {
        throw new Error('page bug');
      },
      'page bug',
    ],
    ['gives a text', () => 'text', 'gave no node'],
    ['gives a number', () => 7, 'gave no node'],
  ];
  for (const [name, renderer, warning] of mistakes) {
    it(`shows the usual card when the page ${name}, and tells the developer`, async () => {
      const heard = await hearWarnings(async () => {
        const part = await show([]);
        Object.assign(part, { renderers: () => renderer });
        await update(part, [call()]);
        expect(fields(part)).to.deep.equal(['item', 'Blue kettle', 'amount', '2']);
      });
      expect(heard).to.have.lengthOf(1);
      expect(heard[0]).to.include(warning);
    });
  }

  it('shows the usual card where the page has nothing of its own', async () => {
    const heard = await hearWarnings(async () => {
      const part = await show([call()], () => undefined);
      expect(fields(part)).to.have.lengthOf(4);
    });
    expect(heard).to.deep.equal([]);
  });
});

describe('cards of calls', () => {
  for (const theme of ['light', 'dark']) {
    it(`give axe nothing to find, ${theme}`, async () => {
      document.documentElement.lang = 'en';
      document.documentElement.style.colorScheme = theme;
      document.title = 'Test';
      const states = ['waiting', 'running', 'done', 'failed', 'refused', 'stopped'] as const;
      const part = await show(
        states.map((state, index) =>
          call({ id: `c${index}`, name: `do_${state}`, state, result: 'ok', error: 'No.' }),
        ),
      );
      for (const details of part.querySelectorAll('details')) details.open = true;
      await rest(part);
      expect(await listViolations(part)).to.deep.equal([]);
      document.documentElement.style.colorScheme = '';
    }).timeout(20_000);
  }
});
