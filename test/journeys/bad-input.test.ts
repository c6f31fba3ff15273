import { expect } from 'chai';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { englishReasons } from '../../src/i18n/english-reasons.js';
import { english } from '../../src/i18n/english.js';
import type { ChatErrorCode } from '../../src/protocol/chat-error.js';
import {
  errorShapes,
  type ErrorShape,
  htmlShape,
  type KnownError,
  knownErrors,
  secret,
} from '../support/error-shapes.js';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import { mountChat, parts, settle, until } from '../support/mount-chat.js';
import { classic, connect, direct, directClassic, stateful, type Way } from '../support/ways.js';

type Api = GeminiChatElement['api'];
const ways = [stateful, classic, direct, directClassic];

/** A plain answer in the words of an API. */
function plainAnswer(api: Api): Response {
  if (api === 'interactions') return streamOf(answerEvents('Fine.'));
  const chunk = {
    candidates: [{ content: { role: 'model', parts: [{ text: 'Fine.' }] }, finishReason: 'STOP' }],
  };
  return new Response(`data: ${JSON.stringify(chunk)}\n\n`, {
    headers: { 'content-type': 'text/event-stream' },
  });
}

/** An answer that is an error; the long wait keeps the chat from trying again by itself. */
function refusal(error: KnownError, shape: ErrorShape): Response {
  const { body, type } = shape(error);
  const headers = { 'content-type': type, 'retry-after': '40' };
  return new Response(body, { status: error.status, headers });
}

/** A chat over a far end that answers with the next of `answers`, then as it should. */
async function openChat(way: Way, answers: Response[]) {
  let requests = 0;
  const chat = await mountChat({
    ...connect(way),
    model: 'gemini-3.5-flash',
    fetch: async () => {
      requests += 1;
      return answers.shift() ?? plainAnswer(way.api);
    },
  });
  const codes: ChatErrorCode[] = [];
  chat.addEventListener('chat-error', ({ error }) => codes.push(error.code));
  return { chat, codes, count: () => requests };
}

/** Whether another credential is tried before anybody is told. */
const isRenewed = ({ over }: Way, expected: ChatErrorCode): boolean =>
  over === 'google' && expected === 'unauthorized';

interface Refused {
  readonly chat: GeminiChatElement;
  readonly codes: ChatErrorCode[];
  readonly expected: ChatErrorCode;
  readonly isRenewable: boolean;
}

async function expectRefused({ chat, codes, expected, isRenewable }: Refused, where: string) {
  codes.length = 0;
  const reply = await chat.send('Hello?');
  expect(reply.error?.code, where).to.equal(expected);
  expect(codes, where).to.deep.equal([expected]);
  expect(
    chat.messages.map(({ role, status }) => [role, status]),
    where,
  ).to.deep.equal([['user', 'error']]);
  expect(chat.status, where).to.equal('error');
  await settle();
  const [shown, ...others] = parts(chat, 'error');
  expect(shown?.textContent, where).to.contain(
    isRenewable ? englishReasons['credential-refused'] : english.errors[expected],
  );
  expect(others, where).to.deep.equal([]);
  expect(chat.shadowRoot?.textContent, where).to.not.contain(secret);
  expect(await chat.send('Again'), where).to.include({ text: 'Fine.', status: 'complete' });
  expect(chat.status, where).to.equal('ready');
  chat.clear();
}

describe('an error of the far end', () => {
  for (const way of ways) {
    for (const error of knownErrors) {
      const { status, code, expected, details } = error;
      it(`${status} ${details ? `${code} with details` : code} is told as ${expected} ${way.name}, however it is wrapped`, async () => {
        const answers: Response[] = [];
        const { chat, codes } = await openChat(way, answers);
        const isRenewable = isRenewed(way, expected);
        for (const [name, shape] of Object.entries(errorShapes)) {
          answers.push(refusal(error, shape), ...(isRenewable ? [refusal(error, shape)] : []));
          await expectRefused({ chat, codes, expected, isRenewable }, name);
        }
      });
    }

    it(`that is a page is judged by its status ${way.name}`, async () => {
      const answers: Response[] = [];
      const { chat, codes } = await openChat(way, answers);
      const byStatus: readonly (readonly [number, ChatErrorCode])[] = [
        [200, 'bad-response'],
        [400, 'invalid-request'],
        [401, 'unauthorized'],
        [403, 'forbidden'],
        [404, 'not-found'],
        [429, 'rate-limited'],
        [500, 'server-error'],
        [502, 'server-error'],
        [503, 'overloaded'],
        [504, 'timeout'],
      ];
      for (const [status, expected] of byStatus) {
        const isRenewable = isRenewed(way, expected);
        const refused = () => refusal({ status, code: '', name: '', expected }, htmlShape);
        answers.push(refused(), ...(isRenewable ? [refused()] : []));
        await expectRefused({ chat, codes, expected, isRenewable }, String(status));
      }
    });
  }
});

/** An error in the middle of a stream, in each of the ways in which far ends put it there. */
const inStream: Readonly<Record<string, (body: string) => string>> = {
  'as an event': (body) => `event: error\ndata: ${body}\n\n`,
  'as data': (body) => `data: ${body}\n\n`,
  'in an array': (body) => `data: [${body}]\n\n`,
};

function beginning(api: Api): string {
  if (api === 'interactions') {
    return answerEvents('So far')
      .slice(0, 3)
      .map((event) => `event: ${event.event_type}\ndata: ${JSON.stringify(event)}\n\n`)
      .join('');
  }
  return `data: ${JSON.stringify({ candidates: [{ content: { role: 'model', parts: [{ text: 'So far' }] } }] })}\n\n`;
}

describe('an error in the middle of an answer', () => {
  for (const way of ways) {
    for (const [name, frame] of Object.entries(inStream)) {
      it(`keeps what had come, says what it is and lets me go on, ${name} ${way.name}`, async () => {
        const answers: Response[] = [];
        const { chat, count } = await openChat(way, answers);
        const told: string[] = [];
        const wanted: string[] = [];
        // The wrapping is the same for all: the first way is tried with each, the others with some.
        const some = knownErrors.filter((_, index) => name === 'as an event' || index % 5 === 0);
        for (const error of some) {
          for (const shape of ['in the words of Interactions', 'in the words of generateContent']) {
            const where = `${error.code} ${shape}`;
            const body = beginning(way.api) + frame(errorShapes[shape]?.(error).body ?? '');
            answers.push(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
            const before = count();
            const reply = await chat.send('Hello?');
            expect(reply.text, where).to.equal('So far');
            expect(count() - before, `${where}: nothing is asked again by itself`).to.equal(1);
            const notice = await until(() => parts(chat, 'error')[0], `an error is shown: ${where}`);
            const sentence = notice.textContent ?? '';
            const isNamed = sentence.includes(english.errors[error.expected]);
            told.push(
              `${where}: ${reply.status} ${reply.error?.code}, ${isNamed ? 'named' : sentence.trim()}`,
            );
            wanted.push(`${where}: error ${error.expected}, named`);
            expect(chat.shadowRoot?.textContent, where).to.contain('So far').and.to.not.contain(secret);
            expect(await chat.send('Again'), where).to.include({ text: 'Fine.', status: 'complete' });
            chat.clear();
          }
        }
        expect(told).to.deep.equal(wanted);
      });
    }
  }
});
