import { agentScenes } from './agent-scenes.js';
import { audioScenes } from './audio-scenes.js';
import { codeScenes } from './code-scenes.js';
import { computerScene } from './computer-scene.js';
import { documentScene } from './document-scene.js';
import { failureScenes } from './failure-scenes.js';
import { fileSearchScene } from './file-search-scene.js';
import { functionCallScene, functionChainScene, functionResultScene } from './function-scenes.js';
import { functionTroubleScenes } from './function-trouble-scenes.js';
import { imageScenes } from './image-scenes.js';
import { brokenJsonScene, jsonScene } from './json-scene.js';
import { mapsScene } from './maps-scene.js';
import { introductionScene, memoryScene } from './memory-scene.js';
import { oddScenes } from './odd-scenes.js';
import { personaScene } from './persona-scene.js';
import type { Scene } from './scene.js';
import { searchScene } from './search-scene.js';
import { serverToolScenes } from './server-tool-scenes.js';
import { textScenes } from './text-scenes.js';
import { urlContextScene } from './url-scene.js';
import { videoScene } from './video-scene.js';

/**
 * What the emulator can play, in the order in which it is asked. Failures and a few others are commands
 * (`error 429`, `drop`, `slow`; a slash or “please” in front is fine); the rest is found by a word of the
 * prompt, by what the request declares (functions, tools, a response format, an agent), by what it brings, or
 * by what was said before.
 */
export const builtInScenes: readonly Scene[] = [
  ...functionTroubleScenes,
  functionChainScene,
  functionResultScene,
  ...failureScenes,
  ...oddScenes,
  brokenJsonScene,
  jsonScene,
  ...agentScenes,
  functionCallScene,
  computerScene,
  ...codeScenes,
  ...imageScenes,
  ...audioScenes,
  videoScene,
  documentScene,
  introductionScene,
  personaScene,
  memoryScene,
  fileSearchScene,
  searchScene,
  urlContextScene,
  mapsScene,
  ...serverToolScenes,
  ...textScenes,
];
