import { FakeGemini, HeldStream, post } from '../server/fake-gemini.js';

/**
 * A machine that tells the first half of a reply, writes what its reader got to the output, and waits for its fall:
 * `tell-half.ts <address of Redis> <events as JSON>`.
 */
const [, , redis = '', events = ''] = process.argv;
const held = new HeldStream();
const handler = new FakeGemini(() => held.response).handler({ redis, log: false });
const { body } = await handler(post({ input: 'x', stream: true }));
held.push(events);
for await (const bytes of body ?? []) process.stdout.write(bytes);
