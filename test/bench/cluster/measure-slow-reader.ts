import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ports, type Cluster } from './cluster.js';
import { readMegabytes, startProgram } from './start-process.js';

const readers = 50;
/** Pieces of an answer that is far larger than what a socket holds. */
const pieces = 200_000;
const seconds = 20;

/** A client that asks and then never reads. */
function askAndStall(index: number): Socket {
  const body = JSON.stringify({ input: `load ${pieces}`, stream: true });
  const socket = connect(ports.first, '127.0.0.1');
  socket.pause();
  socket.on('error', () => socket.destroy());
  socket.write(
    `POST /interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nX-Visitor: idle ${index}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return socket;
}

/** What clients cost that read nothing of an answer which comes as fast as it can be read. */
export async function measureSlowReader(cluster: Cluster): Promise<void> {
  const emulator = await startProgram('emulator-program.ts', { port: ports.fast, pace: 0 });
  await cluster.restart('first', { baseUrl: `http://127.0.0.1:${ports.fast}` });
  const { pid } = cluster.first;
  const sockets = Array.from({ length: readers }, (_, index) => askAndStall(index));
  const rows = [];
  const before = readMegabytes([pid]);
  for (let second = 5; second <= seconds; second += 5) {
    await pause(5000);
    rows.push({ second, 'MB more than before': (readMegabytes([pid]) - before).toFixed(1) });
  }
  console.log(`\n${readers} clients that read nothing of answers of ${pieces * 8} bytes`);
  console.table(rows);
  for (const socket of sockets) socket.destroy();
  await emulator.stop();
}
