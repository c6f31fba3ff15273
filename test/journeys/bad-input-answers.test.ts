import { expect } from 'chai';
import type { MessageStatus } from '../../src/conversation/message.js';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { english } from '../../src/i18n/english.js';
import type { ChatErrorCode } from '../../src/protocol/chat-error.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { ask, mountChat, part, parts, until } from '../support/mount-chat.js';
import { classic, connect, direct, directClassic, stateful, type Way } from '../support/ways.js';
import {
  candidate,
  chunksOf,
  completed,
  eventsOf,
  interactionOf,
  plainAnswer,
  type WireEvent,
} from '../support/raw-answers.js';

/** How a message stands in the end, and what its reader is told. */
interface Verdict {
  readonly text?: string;
  readonly status: MessageStatus;
  readonly code?: ChatErrorCode;
  /** Nothing of an answer came: it is the question that failed. */
  readonly isRefused?: boolean;
  readonly told: string;
  readonly offers?: 'retry' | 'continue';
}

interface Row extends Verdict {
  readonly name: string;
  readonly interactions?: readonly WireEvent[];
  readonly chunks?: readonly WireObject[];
}

const words: readonly [WireObject, WireObject] = [{ type: 'model_output' }, { type: 'text', text: 'So far' }];
const thought: readonly [WireObject, WireObject] = [
  { type: 'thought' },
  { type: 'thought_summary', content: { type: 'text', text: 'Hm.' } },
];
const failed = (code: string): WireEvent => ({
  event_type: 'error',
  error: { code, message: 'internal words' },
});
const finish = (reason: string, parts: readonly WireObject[] = [{ text: 'So far' }]) => [
  ...(parts.length > 0 ? [candidate(parts)] : []),
  candidate(undefined, { finishReason: reason, finishMessage: 'internal words' }),
];

const blocked = { status: 'error', code: 'blocked', told: english.errors.blocked } as const;
const empty = { text: '', status: 'complete', told: english.emptyAnswer, offers: 'retry' } as const;

const rows: readonly Row[] = [
  {
    name: 'the question is blocked',
    interactions: [failed('prohibited_content')],
    chunks: [{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT', blockReasonMessage: 'internal words' } }],
    ...blocked,
    isRefused: true,
  },
  {
    name: 'a filter nobody knows blocks the question',
    chunks: [{ promptFeedback: { blockReason: 'TEA_TIME' } }],
    ...blocked,
    isRefused: true,
  },
  ...['safety', 'recitation', 'prohibited_content', 'content_blocked'].map((code): Row => ({
    name: `it is stopped by ${code} after some text`,
    interactions: interactionOf([words], failed(code)),
    text: 'So far',
    ...blocked,
  })),
  ...[
    'SAFETY',
    'RECITATION',
    'LANGUAGE',
    'BLOCKLIST',
    'PROHIBITED_CONTENT',
    'SPII',
    'IMAGE_SAFETY',
    'MODEL_ARMOR',
  ].map((reason): Row => ({
    name: `it is stopped by ${reason} after some text`,
    chunks: finish(reason),
    text: 'So far',
    ...blocked,
  })),
  {
    name: 'it is stopped by a filter before any text',
    interactions: interactionOf([], failed('safety')),
    chunks: finish('SAFETY', []),
    ...blocked,
    isRefused: true,
  },
  {
    name: 'a step says why it broke off',
    interactions: interactionOf(
      [
        [
          {
            type: 'model_output',
            content: [{ type: 'text', text: 'So far' }],
            error: { code: 'recitation', message: 'internal words' },
          },
        ],
      ],
      completed({ status: 'failed' }),
    ),
    text: 'So far',
    ...blocked,
  },
  ...[
    'MALFORMED_FUNCTION_CALL',
    'UNEXPECTED_TOOL_CALL',
    'TOO_MANY_TOOL_CALLS',
    'MALFORMED_RESPONSE',
    'NO_IMAGE',
  ].map((reason): Row => ({
    name: `it ends in ${reason}`,
    chunks: finish(reason),
    text: 'So far',
    status: 'error',
    code: 'bad-response',
    told: english.errors['bad-response'],
    offers: 'retry',
  })),
  {
    name: 'the model gives up',
    chunks: finish('OTHER'),
    interactions: interactionOf([words], completed({ status: 'failed' })),
    text: 'So far',
    status: 'error',
    code: 'server-error',
    told: english.errors['server-error'],
    offers: 'retry',
  },
  { name: 'it is nothing', interactions: interactionOf([]), chunks: finish('STOP', []), ...empty },
  {
    name: 'it is an empty text',
    interactions: interactionOf([[{ type: 'model_output' }]]),
    chunks: finish('STOP', [{ text: '' }]),
    ...empty,
  },
  {
    name: 'it is nothing but thoughts',
    interactions: interactionOf([thought]),
    chunks: finish('STOP', [{ text: 'Hm.', thought: true }]),
    ...empty,
  },
  {
    name: 'it ends for a reason nobody knows, after some text',
    interactions: interactionOf([words], completed({ status: 'retired_early' })),
    chunks: finish('RETIRED_EARLY'),
    text: 'So far',
    status: 'complete',
    told: '',
  },
  {
    name: 'it ends for a reason nobody knows, before any text',
    chunks: finish('RETIRED_EARLY', []),
    status: 'error',
    code: 'server-error',
    told: english.errors['server-error'],
    isRefused: true,
    offers: 'retry',
  },
  {
    name: 'its stream has no end',
    interactions: interactionOf([words], undefined).slice(0, -1),
    chunks: [candidate([{ text: 'So far' }])],
    text: 'So far',
    status: 'interrupted',
    code: 'network',
    told: english.interrupted,
    offers: 'retry',
  },
  {
    name: 'it is cut at its length',
    interactions: interactionOf([words], completed({ status: 'incomplete' })),
    chunks: finish('MAX_TOKENS'),
    text: 'So far',
    status: 'truncated',
    code: 'truncated',
    told: english.errors.truncated,
    offers: 'continue',
  },
  {
    name: 'its budget is used up',
    interactions: interactionOf([words], completed({ status: 'budget_exceeded' })),
    text: 'So far',
    status: 'truncated',
    code: 'quota-exceeded',
    told: english.errors['quota-exceeded'],
  },
  {
    name: 'somebody cancelled it',
    interactions: interactionOf([words], completed({ status: 'cancelled' })),
    text: 'So far',
    status: 'stopped',
    told: english.stopped,
    offers: 'retry',
  },
  {
    name: 'it calls a function, and the page offers none',
    interactions: interactionOf(
      [[{ type: 'function_call', id: '1', name: 'unknown', arguments: {} }]],
      completed({ status: 'requires_action' }),
    ),
    chunks: [candidate([{ functionCall: { name: 'unknown' } }], { finishReason: 'STOP' })],
    status: 'complete',
    told: '',
  },
];

const ways = [stateful, classic, direct, directClassic];

function answerOf({ interactions, chunks }: Row, api: GeminiChatElement['api']): Response | undefined {
  if (api === 'interactions') return interactions && eventsOf(interactions);
  return chunks && chunksOf(...chunks);
}

async function openChat(way: Way, answers: Response[]) {
  const bodies: WireObject[] = [];
  const chat = await mountChat({
    ...connect(way),
    model: 'gemini-3.5-flash',
    fetch: async (input, init) => {
      const body: WireObject = await new Request(input, init).json();
      bodies.push(body);
      return answers.shift() ?? plainAnswer(way.api);
    },
  });
  return { chat, bodies };
}

const buttonWords = { retry: english.retry, continue: english.continueAnswer };

describe('an answer that is not as it should be', () => {
  for (const way of ways) {
    const { api } = way;
    for (const row of rows) {
      const answer = answerOf(row, api);
      if (!answer) continue;
      it(`because ${row.name} has a clear state, and I can go on, ${way.name}`, async () => {
        const { chat } = await openChat(way, [answer]);
        const errors: string[] = [];
        chat.addEventListener('chat-error', ({ error }) => errors.push(error.code));
        await ask(chat, 'Hello?');
        await until(() => chat.status === 'ready' || chat.status === 'error', 'it is over');
        const last = chat.messages.at(-1);
        expect(last).to.include({ role: row.isRefused ? 'user' : 'model', status: row.status });
        expect(last?.text).to.equal(row.isRefused ? 'Hello?' : (row.text ?? ''));
        expect(last?.error?.code).to.equal(row.code);
        const isError = row.status === 'error' || row.status === 'interrupted';
        expect(chat.status).to.equal(isError ? 'error' : 'ready');
        expect(errors).to.deep.equal(isError || row.status === 'truncated' ? [row.code] : []);
        if (row.told) {
          const notice = await until(() => part(chat, 'notice'), 'something is said');
          expect(notice.textContent).to.contain(row.told);
          const button = part(chat, 'retry-button')?.textContent?.trim();
          expect(button).to.equal(row.offers && buttonWords[row.offers]);
        }
        expect(parts(chat, 'notice').length).to.equal(row.told ? 1 : 0);
        // A step of the model tells its own error where the line of what was done is unfolded.
        expect(part(chat, 'surface')?.innerText).to.not.contain('internal words');
        for (const bubble of parts(chat, 'bubble').filter((each) => each.checkVisibility())) {
          expect(bubble.textContent?.trim(), 'no bubble is blank').to.not.equal('');
        }
        expect(await chat.send('Again')).to.include({ text: 'Fine.', status: 'complete' });
        expect(chat.status).to.equal('ready');
      });
    }

    it(`is not sent back where it would be refused, ${way.name}`, async () => {
      const half =
        api === 'interactions'
          ? eventsOf(
              interactionOf(
                [thought, words, [{ type: 'function_call', id: '1', name: 'go' }]],
                failed('safety'),
              ),
            )
          : chunksOf(
              candidate([
                { text: 'Hm.', thought: true },
                { text: 'So far' },
                { functionCall: { name: 'go' } },
              ]),
              candidate(undefined, { finishReason: 'SAFETY' }),
            );
      const { chat, bodies } = await openChat(way, [half]);
      chat.stateless = true;
      await chat.send('Hello?');
      await chat.send('Again');
      const sent = JSON.stringify(bodies[1]);
      expect(sent).to.contain('Hello?').and.to.contain('So far').and.to.contain('Again');
      expect(sent).to.not.match(/function_?call|"thought"/i);
    });
  }
});
