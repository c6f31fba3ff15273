import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import type { PageFunction } from '../../src/tools/page-function.js';
import { type EmulatedSite, script } from '../support/emulated-site.js';
import { logEvents } from '../support/event-log.js';
import { part, parts, until } from '../support/mount-chat.js';
import {
  classic,
  directClassic,
  directStateless,
  openChat,
  stateful,
  stateless,
  streamedWays,
  type Way,
  ways,
} from '../support/ways.js';

const weather: PageFunction = {
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  execute: ({ city }) => ({ city, degrees: 21 }),
};

let made = 0;

/** Calls as a model makes them: no two have the same id, and the first of a turn is signed. */
function calls(...list: readonly (readonly [name: string, args: WireObject])[]): Step[] {
  return list.map(([name, args], index) => ({
    type: 'function_call',
    id: `call-${(made += 1)}`,
    name,
    arguments: args,
    ...(index === 0 && { signature: 'c2lnbmVkIGNhbGw=' }),
  }));
}

/** What came back of a call, however the API writes it. */
interface Returned {
  readonly name: unknown;
  readonly text: string;
  readonly isError: boolean;
}

function readReturned(value: unknown): Returned[] {
  if (Array.isArray(value)) return value.flatMap(readReturned);
  if (!isWireObject(value)) return [];
  const { type, name, is_error: isError, result, functionResponse: response, functionResponses } = value;
  if (Array.isArray(functionResponses)) {
    return functionResponses.flatMap((each) => readReturned({ functionResponse: each }));
  }
  if (type === 'function_result') return [{ name, text: JSON.stringify(result), isError: isError === true }];
  if (isWireObject(response)) {
    const text = JSON.stringify(response['response']);
    const fields = isWireObject(response['response']) ? response['response'] : {};
    return [{ name: response['name'], text, isError: fields['error'] !== undefined }];
  }
  return readReturned(value['parts']);
}

/** The results that a turn brought: of the calls since the last question. */
function returnedIn(site: EmulatedSite, turn = -1): Returned[] {
  const { input, contents, toolResponse } = site.turns().at(turn) ?? {};
  return readReturned(input ?? contents ?? toolResponse);
}

/** A page that offers functions, and a model that makes these calls and then says what it got. */
async function openPage(
  way: Way,
  functions: readonly PageFunction[],
  turns: readonly Step[][],
  settings: Partial<GeminiChatElement> = {},
) {
  return openChat(way, { scenes: [script(...turns, 'Answered.')] }, { functions, ...settings });
}

describe('functions of the page', () => {
  for (const way of ways) {
    it(`all run at once and are answered in one turn ${way.name}`, async () => {
      let running = 0;
      let most = 0;
      const slow: PageFunction = {
        ...weather,
        async execute({ city }) {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setTimeout(resolve, 30));
          running -= 1;
          return `${String(city)}: sunny`;
        },
      };
      const asked = calls(['get_weather', { city: 'Oslo' }], ['get_weather', { city: 'Rome' }]);
      const { chat, site } = await openPage(way, [slow], [asked]);
      const events = logEvents(chat);
      const reply = await chat.send('Weather in Oslo and Rome?');
      expect(reply).to.include({ text: 'Answered.', status: 'complete' });
      expect(most, 'side by side').to.equal(2);
      expect(reply.calls?.map(({ name, state, result }) => [name, state, result])).to.deep.equal([
        ['get_weather', 'done', 'Oslo: sunny'],
        ['get_weather', 'done', 'Rome: sunny'],
      ]);
      expect(site.turns()).to.have.length(2);
      expect(returnedIn(site).map(({ name, isError }) => [name, isError])).to.deep.equal([
        ['get_weather', false],
        ['get_weather', false],
      ]);
      expect(returnedIn(site).map(({ text }) => /Oslo|Rome/.exec(text)?.[0])).to.deep.equal(['Oslo', 'Rome']);
      expect(events.filter((name) => name === 'chat-function-call')).to.have.length(1);
      expect(events.filter((name) => name === 'chat-reply-end')).to.have.length(1);
      await until(() => {
        const states = parts(chat, 'function-call').map(({ dataset }) => dataset['state']);
        return states.join() === 'done,done';
      }, 'both calls are shown as done');
      expect(chat.messages).to.have.length(2);
    });

    it(`may be called again and again until the model answers ${way.name}`, async () => {
      const rounds = ['Oslo', 'Rome', 'Cairo'].map((city) => calls(['get_weather', { city }]));
      const { chat, site } = await openPage(way, [weather], rounds);
      const reply = await chat.send('Where is it warmest?');
      expect(reply).to.include({ text: 'Answered.', status: 'complete' });
      expect(reply.steps.filter(({ type }) => type === 'function_result')).to.have.length(3);
      expect(site.turns()).to.have.length(4);
      for (const offered of site.offered()) expect(offered).to.contain('The weather of a city');
      expect(site.offered()).to.have.length(4);
    });
  }

  for (const way of [classic, directClassic]) {
    it(`that a model calls without an id are told apart by their order ${way.name}`, async () => {
      const rounds = [
        calls(['get_weather', { city: 'Oslo' }], ['get_weather', { city: 'Rome' }]),
        calls(['get_weather', { city: 'Cairo' }]),
      ];
      const { chat, site } = await openPage(way, [weather], rounds, { model: 'gemini-2.5-flash' });
      const reply = await chat.send('Go');
      expect(reply).to.include({ text: 'Answered.', status: 'complete' });
      expect(site.turns()).to.have.length(3);
      const cities = returnedIn(site).map(({ text }) => /Oslo|Rome|Cairo/.exec(text)?.[0]);
      expect(cities).to.deep.equal(['Oslo', 'Rome', 'Cairo']);
      expect(JSON.stringify(site.turns()), 'no id that Gemini did not give').to.not.contain('"id"');
    });
  }

  const troubles: readonly (readonly [
    name: string,
    call: readonly [string, WireObject],
    told: RegExp,
    more?: Partial<PageFunction>,
  ])[] = [
    ['does not exist', ['no_such', {}], /no function/],
    ['gets arguments that do not fit', ['get_weather', { city: 5 }], /city/],
    ['gets no arguments', ['get_weather', {}], /city/],
    [
      'throws',
      ['get_weather', { city: 'Oslo' }],
      /Out of order/,
      {
        execute: () => {
          throw new Error('Out of order');
        },
      },
    ],
    [
      'rejects',
      ['get_weather', { city: 'Oslo' }],
      /Out of order/,
      { execute: () => Promise.reject(new Error('Out of order')) },
    ],
    [
      'takes too long',
      ['get_weather', { city: 'Oslo' }],
      /longer than/,
      { timeoutMs: 30, execute: () => new Promise(() => {}) },
    ],
  ];

  for (const [name, call, told, more] of troubles) {
    for (const way of streamedWays) {
      it(`that ${name} is told to the model, beside what others gave back, ${way.name}`, async () => {
        const good: PageFunction = { name: 'get_time', execute: () => '10:00' };
        const { chat, site } = await openPage(
          way,
          [{ ...weather, ...more }, good],
          [calls(call, ['get_time', {}])],
        );
        expect(await chat.send('Go')).to.include({ text: 'Answered.', status: 'complete' });
        const [bad, fine] = returnedIn(site);
        expect(bad?.isError).to.equal(true);
        expect(bad?.text).to.match(told);
        expect(fine).to.include({ name: 'get_time', isError: false });
        expect(fine?.text).to.contain('10:00');
      });
    }
  }

  for (const way of streamedWays) {
    it(`are not called for ever ${way.name}`, async () => {
      const scenes = [script(() => calls(['get_weather', { city: 'Oslo' }]))];
      const { chat, site } = await openChat(way, { scenes }, { functions: [weather] });
      const reply = await chat.send('Go');
      expect(reply.error).to.include({ code: 'function-failed' });
      expect(site.turns().length).to.be.within(3, 30);
      expect(await chat.send('Again').then(({ status }) => status)).to.equal('error');
    });
  }

  for (const accepts of [true, false]) {
    for (const way of streamedWays) {
      it(`that need consent wait for me, who ${accepts ? 'confirms' : 'refuses'}, ${way.name}`, async () => {
        let ran = 0;
        const order: PageFunction = {
          ...weather,
          confirm: ({ city }) => `Really ask for ${String(city)}?`,
          execute: () => (ran += 1),
        };
        const { chat, site } = await openPage(way, [order], [calls(['get_weather', { city: 'Oslo' }])]);
        const reply = chat.send('Go');
        const question = await until(() => part(chat, 'function-call'), 'I am asked');
        expect(chat.status).to.equal('awaiting-confirmation');
        expect(chat.matches(':state(awaiting-confirmation)')).to.equal(true);
        expect(question.textContent).to.contain('Really ask for Oslo?');
        expect([ran, site.turns().length]).to.deep.equal([0, 1]);
        const buttons = [...question.querySelectorAll<HTMLButtonElement>('.choices button')];
        buttons[accepts ? 0 : 1]?.click();
        expect(await reply).to.include({ text: 'Answered.', status: 'complete' });
        expect(ran).to.equal(accepts ? 1 : 0);
        expect(returnedIn(site).map(({ isError }) => isError)).to.deep.equal([!accepts]);
        expect((await reply).calls?.map(({ state }) => state)).to.deep.equal([accepts ? 'done' : 'refused']);
      });
    }
  }

  for (const way of streamedWays) {
    it(`can be refused by the page ${way.name}`, async () => {
      const { chat, site } = await openPage(
        way,
        [{ ...weather, execute: () => raise() }],
        [calls(['get_weather', { city: 'Oslo' }])],
      );
      const heard: unknown[] = [];
      chat.addEventListener('chat-function-call', (event) => {
        heard.push([event.call.name, event.call.args]);
        event.preventDefault();
      });
      expect(await chat.send('Go')).to.include({ text: 'Answered.', status: 'complete' });
      expect(heard).to.deep.equal([['get_weather', { city: 'Oslo' }]]);
      expect(returnedIn(site).map(({ isError }) => isError)).to.deep.equal([true]);
    });

    it(`stop when I stop the answer, and nothing more is asked ${way.name}`, async () => {
      let signal: AbortSignal | undefined;
      const endless: PageFunction = {
        ...weather,
        execute: (_args, context) => {
          signal = context.signal;
          return new Promise(() => {});
        },
      };
      const { chat, site } = await openPage(way, [endless], [calls(['get_weather', { city: 'Oslo' }])]);
      const reply = chat.send('Go');
      await until(() => signal, 'it runs');
      chat.stop();
      expect(await reply).to.include({ status: 'stopped' });
      expect((await reply).calls?.map(({ state }) => state)).to.deep.equal(['stopped']);
      expect(signal?.aborted).to.equal(true);
      expect(site.turns()).to.have.length(1);
      chat.functions = [];
      expect(await chat.send('Something else')).to.include({ text: 'Answered.', status: 'complete' });
    });
  }

  it('can be shown by an element or a node of the page', async () => {
    class WeatherCard extends HTMLElement {
      args?: WireObject;
      state = '';
      result: unknown;
    }
    customElements.define('weather-card', WeatherCard);
    const pill: PageFunction = {
      ...weather,
      name: 'get_pill',
      render: ({ name, state }) =>
        Object.assign(document.createElement('em'), { textContent: `${name}: ${state}` }),
    };
    const asked = calls(['get_weather', { city: 'Oslo' }], ['get_pill', { city: 'Rome' }]);
    const { chat } = await openPage(stateful, [{ ...weather, render: 'weather-card' }, pill], [asked]);
    await chat.send('Go');
    const card = await until(
      () => chat.shadowRoot?.querySelector<WeatherCard>('weather-card'),
      'the card is there',
    );
    await until(() => card.state === 'done', 'it was told the end');
    expect(card).to.deep.include({ args: { city: 'Oslo' }, result: { city: 'Oslo', degrees: 21 } });
    await until(
      () => chat.shadowRoot?.querySelector('em')?.textContent === 'get_pill: done',
      'the node is there',
    );
  });

  for (const way of [stateless, directStateless]) {
    it(`are resent signed and complete where the server keeps nothing ${way.name}`, async () => {
      const asked = calls(['get_weather', { city: 'Oslo' }], ['get_weather', { city: 'Rome' }]);
      const { chat, site } = await openPage(way, [weather], [asked]);
      const first = await chat.send('Go');
      await chat.send('And now?');
      const input = site.turns().at(-1)?.['input'];
      const list: unknown[] = Array.isArray(input) ? input : [];
      expect(JSON.stringify(list.slice(1, -1))).to.equal(JSON.stringify(first.steps));
      expect(list.slice(1, -1)).to.deep.include(asked[0]);
      for (const turn of site.turns()) {
        expect(turn).to.include({ store: false }).and.to.not.have.property('previous_interaction_id');
      }
    });
  }
});

function raise(): never {
  throw new Error('The page did not allow this.');
}
