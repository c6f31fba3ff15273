import { composeMedia } from './compose-media.js';
import { filmBalloon } from './film-balloon.js';
import { listMedia } from './find-media.js';
import { mentions } from './match-prompt.js';
import { findFormat } from './read-formats.js';
import type { Scene } from './scene.js';

const asking = [
  '(?:generate|create|make|film|show)[^.?!]{0,60}\\s(?:videos?|films?|clips?|movies?|animations?)',
];

/** Seconds, given as a number or as in `4s`; a film of more than eight would be large. */
function readSeconds(duration: unknown): number {
  const seconds = Number.parseFloat(String(duration));
  return Number.isFinite(seconds) ? Math.min(8, Math.max(1, seconds)) : 4;
}

/** A short silent film. */
export const videoScene: Scene = {
  name: 'video',
  matches: (turn) =>
    findFormat(turn, 'video') !== undefined ||
    (listMedia(turn).length === 0 && mentions(turn.prompt, asking)),
  reply(turn) {
    const format = findFormat(turn, 'video');
    const isUpright = /^(?:9:16|3:4)$/.test(String(format?.['aspect_ratio']));
    const [width, height] = isUpright ? [176, 320] : [320, 176];
    const bytes = filmBalloon({
      seed: turn.prompt,
      width,
      height,
      seconds: readSeconds(format?.['duration']),
    });
    const video = composeMedia({ type: 'video', mimeType: 'video/mp4', bytes }, format?.['delivery']);
    const text = `Here is a short film: **a balloon drifts over hills**, ${width} × ${height} pixels, without sound.

*The emulator cannot film what you describe. It has this one film, and draws it frame by frame.*`;
    const isSilent = format !== undefined && !findFormat(turn, 'text');
    const content = isSilent ? [video] : [{ type: 'text', text }, video];
    return { steps: [{ type: 'model_output', content }] };
  },
};
