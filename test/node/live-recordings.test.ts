import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { readFrame } from './read-frame.js';
import { readRecordings, recordingsMissing } from './recordings.js';
import { serveLive } from './serve-live.js';

const recordings = readRecordings('live', '.log').map(({ name, text }) => ({
  name,
  isVertex: name.includes('Vertex'),
  frames: text
    .split(/\n(?=[<>]\d+ )/)
    .map((frame) => /^([<>])\d+ (.*)$/s.exec(frame) ?? [])
    .map(([, way, body = '']) => ({ isSent: way === '>', body })),
}));

/** Which fields there are, and in which order, down to the kinds of their values. */
function describeShape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(describeShape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([field, inner]) => [field, describeShape(inner)]);
}

/** Google's other platform says a little more: what it adds is taken out. */
function leaveOutVertex(body: string): string {
  return body.replace(/"sessionId": "[^"]*"/, '').replace(/"role": "model",/, '');
}

function readMessages(bodies: readonly string[]): unknown[] {
  return bodies.map((body) => JSON.parse(body));
}

/** What the emulator sends to the client of a recording until its turn is complete. */
async function replay(sent: readonly string[]): Promise<string[]> {
  const { url } = await serveLive();
  const path = '//ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=any';
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`);
  const received: string[] = [];
  let closing = '';
  socket.on('message', (data) => received.push(readFrame(data)));
  socket.on('close', (code, reason) => {
    closing = `${code} ${String(reason)}`;
  });
  await once(socket, 'open');
  for (const body of sent) {
    // The platform's long names of models; here they are short.
    socket.send(body.replace(/"projects\/[^"]*\/models\//, '"models/'));
  }
  const end = performance.now() + 5000;
  while (!received.some((body) => body.includes('turnComplete'))) {
    assert.ok(performance.now() < end && !closing, `no answer: ${closing}`);
    await pause(10);
  }
  socket.close();
  return received;
}

describe('recorded sessions of the Live API', { skip: recordingsMissing }, () => {
  it('are there', () => {
    assert.ok(recordings.length >= 8);
  });

  for (const { name, frames } of recordings) {
    it(`get messages of the same shape from the emulator: ${name}`, async () => {
      const sent = frames.filter(({ isSent }) => isSent).map(({ body }) => body);
      const recorded = frames.filter(({ isSent }) => !isSent).map(({ body }) => leaveOutVertex(body));
      const shapes = readMessages(await replay(sent)).map(describeShape);
      const wanted = readMessages(recorded)
        .map(describeShape)
        // A transcription that has not begun yet.
        .filter((shape) => JSON.stringify(shape) !== '[["serverContent",[["outputTranscription",[]]]]]');
      assert.ok(wanted.length >= 2);
      let from = 0;
      for (const shape of wanted) {
        const text = JSON.stringify(shape);
        const at = shapes.findIndex((own, index) => index >= from && JSON.stringify(own) === text);
        assert.notEqual(at, -1, `${text} is not among ${JSON.stringify(shapes)}`);
        from = at + 1;
      }
    });
  }

  it('are written letter by letter as the emulator writes', async () => {
    const plain = recordings.filter(({ isVertex }) => !isVertex);
    assert.ok(plain.length >= 2);
    for (const { frames } of plain) {
      for (const { isSent, body } of frames) {
        if (!isSent) assert.equal(body.trimEnd(), JSON.stringify(JSON.parse(body), undefined, 2));
      }
      const [setup] = await replay(frames.filter(({ isSent }) => isSent).map(({ body }) => body));
      assert.equal(setup, frames.find(({ isSent }) => !isSent)?.body);
    }
  });
});
