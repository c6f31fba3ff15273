import { expect } from 'chai';
import { Conversation } from '../../src/conversation/conversation.js';
import type { TurnSettings } from '../../src/conversation/turn-settings.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { overToken } from '../../src/transport/over-token.js';
import type { Transport } from '../../src/transport/transport.js';
import { answerEvents, streamOf } from '../support/fake-backend.js';
import {
  readFrames,
  readRecordedInteractions,
  readSaid,
  readSignatures,
  type RecordedInteraction,
} from '../support/recorded-interactions.js';
import { bodyOf, cut } from '../support/shared-data.js';

const cuts = [1, 3, 'random'] as const;

type Road = (fetch: (request: Request) => Promise<Response>) => Transport;

/** To Gemini through a backend, and without one. */
const roads: readonly (readonly [name: string, open: Road])[] = [
  ['through a backend', (fetch) => new BackendTransport({ endpoint: 'https://far.test/api', fetch })],
  [
    'from Google directly',
    (fetch) =>
      overToken({
        tokenEndpoint: '',
        getToken: async () => ({ token: 'AQ.short-lived' }),
        apiBase: 'https://far.test',
        api: 'interactions',
        fetch: (input, init) => fetch(new Request(input, init)),
      }),
  ],
];

/** A conversation over a far end that gives these answers in turn, then plain ones; and what it was asked. */
function talkOver(
  road: Road,
  answers: readonly (() => Response)[],
  settings: TurnSettings = { stateless: true },
) {
  const waiting = [...answers];
  const requests: WireObject[] = [];
  const transport = road(async (request) => {
    const body: unknown = await request.json();
    requests.push(isWireObject(body) ? body : {});
    return waiting.shift()?.() ?? streamOf(answerEvents('And so on.', ''));
  });
  const conversation = new Conversation({
    transport: () => transport,
    settings: () => settings,
    schedule: (callback) => queueMicrotask(callback),
  });
  return { conversation, requests };
}

function answer(
  { bytes, isStream }: Pick<RecordedInteraction, 'bytes' | 'isStream'>,
  size: number | 'random',
) {
  const type = isStream ? 'text/event-stream' : 'application/json';
  return () => new Response(bodyOf(cut(bytes, size)), { headers: { 'content-type': type } });
}

const typesOf = (steps: readonly Step[]): string[] => steps.map(({ type }) => type);

const sentSteps = (request: WireObject | undefined): unknown[] =>
  Array.isArray(request?.['input']) ? request['input'] : [];

/** The places at which a stream can end: after each frame, inside each, and inside its last bytes. */
function listEnds(text: string): number[] {
  const ends = new Set<number>();
  const encoder = new TextEncoder();
  let place = 0;
  for (const frame of text.split(/(?<=\n\n)/)) {
    const { length } = encoder.encode(frame);
    for (const part of [7, length / 3, length - 3, length - 1, length]) ends.add(place + Math.floor(part));
    place += length;
  }
  return [...ends].filter((end) => end > 0 && end < place).toSorted((one, other) => one - other);
}

for (const [name, road] of roads) {
  describe(`a conversation over recorded answers ${name}`, () => {
    const talk = (answers: readonly (() => Response)[], settings?: TurnSettings) =>
      talkOver(road, answers, settings);
    let recordings: RecordedInteraction[] = [];
    let streams: RecordedInteraction[] = [];

    before(async function () {
      const read = await readRecordedInteractions();
      if (!read) this.skip();
      recordings = read;
      streams = recordings.filter(({ isStream }) => isStream);
      expect(streams.length).to.be.greaterThan(5);
      expect(recordings.length).to.be.greaterThan(streams.length + 5);
    });

    it('says what they say and sends every step back as it came, however they are cut', async function () {
      this.timeout(30_000);
      let signatures = 0;
      for (const recording of recordings) {
        const { file, text } = recording;
        for (const size of cuts) {
          const where = `${file} ${size}`;
          const { conversation, requests } = talk([answer(recording, size)]);
          const reply = await conversation.send('Go');
          expect(reply.status, where).to.equal('complete');
          expect(reply, where).to.not.have.property('error');
          const isCalling = reply.calls !== undefined;
          expect(reply.text, where).to.equal(readSaid(recording) + (isCalling ? 'And so on.' : ''));
          await conversation.send('Next');
          const request = requests.at(-1);
          const [asked, ...rest] = sentSteps(request);
          expect(asked, where).to.have.property('type', 'user_input');
          expect(JSON.stringify(rest.slice(0, -1)), where).to.equal(JSON.stringify(reply.steps));
          if (!recording.isStream) {
            const { steps }: { steps: unknown[] } = JSON.parse(text);
            expect(JSON.stringify(rest.slice(0, steps.length)), where).to.equal(JSON.stringify(steps));
          }
          const body = JSON.stringify(rest);
          for (const signature of readSignatures(text)) {
            expect(
              body.includes(JSON.stringify(signature)),
              `${where} keeps ${signature.slice(0, 20)}…`,
            ).to.equal(true);
            signatures += 1;
          }
          for (const each of requests) {
            expect(each, where).to.include({ store: false });
            expect(each, where).to.not.have.property('previous_interaction_id');
          }
        }
      }
      expect(signatures, 'signatures that were looked for').to.be.greaterThan(20);
    });

    it('goes on from their ids where the server keeps them, and never from an empty one', async () => {
      for (const recording of recordings) {
        const { conversation, requests } = talk([answer(recording, 'random')], {});
        const reply = await conversation.send('Go');
        const [, id] = /"id":\s*"([^"]*)"/.exec(recording.text) ?? [];
        const second = requests[1] ?? (await conversation.send('Next'), requests[1]);
        expect(second?.['previous_interaction_id'], recording.file).to.equal(id || undefined);
        expect(reply.status, recording.file).to.equal('complete');
      }
    });

    it('is the same streamed and whole', async () => {
      let twins = 0;
      for (const whole of recordings.filter(({ isStream }) => !isStream)) {
        const twin = streams.find(({ file }) => file === whole.file.replace('.json.json', '.chunks.txt.sse'));
        if (!twin) continue;
        const [one, other] = await Promise.all(
          [whole, twin].map((recording) => talk([answer(recording, 'random')]).conversation.send('Go')),
        );
        expect(typesOf(one?.steps ?? []), whole.file).to.deep.equal(typesOf(other?.steps ?? []));
        twins += 1;
      }
      expect(twins).to.be.greaterThan(5);
    });

    it('keeps what had come where a stream ends early, at whatever place, and can be tried again', async function () {
      this.timeout(60_000);
      let ends = 0;
      for (const stream of streams) {
        const said = readSaid(stream);
        for (const end of listEnds(stream.text)) {
          const where = `${stream.file} at ${end}`;
          const bytes = stream.bytes.slice(0, end);
          const isWhole = readFrames(new TextDecoder().decode(bytes)).some(isTerminal);
          const { conversation, requests } = talk([
            answer({ bytes, isStream: true }, 4096),
            answer(stream, 4096),
          ]);
          const reply = await conversation.send('Go');
          expect(said.startsWith(reply.calls ? '' : reply.text), where).to.equal(true);
          if (isWhole) {
            expect(reply.status, where).to.equal('complete');
            continue;
          }
          expect(['interrupted', 'error'], where).to.include(reply.status);
          expect(conversation.snapshot.status, where).to.equal('error');
          expect(reply.error?.retryable, where).to.equal(true);
          expect(requests, where).to.have.length(1);
          const again = await conversation.retry();
          expect(again?.status, where).to.equal('complete');
          expect(again?.text.startsWith(said), where).to.equal(true);
          expect(JSON.stringify(requests[1]), `${where}: the same is asked again`).to.equal(
            JSON.stringify(requests[0]),
          );
          ends += 1;
        }
      }
      expect(ends).to.be.greaterThan(300);
    });

    it('goes on after an answer that was cut without resending what nobody accepts', async () => {
      for (const stream of streams) {
        const bytes = stream.bytes.slice(0, Math.floor(stream.bytes.length * 0.6));
        const { conversation, requests } = talk([answer({ bytes, isStream: true }, 999)]);
        await conversation.send('Go');
        const next = await conversation.send('Something else');
        expect(next, stream.file).to.include({ status: 'complete', text: 'And so on.' });
        const types = new Set(sentSteps(requests.at(-1)).map((step) => isWireObject(step) && step['type']));
        for (const type of types)
          expect(['user_input', 'model_output', 'text'], stream.file).to.include(type);
      }
    });

    it('says that a whole answer could not be read where half of it came', async () => {
      for (const whole of recordings.filter(({ isStream }) => !isStream)) {
        for (const part of [0, 0.3, 0.9]) {
          const bytes = whole.bytes.slice(0, Math.floor(whole.bytes.length * part));
          const { conversation } = talk([answer({ bytes, isStream: false }, 100)]);
          const reply = await conversation.send('Go');
          expect(reply.error, `${whole.file} ${part}`).to.include({ code: 'bad-response' });
          expect(await conversation.send('Next')).to.include({ status: 'complete' });
        }
      }
    });
  });

  function isTerminal(data: string): boolean {
    try {
      const event: unknown = JSON.parse(data);
      return isWireObject(event) && event['event_type'] === 'interaction.completed';
    } catch {
      return false;
    }
  }
}
