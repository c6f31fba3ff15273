import { expect } from 'chai';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { accepting, installFakeLive, offer, readAsked, speech } from '../support/fake-live-socket.js';
import { LiveClient, rest, until, words } from './live-client.js';

const heard = (text: string): WireObject => ({ serverContent: { outputTranscription: { text } } });

const call = (...ids: readonly string[]): WireObject => ({
  toolCall: { functionCalls: ids.map((id) => ({ id, name: `get_${id}`, args: { city: 'Rome' } })) },
});

const result = (id: string) => ({
  type: 'function_result',
  call_id: id,
  name: `get_${id}`,
  result: { sky: 'blue' },
});

describe('functions in live sessions', () => {
  it('are called, and their results go back by the id of the call', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (message['toolResponse']) socket.say(...speech('It is blue.'));
        else if (readAsked(message)) socket.say(heard('Wait. '), call('a', 'b'));
      }),
    );
    const client = new LiveClient();
    const reply = await client.say('The sky?');
    expect(reply.status).to.equal('requires_action');
    expect(reply.steps.slice(1)).to.deep.equal([
      { type: 'function_call', id: 'a', name: 'get_a', arguments: { city: 'Rome' } },
      { type: 'function_call', id: 'b', name: 'get_b', arguments: { city: 'Rome' } },
    ]);
    const next = await client.say([result('a'), result('b')]);
    expect([words(next), next.status]).to.deep.equal(['It is blue.', 'completed']);
    expect(sockets).to.have.length(1);
    expect(sockets[0]?.sent.at(-1)).to.deep.equal({
      toolResponse: {
        functionResponses: [
          { id: 'a', name: 'get_a', response: { output: { sky: 'blue' } } },
          { id: 'b', name: 'get_b', response: { output: { sky: 'blue' } } },
        ],
      },
    });
    await client.say('Thanks');
    expect(sockets).to.have.length(1);
    expect(sockets[0]?.sent.at(-1)).to.deep.equal({ realtimeInput: { text: 'Thanks' } });
  });

  it('are called together where the calls come one after the other', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (message['toolResponse']) socket.say(...speech('It is blue.'));
        else if (readAsked(message)) {
          socket.say(call('a'), call('b'), { toolCallCancellation: { ids: ['b'] } }, call('c'));
        }
      }),
    );
    const client = new LiveClient({ times: { callsMs: 40 } });
    const reply = await client.say('The sky?');
    expect(reply.steps.map((step) => ('id' in step ? step.id : ''))).to.deep.equal(['a', 'c']);
    expect(words(await client.say([result('a'), result('c')]))).to.equal('It is blue.');
    expect(sockets).to.have.length(1);
  });

  it('that the server takes back before they are told leave the answer as it is', async () => {
    installFakeLive(
      accepting((message, socket) => {
        if (!readAsked(message)) return;
        socket.say(heard('So'), call('a'), { toolCallCancellation: { ids: ['a'] } }, ...speech(' be it.'));
      }),
    );
    const reply = await new LiveClient({ times: { callsMs: 40 } }).say('The sky?');
    expect([words(reply), reply.status]).to.deep.equal(['So be it.', 'completed']);
  });

  it('that the server takes back are told so, and nobody sends their results', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (message['toolResponse']) socket.say(...speech('Half of it.'));
        else if (readAsked(message)) socket.say(call('a', 'b'));
      }),
    );
    const client = new LiveClient();
    await client.say('The sky?');
    const [kept, taken] = [client.transport.watchCall('a'), client.transport.watchCall('b')];
    sockets[0]?.say({ toolCallCancellation: { ids: ['b'] } });
    await until(() => taken?.aborted);
    expect(kept?.aborted).to.equal(false);
    expect(client.transport.watchCall('c')).to.equal(undefined);
    expect(words(await client.say([result('a'), result('b')]))).to.equal('Half of it.');
    expect(JSON.stringify(sockets[0]?.sent.at(-1)))
      .to.contain('get_a')
      .and.not.contain('get_b');
  });

  it('that the server takes back, all of them, end the turn', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (readAsked(message)) socket.say(call('a'));
      }),
    );
    const client = new LiveClient();
    await client.say('The sky?');
    sockets[0]?.say({ toolCallCancellation: { ids: ['a'] } });
    await until(() => client.transport.watchCall('a')?.aborted);
    const reply = await client.say([result('a')]);
    expect([reply.steps.length, reply.done, reply.status]).to.deep.equal([0, true, 'completed']);
    expect(JSON.stringify(sockets[0]?.sent)).to.not.contain('toolResponse');
  });

  it('whose connection was lost are told to the next, with what they gave back', async () => {
    const sockets = installFakeLive(
      accepting((message, socket) => {
        if (message['setup']) socket.say(offer('begun'));
        const asked = readAsked(message);
        if (asked.includes('blue')) socket.say(...speech('It is blue.'));
        else if (asked) socket.say(call('a'));
      }),
    );
    const client = new LiveClient();
    await client.say('The sky?');
    sockets[0]?.fail();
    await rest();
    expect(words(await client.say([result('a')]))).to.equal('It is blue.');
    expect(sockets[1]?.setup['sessionResumption']).to.deep.equal({ handle: 'begun' });
    const [told = ''] = sockets[1]?.sent.map(readAsked).filter(Boolean) ?? [];
    expect(told).to.contain('{"user":"The sky?"},{"call":"get_a","id":"a","arguments":{"city":"Rome"}}');
    expect(told).to.contain('{"result":{"sky":"blue"},"id":"a"}');
  });
});
