export { attachLive } from './emulator/attach-live.js';
export type { LiveServer, LiveServerOptions } from './emulator/attach-live.js';
export { createGeminiEmulator } from './emulator/gemini-emulator.js';
export type { GeminiEmulator, GeminiEmulatorOptions } from './emulator/gemini-emulator.js';
export { GoogleError } from './emulator/google-error.js';
export type { GoogleErrorOptions } from './emulator/google-error.js';
export type { Fault, FaultBody } from './emulator/fault.js';
export type { Scene, SceneFile, SceneReply, SceneTurn } from './emulator/scene.js';
export { toNodeListener } from './server/to-node-listener.js';
