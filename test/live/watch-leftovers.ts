import { expect } from 'chai';
import { listOpenSockets } from '../support/fake-live-socket.js';

/** Timers that have yet to fire, by the function that they are to call. */
const pending = new Map<ReturnType<typeof setTimeout>, string>();
const endings: (() => void)[] = [];

const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;

globalThis.setTimeout = new Proxy(startTimer, {
  apply(target, self, [callback, wait, ...given]: Parameters<typeof setTimeout>) {
    const timer: ReturnType<typeof setTimeout> = Reflect.apply(target, self, [
      (...values: unknown[]) => {
        pending.delete(timer);
        return Reflect.apply(callback, undefined, values);
      },
      wait,
      ...given,
    ]);
    pending.set(timer, `${wait} ms: ${String(callback).slice(0, 120)}`);
    return timer;
  },
});
globalThis.clearTimeout = new Proxy(stopTimer, {
  apply(target, self, [timer]: [ReturnType<typeof setTimeout>]) {
    pending.delete(timer);
    Reflect.apply(target, self, [timer]);
  },
});

/** Called when a test is over, after which nothing may be open or waiting. */
export function endAfterwards(end: () => void): void {
  endings.push(end);
}

/** What is still open or waiting. */
export function listLeftovers(): string[] {
  return [...pending.values(), ...listOpenSockets().map(({ url }) => `a socket to ${url}`)];
}

afterEach(async () => {
  for (const end of endings.splice(0)) end();
  const latest = performance.now() + 1500;
  while (listLeftovers().length > 0 && performance.now() < latest) {
    await new Promise((resolve) => startTimer(resolve, 10));
  }
  const left = listLeftovers();
  pending.clear();
  expect(left, 'what nobody closed').to.deep.equal([]);
});
