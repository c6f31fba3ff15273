import type { Contender } from './contender.js';

/** How chunks follow each other: one a frame, or one a task with no pause between. */
export type Pace = 'paced' | 'fast';

export interface Feeding {
  /** Milliseconds from the first chunk to the end. */
  readonly wall: number;
  readonly frames: number;
  /** How many chunks were written; fewer than given where time was up. */
  readonly written: number;
}

function feedByFrame(next: () => boolean): Promise<number> {
  return new Promise((resolve) => {
    let frames = 0;
    const step = (): void => {
      frames += 1;
      if (next()) requestAnimationFrame(step);
      else resolve(frames);
    };
    requestAnimationFrame(step);
  });
}

function feedByTask(next: () => boolean, onFrame: () => void): Promise<number> {
  return new Promise((resolve) => {
    let frames = 0;
    let frame = 0;
    const step = (): void => {
      frames += 1;
      onFrame();
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      if (next()) {
        port2.postMessage(0);
        return;
      }
      cancelAnimationFrame(frame);
      port1.close();
      resolve(frames);
    });
    port1.start();
    port2.postMessage(0);
  });
}

/** Writes all chunks, each in its turn, and keeps the end in view as a chat does: once a frame. */
export async function feedChunks(
  contender: Contender,
  chunks: readonly string[],
  pace: Pace,
  limit: number,
): Promise<Feeding> {
  const start = performance.now();
  let written = 0;
  const follow = (): void => {
    contender.scroller.scrollTop = contender.scroller.scrollHeight;
  };
  const next = (): boolean => {
    const chunk = chunks[written];
    if (chunk === undefined || performance.now() - start > limit) return false;
    contender.write(chunk);
    written += 1;
    if (pace === 'paced') follow();
    return true;
  };
  const frames = await (pace === 'paced' ? feedByFrame(next) : feedByTask(next, follow));
  if (written === chunks.length) await contender.end();
  follow();
  return { wall: performance.now() - start, frames, written };
}
