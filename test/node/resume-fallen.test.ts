import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { Conversation } from '../../src/conversation/conversation.js';
import { createGeminiEmulator } from '../../src/emulator.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { FakeGemini, type HeldStream, makeRequest, pause, readAll, readOne } from '../server/fake-gemini.js';
import { created, done, readEvents, readText, say, write } from '../server/resumable-reply.js';
import { begin, machineOverRedis, name, obstacle, readUntil, redis, running, tell, two } from './machines.js';

describe('a reply whose machine fell', { skip: obstacle }, () => {
  const start = write({ event_type: 'step.start', index: 0, step: { type: 'model_output' } });
  const call = write({
    event_type: 'step.start',
    index: 1,
    step: { type: 'function_call', id: 'c1', name: 'f' },
  });
  const stop = (index: number): string => write({ event_type: 'step.stop', index });
  const pass = (text: string): string =>
    write({ event_type: 'step.delta', index: 1, delta: { type: 'arguments_delta', arguments: text } });
  const picture = write({ event_type: 'step.delta', index: 0, delta: { type: 'image', data: 'QUJD' } });
  const half = created + start + say('One ') + picture + say('twö 🙂 th') + stop(0) + call + pass('{"a":');
  // Gemini tells it again, cut elsewhere.
  const whole =
    created +
    write({ event_type: 'interaction.status_update', interaction_id: 'v1_run', status: 'in_progress' }) +
    start +
    say('One tw') +
    picture +
    say('ö 🙂 th') +
    stop(0) +
    call +
    pass('{"a":1,') +
    pass('"b":2}') +
    stop(1) +
    done;

  /** Another machine of the same site. */
  function openOther(answer: () => Response) {
    const gemini = new FakeGemini(answer);
    const handler = machineOverRedis(gemini, { log: false });
    running.push(handler);
    const ask = (id: string, cursor: string): Promise<Response> =>
      handler(makeRequest('GET', `/api/chat/interactions/${id}?stream=true&last_event_id=${cursor}`));
    return { gemini, ask };
  }

  function stream(text: string): Response {
    return new Response(tell(text), { headers: { 'content-type': 'text/event-stream' } });
  }

  async function letFall() {
    if (!redis) throw new Error('There is no Redis');
    const words = ['--import', 'tsx', 'test/node/tell-half.ts', redis.url, tell(half)];
    const machine = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let told = '';
    machine.stdout.setEncoding('utf8');
    for await (const text of machine.stdout) {
      told += String(text);
      if (told.includes(String.raw`{\"a\":"`)) break;
    }
    // Redis hears of it a moment later than the reader.
    await pause(200);
    machine.kill('SIGKILL');
    const events = readEvents(told);
    return { told, events, id: events[0]?.interaction?.id ?? '' };
  }

  it('is taken over by the machine that is asked, which tells only what was not told', async () => {
    const { events, id } = await letFall();
    const { gemini, ask } = openOther(() => stream(whole));
    await pause(5500);
    const [, , one, , two] = events;
    const answers = await Promise.all(
      [one, two, events.at(-1)].map((event) => ask(id, event?.event_id ?? '')),
    );
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    const [fromOne = '', fromTwo = '', fromLast = ''] = texts;
    assert.ok(fromOne.endsWith(fromTwo) && fromTwo.endsWith(fromLast));
    assert.equal(readText(fromOne), 'twö 🙂 th');
    assert.equal(readText(fromTwo), '');
    const rest = readEvents(fromLast);
    assert.deepEqual(
      rest.map(({ event_type: type, delta }) => [type, delta]),
      [
        ['interaction.status_update', undefined],
        ['step.delta', { type: 'arguments_delta', arguments: '1,' }],
        ['step.delta', { type: 'arguments_delta', arguments: '"b":2}' }],
        ['step.stop', undefined],
        ['interaction.completed', undefined],
      ],
    );
    const ids = [...events, ...rest].map(({ event_id: number }) => number);
    assert.equal(new Set(ids).size, ids.length);
    for (const number of ids) assert.match(number, /^~/);
    // Of all who came back, the first began it; Gemini was asked once.
    assert.deepEqual(
      gemini.calls.map(
        ({ request }) => `${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`,
      ),
      [`GET /v1beta/interactions/${name}?stream=true`],
    );
    // And what it told can be resumed as well, anywhere.
    const third = openOther(() => stream(''));
    assert.equal(readEvents(await (await third.ask(id, rest[2]?.event_id ?? '')).text()).length, 2);
    assert.equal(third.gemini.calls.length, 0);
  });

  it('is not found, so that the whole is asked for, where Gemini cannot tell it again', async () => {
    const { events, id } = await letFall();
    const { ask } = openOther(() => Response.json({ error: { code: 'not_found' } }, { status: 404 }));
    await pause(5500);
    for (let count = 0; count < 2; count += 1) {
      assert.equal((await ask(id, events.at(-1)?.event_id ?? '')).status, 404);
    }
  });

  it('is taken over at once where the machine was closed', async () => {
    const { held, reader, handlers, id } = await begin(two);
    held.push(say('One '));
    const [one] = readEvents(await readOne(reader));
    const closing = handlers[0]?.close(0);
    assert.equal(await readAll(reader), '');
    await closing;
    const { ask } = openOther(() => stream(created + say('One two.') + done));
    const answer = await ask(id, one?.event_id ?? '');
    assert.equal(readText(await answer.text()), 'two.');
  });
});

describe('a conversation whose machine is closed', { skip: obstacle }, () => {
  it('goes on at the next, with every letter once', async () => {
    const words = 'Öne two thrée fïve sıx — sëven 🙂 ëight nine ten elëven twélve thirteen.';
    const asked: string[] = [];
    const emulator = createGeminiEmulator({
      pace: 20,
      scenes: [{ name: 'words', matches: () => true, reply: () => words }],
    });
    const gemini = new FakeGemini((request) => {
      asked.push(`${request.method} ${new URL(request.url).search}`);
      return emulator(request);
    });
    const [first, next] = two(gemini, { log: false });
    if (!first || !next) throw new Error('There are no machines');
    running.push(first, next);
    let machine = first;
    const fetch = (request: Request): Promise<Response> => machine(request);
    const conversation = new Conversation({
      transport: () => new BackendTransport({ endpoint: 'https://shop.example/api', fetch }),
      settings: () => ({}),
      schedule: (callback) => void setTimeout(callback, 5),
    });
    const texts: string[] = [];
    conversation.subscribe(({ messages }) => {
      const text = messages.at(-1)?.text ?? '';
      texts.push(text);
      if (!text.includes('sıx') || machine === next) return;
      machine = next;
      void first.close(0);
    });
    const reply = await conversation.send('Go');
    assert.equal(reply.status, 'complete');
    assert.equal(reply.text, words);
    assert.deepEqual(asked, ['POST ', 'GET ?stream=true']);
    for (const text of texts) assert.ok(words.startsWith(text) || text === 'Go', text);
  });
});

describe('a Redis server that falls', { skip: obstacle }, () => {
  it('takes nothing from those who read, and machines find each other again when it is back', async () => {
    const { held, reader, first, ask, handlers, id } = await begin(two);
    held.push(say('One '));
    await readUntil(reader, 'One');
    await redis?.kill();
    held.push(say('two '));
    await readUntil(reader, 'two');
    // Elsewhere nobody knows of it, and says so.
    assert.equal((await ask('GET', `?stream=true&last_event_id=${first}`)).status, 404);
    // Here it can be resumed.
    const path = `/api/chat/interactions/${id}?stream=true&last_event_id=${first}`;
    const here = await handlers[0]?.(makeRequest('GET', path));
    assert.equal(readText(await readUntilEnd(here, held)), 'One two three.');
    assert.equal(readText(await readAll(reader)), 'three.');
    await redis?.start();
    await pause(3000);
    assert.equal((await ask('GET', `?stream=true&last_event_id=${first}`)).status, 404);
    const again = await begin(two);
    again.held.push(say('Hello.') + done);
    again.held.close();
    await pause(100);
    assert.equal(readText(await readAll(await again.resume(again.first))), 'Hello.');
  });
});

async function readUntilEnd(response: Response | undefined, held: HeldStream): Promise<string> {
  held.push(say('three.') + done);
  held.close();
  return (await response?.text()) ?? '';
}
