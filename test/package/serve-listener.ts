import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

/** A key that must never be seen outside the server. */
export const key = 'AIza-canary_0123456789.abcdefghijklm';

/** Events as Gemini writes them. */
export const created = 'event: interaction.created\ndata: {"event_type":"interaction.created"}\n\n';
export const delta = 'event: step.delta\ndata: {"event_type":"step.delta"}\n\n';

/** Listens on a free port until the test is over; gives the address. */
export async function serve(test: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

/** Waits until something is so; fails when it is not so in time. */
export async function until(condition: () => boolean, milliseconds = 1000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    assert.ok(performance.now() < end, `not so within ${milliseconds} ms: ${condition.toString()}`);
    await pause(5);
  }
}
