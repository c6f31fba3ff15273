import type { Check } from './check-resume.js';
import { ports, type Cluster } from './cluster.js';

const allowed = 10;
const asked = 30;

async function ask(visitor: string): Promise<Response> {
  const response = await fetch(`http://127.0.0.1:${ports.site}/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-visitor': visitor },
    body: JSON.stringify({ input: 'load 1' }),
  });
  await response.arrayBuffer();
  return response;
}

/** Whether limits hold for both together. */
export async function checkLimits(cluster: Cluster): Promise<Check[]> {
  const settings = { requestsPerMinute: allowed };
  await Promise.all([cluster.restart('first', settings), cluster.restart('second', settings)]);
  const answers = await Promise.all(Array.from({ length: asked }, () => ask('eager')));
  const other = await ask('patient');
  await Promise.all([cluster.restart('first'), cluster.restart('second')]);
  const [let_, refused] = [200, 429].map((status) => answers.filter((one) => one.status === status));
  return [
    {
      claim: `of ${asked} requests of a visitor ${allowed} are let in, whichever backend they meet`,
      holds: let_?.length === allowed && refused?.length === asked - allowed,
      seen: `${let_?.length} let in, ${refused?.length} refused`,
    },
    {
      claim: 'who is refused hears when to come back',
      holds: refused?.every(({ headers }) => Number(headers.get('retry-after')) >= 1) ?? false,
      seen: `Retry-After: ${refused?.[0]?.headers.get('retry-after')}`,
    },
    { claim: 'others are let in', holds: other.status === 200, seen: `status ${other.status}` },
  ];
}
