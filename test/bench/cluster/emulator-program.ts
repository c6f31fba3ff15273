import { createServer } from 'node:http';
import * as v from 'valibot';
import { createGeminiEmulator, toNodeListener } from '../../../src/emulator.js';
import { loadScene } from './load-scene.js';
import { readSettings } from './start-process.js';

/** The offline Gemini in a process of its own. */
const { port, pace } = v.parse(v.object({ port: v.number(), pace: v.number() }), readSettings());
const emulator = createGeminiEmulator({ pace, scenes: [loadScene] });
createServer(toNodeListener(emulator)).listen({ port, host: '127.0.0.1', backlog: 4096 }, () =>
  console.log('ready'),
);
