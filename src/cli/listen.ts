import { once } from 'node:events';
import type { Server } from 'node:http';
import { CommandError } from './command-error.js';

/** Begins to listen, and gives the address; throws in words where that does not work. */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new CommandError(1, explain(error, port, host));
  }
  const address = server.address();
  const chosen = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${chosen}`;
}

function explain(error: unknown, port: number, host: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is in use; --port chooses another.`;
  if (code === 'EACCES') return `This user may not listen on port ${port}; --port chooses another.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine; see --host.`;
  return `It was not possible to listen on port ${port} of ${host} (${String(code)}).`;
}
