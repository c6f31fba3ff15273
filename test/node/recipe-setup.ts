import { register } from 'node:module';
import { createGeminiEmulator } from '../../src/emulator/gemini-emulator.js';

/** Imported before a recipe: its packages are found here, and its Gemini is the emulator. */
const places = {
  'gemini-chat-element/server': new URL('../../src/server.ts', import.meta.url).href,
  express: new URL('express-stand-in.ts', import.meta.url).href,
};
const hooks = `
  const places = ${JSON.stringify(places)};
  export const resolve = (name, context, next) => next(places[name] ?? name, context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const emulator = createGeminiEmulator();

/** Asks the emulator, whatever the address. */
export const fetchOffline: typeof globalThis.fetch = (input, init) => emulator(input, init);

globalThis.fetch = fetchOffline;
