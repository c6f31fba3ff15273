import { failureScenes } from './failure-scenes.js';
import { functionCallScene, functionResultScene } from './function-scenes.js';
import { jsonScene } from './json-scene.js';
import { introductionScene, memoryScene } from './memory-scene.js';
import type { Scene } from './scene.js';
import { searchScene } from './search-scene.js';
import { codeExecutionScene, urlContextScene } from './tool-scenes.js';
import { textScenes } from './text-scenes.js';

/**
 * What the emulator can play, in the order in which it is asked. Failures and a few others are commands
 * (`error 429`, `drop`, `slow`; a slash or “please” in front is fine); the rest is found by a word of the
 * prompt, by what the request declares (functions, a response format), or by what was said before.
 */
export const builtInScenes: readonly Scene[] = [
  functionResultScene,
  ...failureScenes,
  jsonScene,
  functionCallScene,
  introductionScene,
  memoryScene,
  searchScene,
  codeExecutionScene,
  urlContextScene,
  ...textScenes,
];
