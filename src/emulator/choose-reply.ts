import { type ComposedReply, composeReply } from './compose-reply.js';
import { GoogleError } from './google-error.js';
import type { Scene, SceneTurn } from './scene.js';

/** What the first scene that fits says to a turn. */
export function chooseReply(turn: SceneTurn, scenes: readonly Scene[]): ComposedReply {
  const scene = scenes.find((candidate) => candidate.matches(turn));
  if (!scene) throw new GoogleError(500, { message: 'No scene answers this request.' });
  return composeReply(scene.reply(turn), turn);
}
