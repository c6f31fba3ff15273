import type { Step } from '../protocol/step.js';
import { composeMedia } from './compose-media.js';
import { createThought } from './compose-reply.js';
import { composeText } from './compose-text.js';
import { drawImage } from './draw-image.js';
import { mentions, readCommand } from './match-prompt.js';
import {
  longThoughtAnswer,
  longThoughts,
  sketchAnswer,
  sketchThought,
  thinkingAnswer,
  thinkingThoughts,
} from './thought-texts.js';
import type { Scene } from './scene.js';

// Asked for by name, so the thoughts are shown whatever the request's generation_config says.

const longThoughtsScene: Scene = {
  name: 'long thoughts',
  matches: ({ prompt }) =>
    mentions(prompt, ['long thoughts?', 'think (?:for )?(?:a )?long(?: time)?', 'think deeply']),
  reply: () => ({ steps: [createThought(longThoughts), composeText(longThoughtAnswer)] }),
};

const silentThoughtsScene: Scene = {
  name: 'only thoughts',
  matches: ({ prompt }) => /^(?:only thoughts?|thoughts? only|think silently)$/.test(readCommand(prompt)),
  reply: () => ({ steps: [createThought(thinkingThoughts)] }),
};

function drawThought(): Step {
  const bytes = drawImage({ subject: 'plant', seed: 'sketch', width: 320, height: 240 });
  const image = composeMedia({ type: 'image', mimeType: 'image/png', bytes });
  return { type: 'thought', summary: [{ type: 'text', text: sketchThought }, image] };
}

const sketchScene: Scene = {
  name: 'thought with image',
  matches: ({ prompt }) =>
    mentions(prompt, ['thoughts? (?:with|and) (?:an? )?(?:image|picture|sketch)', 'visual thoughts?']),
  reply: () => ({ steps: [drawThought(), composeText(sketchAnswer)] }),
};

const thinkingScene: Scene = {
  name: 'thinking',
  matches: ({ prompt }) =>
    mentions(prompt, ['thinking', 'think (?:hard|harder|aloud|step)', 'reasoning', 'puzzle', 'riddle']),
  reply: () => ({ steps: [createThought(thinkingThoughts), composeText(thinkingAnswer)] }),
};

/** Scenes about what the model thinks, the most particular first. */
export const thoughtScenes: readonly Scene[] = [
  longThoughtsScene,
  silentThoughtsScene,
  sketchScene,
  thinkingScene,
];
