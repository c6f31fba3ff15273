import { constants } from 'node:os';

/** A terminal and what started this process may both pass on the same Ctrl+C. */
const echoMilliseconds = 300;

/** Resolves when the process is told to stop. Told once more, it stops at once. */
export function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    let told: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        const now = performance.now();
        if (told !== undefined && now - told > echoMilliseconds)
          process.exit(128 + constants.signals[signal]);
        told ??= now;
        resolve();
      });
    }
  });
}
