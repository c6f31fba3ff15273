import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

const closers = new Set<() => void>();

after(() => {
  for (const close of closers) close();
});

/** A way between a browser and a server, as bytes travel it, and what can happen to it. */
interface BreakableLine {
  /** An address that leads to the server. */
  readonly url: string;
  /** Breaks whatever is open; what is opened then works. */
  readonly cut: () => void;
  /** Nothing gets through any more, and nobody is told. */
  readonly stall: () => void;
  /** Nobody can be reached any more. */
  readonly takeDown: () => void;
  /** All is well again, but for what was open. */
  readonly mend: () => void;
  /** Connections that are open. */
  readonly count: () => number;
}

/** Passes bytes on to a server until the file's tests are over. */
export async function openLine(to: string): Promise<BreakableLine> {
  const { port } = new URL(to);
  const pairs = new Set<readonly [near: Socket, far: Socket]>();
  let state: 'well' | 'stalled' | 'down' = 'well';
  const proxy = createServer((near) => {
    near.on('error', () => undefined);
    if (state === 'down') {
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(port), '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    far.on('error', () => undefined);
    near.on('data', (data) => state !== 'stalled' && far.write(data));
    far.on('data', (data) => state !== 'stalled' && near.write(data));
    near.on('close', () => {
      pairs.delete(pair);
      far.destroy();
    });
    far.on('close', () => state === 'stalled' || near.destroy());
  });
  const cut = (): void => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  closers.add(() => {
    cut();
    proxy.close();
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    stall: () => {
      state = 'stalled';
    },
    takeDown: () => {
      state = 'down';
      cut();
    },
    mend: () => {
      if (state === 'stalled') cut();
      state = 'well';
    },
    count: () => pairs.size,
  };
}
