import { createLimiter } from '../../src/limits/create-limiter.js';
import { openRedis } from '../../src/server/open-redis.js';

// A program: takes every place of its visitor, says so, and goes on until it is ended.
const [url = '', places = '1', lease = '1'] = process.argv.slice(2);
const { ask } = openRedis(url, (message) => console.error(message));
const limits = { visitor: { concurrentStreams: Number(places) }, address: {}, site: {} };
const limiter = createLimiter(limits, ask, { minute: 60, day: 86_400, lease: Number(lease) });
for (let place = 0; place < Number(places); place += 1) {
  await limiter.admit({ visitor: 'anna', address: undefined }, 600);
}
console.log('taken');
setInterval(() => undefined, 60_000);
