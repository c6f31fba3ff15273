import assert from 'node:assert/strict';
import type { RawData } from 'ws';

/** What came in a frame, as text. */
export function readFrame(data: RawData): string {
  assert.ok(Buffer.isBuffer(data));
  return data.toString();
}
