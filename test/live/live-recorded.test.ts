import { expect } from 'chai';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { accepting, type FrameKind, installFakeLive, readAsked } from '../support/fake-live-socket.js';
import { readShared } from '../support/shared-data.js';
import { LiveClient, words } from './live-client.js';

interface Recording {
  readonly name: string;
  /** What the server said after it had accepted the setup, as it was written. */
  readonly frames: readonly string[];
}

async function readRecordings(): Promise<Recording[] | undefined> {
  const bytes = await readShared('recordings/index.json');
  if (!bytes) return undefined;
  const index: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const files = (Array.isArray(index) ? index : [])
    .map((entry: unknown) => (isWireObject(entry) ? String(entry['file']) : ''))
    .filter((file) => file.startsWith('live/'));
  return Promise.all(
    files.map(async (file) => {
      const log = new TextDecoder().decode(await readShared(`recordings/${file}`));
      const frames = log
        .split(/\n(?=[<>]\d+ )/)
        .flatMap((frame) => /^<\d+ (.*)$/s.exec(frame)?.[1] ?? [])
        .filter((frame) => !frame.includes('"setupComplete"'));
      return { name: file, frames };
    }),
  );
}

/** All values of a field, wherever in a frame it stands. */
function find(value: unknown, field: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => find(item, field));
  if (!isWireObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === field ? [inner] : find(inner, field)));
}

const over: WireObject = { serverContent: { turnComplete: true } };

describe('recorded sessions of the Live API', () => {
  for (const kind of ['text', 'blob', 'buffer'] as const satisfies readonly FrameKind[]) {
    it(`give the words and the sound that they hold, in frames of ${kind}`, async function test() {
      const recordings = await readRecordings();
      if (!recordings) {
        this.skip();
        return;
      }
      expect(recordings.length).to.be.at.least(8);
      let letters = 0;
      let samples = 0;
      for (const { name, frames } of recordings) {
        const messages = frames.map((frame): unknown => JSON.parse(frame));
        const text = messages.flatMap((message) => find(message, 'text')).join('');
        const sound = messages
          .flatMap((message) => find(message, 'data'))
          .map((data) => atob(String(data)).length);
        installFakeLive(
          accepting((message, socket) => {
            if (readAsked(message)) socket.say(...frames, over);
          }),
          { kind },
        );
        let played = 0;
        const out = { play: (pcm: Uint8Array) => (played += pcm.length), hush: () => undefined };
        const reply = await new LiveClient({ openSound: async () => out }).say('Hello');
        expect(words(reply), name).to.equal(text);
        expect(reply.status, name).to.equal('completed');
        const bytes = sound.reduce((sum, length) => sum + length, 0);
        expect(played, name).to.equal(bytes);
        const kept = find(reply.steps, 'data').map((data) => atob(String(data)).length);
        expect(kept, name).to.deep.equal(bytes > 0 ? [bytes] : []);
        letters += text.length;
        samples += bytes;
      }
      expect(letters).to.be.greaterThan(100);
      expect(samples).to.be.greaterThan(50_000);
    });
  }
});
