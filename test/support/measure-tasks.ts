/** Milliseconds of the longest task while something goes on: the longest that nothing else got its turn. */
export async function measureLongestTask(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const note = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => {
    note();
    channel.port2.postMessage(0);
  });
  channel.port1.start();
  channel.port2.postMessage(0);
  await run();
  note();
  channel.port1.close();
  return longest;
}

/** Milliseconds that something takes, all of it in one task. */
export function measureTask(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

/** Counts the frames that are painted until it is told to stop. */
export function countFrames(): () => number {
  let frames = 0;
  let isOver = false;
  const next = (): void => {
    if (isOver) return;
    frames += 1;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  return () => {
    isOver = true;
    return frames;
  };
}

/** Waits until everything else that is due has had its turn; unlike a timer, without a delay. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(0);
  });
}

/** Milliseconds that the work below takes where limits of time are meant to hold. */
const usualTime = 10;

/** How many times slower than usual this machine is now, or 1; limits of time are to be multiplied by it. */
export function measureSlowness(): number {
  const text = '*.*,'.repeat(400);
  const times = Array.from({ length: 6 }, () =>
    measureTask(() => {
      for (let start = 0; start < text.length; start += 2) {
        text.slice(start).replaceAll(/[*.]/g, '-').split(',');
      }
    }),
  );
  return Math.max(1, Math.min(...times) / usualTime);
}
