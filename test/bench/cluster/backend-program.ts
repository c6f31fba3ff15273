import { createServer } from 'node:http';
import * as v from 'valibot';
import { createChatHandler, toNodeListener } from '../../../src/server.js';
import { readSettings } from './start-process.js';

/** A chat backend in a process of its own; its visitors say in a header who they are. */
const settings = v.parse(
  v.object({
    port: v.number(),
    baseUrl: v.string(),
    redis: v.optional(v.string()),
    requestsPerMinute: v.optional(v.number()),
    resumeSeconds: v.optional(v.number()),
  }),
  readSettings(),
);
const { port, baseUrl, redis, requestsPerMinute, resumeSeconds } = settings;
const handler = createChatHandler({
  apiKey: 'offline-emulator-needs-none',
  baseUrl,
  redis,
  resumeSeconds,
  identify: (request) => request.headers.get('x-visitor') ?? undefined,
  limits: { visitor: { requestsPerMinute }, address: {}, site: {} },
  log: false,
});
createServer(toNodeListener(handler)).listen({ port, host: '127.0.0.1', backlog: 4096 }, () =>
  console.log('ready'),
);
