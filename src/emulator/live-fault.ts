import type { WireObject } from '../protocol/wire-object.js';
import type { Fault } from './fault.js';
import type { LivePort } from './live-session.js';

/** A connection in terms of frames. */
export interface LiveFrames {
  /** Sends bytes as a frame; one that is not the last of its message goes on in the next. */
  send(bytes: Uint8Array, isLast: boolean): void;
  close(code: number, reason: string): void;
  drop(): void;
}

/** Messages that no client may choke on. */
const garbage: readonly Uint8Array[] = [
  ...[
    '',
    'not JSON',
    '{"serverContent":{"modelTu',
    'null',
    '[]',
    '"only a text"',
    '{"weather":{"sun":true}}',
  ].map((text) => new TextEncoder().encode(text)),
  new Uint8Array([0xff, 0xfe, 0xc3, 0x28]),
];

/** Google writes its messages for people, too. */
function encode(message: WireObject): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(message, undefined, 2)}\n`);
}

/** Writes a session's messages, with a fault somewhere in between: `after` counts messages here. */
export function createLivePort(frames: LiveFrames, fault: Fault | undefined): LivePort {
  let count = 0;
  let isStalled = false;
  const sendPieces = (bytes: Uint8Array, size: number) => {
    for (let start = 0; start < bytes.length; start += size) {
      frames.send(bytes.subarray(start, start + size), start + size >= bytes.length);
    }
  };
  const send = (bytes: Uint8Array) => {
    const isDue = fault !== undefined && 'after' in fault && count === (fault.after ?? 0);
    count += 1;
    if (fault?.kind === 'chunks') return sendPieces(bytes, fault.size ?? 1);
    if (!isDue) return frames.send(bytes, true);
    if (fault.kind === 'garbage') {
      for (const frame of garbage) frames.send(frame, true);
      return frames.send(bytes, true);
    }
    isStalled = true;
    if (fault.kind === 'drop') return frames.close(1000, '');
    if (fault.kind === 'cut') frames.send(bytes.subarray(0, bytes.length / 2), false);
    if (fault.kind !== 'stall') frames.drop();
  };
  return {
    send: (message) => {
      if (!isStalled) send(encode(message));
    },
    close: (code, reason) => {
      if (!isStalled) frames.close(code, reason);
    },
    drop: () => frames.drop(),
  };
}
