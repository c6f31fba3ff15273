import { expect } from 'chai';
import { englishReasons } from '../../src/i18n/english-reasons.js';
import { english } from '../../src/i18n/english.js';
import type { ChatErrorCode, ErrorReason } from '../../src/protocol/chat-error.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { hurryTimers } from '../support/hurry-timers.js';
import { ask, input, part, parts, until } from '../support/mount-chat.js';
import { answer, openTroubled, type Trouble } from '../support/troubled-chat.js';
import { direct, directClassic, live, type Way } from '../support/ways.js';

/** What goes wrong, and what is told of it. */
interface Row extends Trouble {
  readonly name: string;
  readonly ways: readonly Way[];
  readonly code: ChatErrorCode;
  readonly reason?: ErrorReason;
}

const rest = [direct, directClassic];
const all = [live, ...rest];
const never = (): Promise<never> => new Promise(() => undefined);
const lose = (): never => {
  throw new TypeError('Failed to fetch');
};
const refuseKey = (): Response =>
  Response.json(
    {
      error: {
        code: 400,
        message: 'API key not valid. Please pass a valid API key.',
        status: 'INVALID_ARGUMENT',
      },
    },
    { status: 400 },
  );
const begins = ({ setupComplete }: WireObject): boolean => setupComplete !== undefined;

/** The server closes each session as soon as it has begun. */
function closing(code: number, words: string): NonNullable<Trouble['session']> {
  return (socket, message) => {
    if (begins(message)) socket.fail(code, words);
    return false;
  };
}

const troubles: readonly Row[] = [
  {
    name: 'who signs it in cannot be reached',
    ways: all,
    grant: lose,
    code: 'unauthorized',
    reason: 'token-unreachable',
  },
  {
    name: 'who signs it in is out of order',
    ways: all,
    grant: () => new Response('', { status: 503 }),
    code: 'unauthorized',
    reason: 'token-unreachable',
  },
  {
    name: 'who signs it in never answers',
    ways: all,
    grant: never,
    code: 'unauthorized',
    reason: 'token-slow',
  },
  {
    name: 'a page answers in place of who signs it in',
    ways: all,
    grant: () =>
      new Response('<!doctype html><h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } }),
    code: 'unauthorized',
    reason: 'token-unreadable',
  },
  {
    name: 'the credential is none',
    ways: all,
    grant: () => Response.json({ token: { value: 'AQ.nested' } }),
    code: 'unauthorized',
    reason: 'token-unreadable',
  },
  {
    name: 'the page does not know me',
    ways: all,
    grant: () => Response.json({ error: 'Sign in first' }, { status: 401 }),
    code: 'unauthorized',
    reason: 'token-refused',
  },
  {
    name: 'it was signed in too often',
    ways: all,
    grant: () => new Response('', { status: 429 }),
    code: 'unauthorized',
    reason: 'token-limited',
  },
  {
    name: 'the credential has ended when it comes',
    ways: all,
    grant: async (usual) => {
      const grant: WireObject = await (await usual()).json();
      const ended = { ...grant, expireTime: new Date(Date.now() - 60_000).toISOString() };
      return Response.json(ended, { headers: { date: new Date().toUTCString() } });
    },
    code: 'unauthorized',
    reason: 'token-expired',
  },
  {
    name: 'Google refuses every credential',
    ways: rest,
    rest: () =>
      Response.json({ error: { code: 401, status: 'UNAUTHENTICATED', message: 'No.' } }, { status: 401 }),
    code: 'unauthorized',
    reason: 'credential-refused',
  },
  {
    name: 'a token that looks like neither kind is no key either',
    ways: rest,
    grant: () => Response.json({ token: 'who-knows-what-this-is' }),
    rest: refuseKey,
    code: 'unauthorized',
    reason: 'credential-refused',
  },
  { name: 'the network is lost', ways: rest, rest: lose, code: 'network' },
  {
    name: 'its sockets are refused',
    ways: [live],
    socket: { kind: 'status', status: 403 },
    code: 'network',
    reason: 'live-unreachable',
  },
  {
    name: 'its sockets never open',
    ways: [live],
    socket: { kind: 'silence' },
    code: 'network',
    reason: 'live-unreachable',
  },
  {
    name: 'its sessions are closed for what is asked (1007)',
    ways: [live],
    session: closing(1007, 'Request contains an invalid argument.'),
    code: 'invalid-request',
    reason: 'live-unsuited',
  },
  {
    name: 'its sessions are not allowed (1008)',
    ways: [live],
    session: closing(1008, 'Your project has been denied access. Please contact support.'),
    code: 'forbidden',
    reason: 'live-refused',
  },
  {
    name: 'its tokens have ended (1008)',
    ways: [live],
    session: closing(1008, 'The token has expired.'),
    code: 'unauthorized',
    reason: 'token-used-up',
  },
  {
    name: 'its sessions fail (1011)',
    ways: [live],
    session: closing(1011, 'Internal error encountered.'),
    code: 'server-error',
    reason: 'live-failed',
  },
  {
    name: 'its sessions say nothing',
    ways: [live],
    session: (_socket, message) => begins(message) || 'sessionResumptionUpdate' in message,
    code: 'timeout',
    reason: 'live-silent',
  },
  {
    name: 'its sessions are lost as soon as they begin',
    ways: [live],
    session: (socket, message) => {
      if (begins(message)) return true;
      socket.drop();
      return false;
    },
    code: 'network',
    reason: 'live-lost',
  },
];

/** What the reader and the page are told, and that nothing is lost by it. */
async function expectTold(way: Way, trouble: Row) {
  const { code, reason } = trouble;
  const hurry = hurryTimers();
  const { chat, heard, end } = await openTroubled(way, trouble);
  await ask(chat, 'Hello?');
  await until(() => chat.status === 'error', 'it is given up');
  const shown = await until(() => part(chat, 'error'), 'I am told');
  const sentence = reason ? englishReasons[reason] : english.errors[code];
  await until(() => shown.textContent?.includes(sentence), `it says "${sentence}"`);
  expect(parts(chat, 'error')).to.have.length(1);
  const named = [code, reason].filter(Boolean).join(' ');
  expect(heard).to.deep.equal([
    `chat-error ${named}`,
    ...(code === 'unauthorized' ? [`chat-sign-in ${named}`] : []),
  ]);
  expect(chat.messages.at(-1)?.error).to.include({ code });
  await until(() => input(chat).value === 'Hello?', 'my words are back');
  hurry();
  end();
  part(chat, 'send-button')?.click();
  await until(() => chat.messages.at(-1)?.status === 'complete', 'it is answered');
  expect(chat.messages.map(({ text }) => text)).to.deep.equal(['Hello?', answer]);
  expect(await chat.send('And?')).to.include({ text: answer, status: 'complete' });
}

describe('a chat without a backend', () => {
  for (const trouble of troubles) {
    for (const way of trouble.ways) {
      it(`says so and loses nothing when ${trouble.name}, ${way.name}`, () => expectTold(way, trouble));
    }
  }

  it('has a sentence of its own for each of these', () => {
    const sentences = new Set([...Object.values(englishReasons), ...Object.values(english.errors)]);
    const all = Object.keys(englishReasons).length + Object.keys(english.errors).length;
    expect(sentences.size).to.equal(all);
  });
});
