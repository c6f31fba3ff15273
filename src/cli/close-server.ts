import { once } from 'node:events';
import type { Server } from 'node:http';

/** For the last bytes of answers that are over. */
const graceMilliseconds = 1000;

/** Takes no further connections, and resolves when those that there are have ended or were cut off. */
export async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearTimeout(timer);
}
