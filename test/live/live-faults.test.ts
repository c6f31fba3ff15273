import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import { emptyReply } from '../../src/protocol/reply.js';
import { createLiveError, describeLiveClose, redact } from '../../src/live/live-close.js';
import {
  accepting,
  type FakeLiveSocket,
  installFakeLive,
  offer,
  readAsked,
  speech,
} from '../support/fake-live-socket.js';
import { answer, ask, failure, LiveClient, rest, words } from './live-client.js';

const heard = (text: string): WireObject => ({ serverContent: { outputTranscription: { text } } });

/** Answers each question, after the first words of which the connections with these numbers do something else. */
function breaking(numbers: readonly number[], fault: (socket: FakeLiveSocket) => void): FakeLiveSocket[] {
  return installFakeLive(
    accepting((message, socket) => {
      if (!readAsked(message)) return;
      if (!numbers.includes(socket.number)) {
        socket.say(...speech('All ', 'of it.'), offer(`by ${socket.number}`));
        return;
      }
      socket.say(heard('All'));
      fault(socket);
    }),
  );
}

describe('closed live sessions', () => {
  const closes: readonly (readonly [code: number, reason: string, expected: string, why: string])[] = [
    [1007, 'Request contains an invalid argument.', 'invalid-request', 'live-unsuited'],
    [1008, 'The token has expired.', 'unauthorized', 'token-used-up'],
    [1008, 'Request had invalid authentication credentials.', 'unauthorized', 'token-used-up'],
    [
      1008,
      'models/gemini-9 is not found for API version v1alpha, or is not supported for bidiGenerateContent.',
      'not-found',
      'live-refused',
    ],
    [1008, 'Your project has been denied access.', 'forbidden', 'live-refused'],
    [1008, 'The operation was aborted.', 'network', 'live-lost'],
    [1008, 'The time of this connection is over.', 'network', 'live-lost'],
    [1011, 'Internal error encountered.', 'server-error', 'live-failed'],
    [1006, '', 'network', 'live-lost'],
    [1000, '', 'network', 'live-lost'],
    [1001, 'The server is closing.', 'network', 'live-lost'],
  ];
  for (const [code, reason, expected, why] of closes) {
    it(`by ${code} ${reason} are ${expected}, ${why}`, () => {
      const error = describeLiveClose({ code, reason, stage: 'ready' });
      expect([error.code, error.reason]).to.deep.equal([expected, why]);
      expect(error.cause).to.equal(undefined);
    });

    it(`while nothing has come yet, by ${code} ${reason}, say the same`, async () => {
      installFakeLive(
        accepting((message, socket) => {
          if (readAsked(message)) socket.fail(code, reason);
        }),
      );
      const error = await failure(new LiveClient().say('Hi'));
      expect([error.code, error.reason]).to.deep.equal([expected, why]);
    });
  }

  it('never repeat a credential', () => {
    const text = redact('wss://x/?access_token=auth_tokens/abc.d-1~ and "auth_tokens%2Fxyz" key=AIza9');
    expect(text).to.not.match(/abc|xyz|AIza/);
    expect(createLiveError('forbidden', 'live-refused', 'auth_tokens/abc').message).to.not.contain('abc');
  });
});

describe('live sessions that do not open', () => {
  it('say so where the socket is refused', async () => {
    const sockets = installFakeLive(accepting(), { opens: false });
    const client = new LiveClient();
    const work = failure(client.say('Hi'));
    await rest();
    sockets[0]?.fail(1006);
    const error = await work;
    expect([error.code, error.reason, error.retryable]).to.deep.equal(['network', 'live-unreachable', true]);
    expect(JSON.stringify([error.message, error.stack, error.cause])).to.not.contain('secret');
  });

  it('say so where nothing happens', async () => {
    const sockets = installFakeLive(accepting(), { opens: false });
    const error = await failure(new LiveClient({ times: { openMs: 30 } }).say('Hi'));
    expect(error.reason).to.equal('live-unreachable');
    expect(sockets[0]?.readyState).to.be.greaterThan(1);
  });

  it('say so where they open and then nobody accepts them', async () => {
    installFakeLive(() => undefined);
    const error = await failure(new LiveClient({ times: { silenceMs: 30 } }).say('Hi'));
    expect([error.code, error.reason]).to.deep.equal(['timeout', 'live-silent']);
  });

  it('say that it is the browser that is offline', async () => {
    const sockets = installFakeLive(accepting(), { opens: false });
    const own = Object.getOwnPropertyDescriptor(navigator, 'onLine');
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      const work = failure(new LiveClient().say('Hi'));
      await rest();
      sockets[0]?.fail(1006);
      const error = await work;
      expect([error.code, error.reason]).to.deep.equal(['offline', undefined]);
    } finally {
      if (own) Object.defineProperty(navigator, 'onLine', own);
      else Reflect.deleteProperty(navigator, 'onLine');
    }
  });

  it('say what the page could not get a token for', async () => {
    installFakeLive(accepting());
    const refusal = new ChatError('unauthorized', { reason: 'token-refused' });
    const error = await failure(new LiveClient({ takeToken: () => Promise.reject(refusal) }).say('Hi'));
    expect(error).to.equal(refusal);
  });

  it('are asked for with another token where theirs was used up, once', async () => {
    const sockets = installFakeLive((message, socket) => {
      if (socket.number === 0) socket.fail(1008, 'The token has been used up.');
      else if (message['setup']) socket.say({ setupComplete: {} });
      else socket.say(...speech('Hello.'));
    });
    const client = new LiveClient();
    expect(words(await client.say('Hi'))).to.equal('Hello.');
    expect(client.tokens).to.deep.equal(['auth_tokens/secret-0', 'auth_tokens/secret-1']);
    expect(sockets[1]?.url).to.contain('secret-1');
  });

  it('are given up where a second token is used up as well', async () => {
    installFakeLive((_message, socket) => socket.fail(1008, 'The token has been used up.'));
    const client = new LiveClient();
    const error = await failure(client.say('Hi'));
    expect([error.code, error.reason]).to.deep.equal(['unauthorized', 'token-used-up']);
    expect(client.tokens).to.have.length(2);
  });

  it('are opened again with the next question', async () => {
    const sockets = installFakeLive((message, socket) => {
      if (socket.number === 0) socket.fail(1011, 'Internal error encountered.');
      else if (message['setup']) socket.say({ setupComplete: {} });
      else socket.say(...speech('Hello.'));
    });
    const client = new LiveClient();
    expect((await failure(client.say('Hi'))).retryable).to.equal(true);
    expect(words(await client.send({ input: client.history }))).to.equal('Hello.');
    expect(sockets).to.have.length(2);
  });
});

describe('live sessions that break in the middle of an answer', () => {
  const faults: readonly (readonly [name: string, fault: (socket: FakeLiveSocket) => void])[] = [
    ['lost', (socket) => socket.fail(1006)],
    ['closed', (socket) => socket.fail(1000)],
    ['failed', (socket) => socket.fail(1011, 'Internal error encountered.')],
    ['without a token', (socket) => socket.fail(1008, 'The token has expired.')],
    [
      'too old',
      (socket) => {
        socket.say({ goAway: { timeLeft: '1s' } });
        socket.fail(1008, 'Policy.');
      },
    ],
  ];
  for (const [name, fault] of faults) {
    it(`${name}, are opened anew, and the answer begins anew without doubling`, async () => {
      const sockets = breaking([0], fault);
      const client = new LiveClient();
      const reply = await client.say('Hi');
      expect([words(reply), reply.status]).to.deep.equal(['All of it.', 'completed']);
      expect(reply.steps).to.have.length(1);
      expect(client.tokens).to.have.length(2);
      expect(sockets[1]?.sent.map(readAsked).filter(Boolean)).to.deep.equal(['Hi']);
      await client.say('More');
      expect(sockets).to.have.length(2);
    });
  }

  it('show what came until something new has come', async () => {
    const sockets = breaking([0], (socket) => socket.fail());
    const client = new LiveClient();
    let reply = emptyReply;
    const shown: string[] = [];
    const events: InteractionEvent[] = [];
    for await (const event of client.transport.send({ input: 'Hi' }, new AbortController().signal)) {
      events.push(event);
      reply = foldEvent(reply, event);
      if (shown.at(-1) !== words(reply)) shown.push(words(reply));
    }
    expect(shown).to.deep.equal(['', 'All', '', 'All ', 'All of it.']);
    expect(events.filter(({ event_type: type }) => type === 'interaction.created')).to.have.length(1);
    expect(sockets).to.have.length(2);
  });

  it('replace also what the first attempt had more of', async () => {
    installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        if (socket.number > 0) socket.say(...speech('Short.'));
        else {
          socket.say(
            { serverContent: { modelTurn: { parts: [{ text: 'Hm.', thought: true }] } } },
            heard('Long'),
          );
          socket.fail();
        }
      }),
    );
    const client = new LiveClient();
    let reply = emptyReply;
    const shown: string[] = [];
    for await (const event of client.transport.send({ input: 'Hi' }, new AbortController().signal)) {
      reply = foldEvent(reply, event);
      if (shown.at(-1) !== words(reply)) shown.push(words(reply));
    }
    expect(reply.steps).to.deep.equal([answer('Short.')]);
    expect(shown).to.deep.equal(['', 'Long', '', 'Short.']);
  });

  it('are tried twice and then given up, with what came', async () => {
    const sockets = breaking([0, 1, 2, 3], (socket) => socket.fail());
    const client = new LiveClient();
    let reply = emptyReply;
    const work = (async () => {
      for await (const event of client.transport.send({ input: 'Hi' }, new AbortController().signal)) {
        reply = foldEvent(reply, event);
      }
    })();
    const error = await failure(work);
    expect([error.code, error.reason]).to.deep.equal(['network', 'live-lost']);
    expect(words(reply)).to.equal('All');
    expect(sockets).to.have.length(3);
  });

  it('can be stopped while they wait for the next attempt', async () => {
    const sockets = breaking([0], (socket) => socket.fail());
    const client = new LiveClient({ times: { waits: [60_000] } });
    const stopping = new AbortController();
    const work = client.send({ input: 'Hi' }, stopping.signal).catch((error: unknown) => error);
    await rest();
    await rest();
    stopping.abort('enough');
    expect(await work).to.equal('enough');
    expect(sockets).to.have.length(1);
  });

  it('do not go on by a handle from the middle of it, where nobody knows what the server knows', async () => {
    const sockets = breaking([0], (socket) => {
      socket.say(offer('halfway'));
      socket.fail();
    });
    expect(words(await new LiveClient().say('Hi'))).to.equal('All of it.');
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({});
  });

  it('lose nothing that came before, whatever its frames are made of', async () => {
    let reply = emptyReply;
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        socket.say({ serverContent: { outputTranscription: { text: 'All' }, padding: 'x'.repeat(200_000) } });
        socket.fail(1007, 'No more.');
      }),
      { kind: 'blob' },
    );
    const work = (async () => {
      for await (const event of new LiveClient().transport.send(
        { input: 'Hi' },
        new AbortController().signal,
      )) {
        reply = foldEvent(reply, event);
      }
    })();
    expect((await failure(work)).reason).to.equal('live-unsuited');
    expect(words(reply)).to.equal('All');
    expect(sockets).to.have.length(1);
  });

  it('go on by the handle, and say the question again', async () => {
    const sockets = breaking([1], (socket) => socket.fail());
    const client = new LiveClient();
    await client.say('Hi');
    await rest();
    client.transport.close();
    expect(words(await client.say('More'))).to.equal('All of it.');
    expect(sockets.map(({ setup }) => setup['sessionResumption'])).to.deep.equal([
      {},
      { handle: 'by 0' },
      { handle: 'by 0' },
    ]);
    expect(sockets[2]?.sent.map(readAsked).filter(Boolean)).to.deep.equal(['More']);
  });

  it('are given up where the server falls silent', async () => {
    const sockets = breaking([0], () => undefined);
    const error = await failure(new LiveClient({ times: { silenceMs: 80 } }).say('Hi'));
    expect([error.code, error.reason]).to.deep.equal(['timeout', 'live-silent']);
    expect(sockets[0]?.readyState).to.be.greaterThan(1);
  });

  it('are given up where the request does not suit them', async () => {
    const sockets = breaking([0], (socket) => socket.fail(1007, 'Invalid.'));
    const error = await failure(new LiveClient().say('Hi'));
    expect(error.reason).to.equal('live-unsuited');
    expect(sockets).to.have.length(1);
  });
});

describe('live sessions that break between turns', () => {
  it('are opened again with the next question, and nobody notices', async () => {
    const sockets = breaking([], () => undefined);
    const client = new LiveClient();
    await client.say('Hi');
    await rest();
    sockets[0]?.fail();
    await rest();
    expect(words(await client.say('More'))).to.equal('All of it.');
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({ handle: 'by 0' });
    expect(sockets[1]?.sent.map(readAsked).filter(Boolean)).to.deep.equal(['More']);
  });

  it('are opened again where that shows only when something is asked', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        const asked = readAsked(message);
        if (asked === 'More' && socket.number === 0) socket.fail();
        else if (asked) socket.say(...speech('Yes.'));
      }),
    );
    const client = new LiveClient();
    await client.say('Hi');
    expect(words(await client.say('More'))).to.equal('Yes.');
    expect(sockets).to.have.length(2);
  });

  it('finish the answer when the server wants to go, and go on over another connection', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        socket.say(heard('One '), { goAway: { timeLeft: '50s' } }, ...speech('and all.'), offer('told'));
      }),
    );
    const client = new LiveClient();
    expect(words(await client.say('Hi'))).to.equal('One and all.');
    await rest();
    expect(words(await client.say('More'))).to.equal('One and all.');
    expect(sockets).to.have.length(2);
    expect(sockets[0]?.readyState).to.equal(3);
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({ handle: 'told' });
  });

  it('do not go on by a handle that is too old', async () => {
    const sockets = breaking([], () => undefined);
    const client = new LiveClient({ times: { handleMs: 40 } });
    await client.say('Hi');
    await rest();
    await rest();
    client.transport.close();
    await client.say('More');
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({});
  });

  it('try a handle again where the server has not noticed yet that they are closed', async () => {
    const sockets = installFakeLive((message, socket) => {
      if (message['setup'] && socket.number === 1) socket.fail(1011, 'The session is still connected.');
      else if (message['setup']) socket.say({ setupComplete: {} });
      else socket.say(...speech('Yes.'), offer('here'));
    });
    const client = new LiveClient();
    client.history.push(ask('Before'), answer('it'));
    await client.say('Hi');
    await rest();
    client.transport.close();
    expect(words(await client.say('More'))).to.equal('Yes.');
    expect(sockets.map(({ setup }) => setup['sessionResumption'])).to.deep.equal([
      {},
      { handle: 'here' },
      { handle: 'here' },
    ]);
  });
});
