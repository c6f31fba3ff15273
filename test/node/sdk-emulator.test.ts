import { createGeminiEmulator } from '../../src/emulator.js';
import { serveHandler } from './serve-handler.js';
import { testSdkCalls } from './test-sdk-calls.js';

testSdkCalls('emulator', async () => ({
  url: await serveHandler(createGeminiEmulator()),
  slowUrl: await serveHandler(createGeminiEmulator({ pace: 20 })),
}));
