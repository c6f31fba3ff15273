import { articleText } from './article-text.js';
import { attachmentScene } from './attachment-scene.js';
import { greetingText, writeDefaultText } from './conversation-texts.js';
import { hopScene } from './hop-scene.js';
import { arabicText, hebrewText, unicodeText } from './language-texts.js';
import { codeText, markdownText, tableText } from './markdown-text.js';
import { mentions, readCommand } from './match-prompt.js';
import { pawsScene, petsScene } from './pets-scene.js';
import { sampleScenes } from './sample-scenes.js';
import type { Scene } from './scene.js';
import { sceneListText } from './scene-list-text.js';
import { thoughtScenes } from './thought-scenes.js';

/** A scene that answers with one text when its name is all that is said, or one of its words occurs. */
function onWords(name: string, words: readonly string[], text: string): Scene {
  return {
    name,
    matches: ({ prompt }) => readCommand(prompt) === name || mentions(prompt, words),
    reply: () => text,
  };
}

const echoCommand = /^\/?(?:echo|repeat)[\s:]+/i;

const echoScene: Scene = {
  name: 'echo',
  matches: ({ prompt }) => echoCommand.test(prompt),
  reply: ({ prompt }) => prompt.replace(echoCommand, ''),
};

const greetingScene: Scene = {
  name: 'greeting',
  matches: ({ prompt }) =>
    /^(?:hello|hi|hey|help|good (?:morning|evening|day))(?: there)?,?$/.test(readCommand(prompt)),
  reply: () => greetingText,
};

const defaultScene: Scene = {
  name: 'default',
  matches: () => true,
  reply: ({ prompt }) => writeDefaultText(prompt),
};

/** Scenes that answer with a text, the most particular first; the last one answers everything. */
export const textScenes: readonly Scene[] = [
  echoScene,
  attachmentScene,
  ...thoughtScenes,
  hopScene,
  onWords('markdown', ['markdown', 'formatting'], markdownText),
  onWords('table', ['tables?', 'compare'], tableText),
  onWords('long', ['long (?:answer|text|reply|story|read)', 'article', 'essay'], articleText),
  onWords('code', ['code', 'program', 'snippet'], codeText),
  onWords('right-to-left', ['arabic', 'right-to-left', 'rtl', 'العربية'], arabicText),
  onWords('hebrew', ['hebrew', 'עברית'], hebrewText),
  onWords('unicode', ['unicode', 'emojis?', 'cjk', 'chinese', 'japanese', 'korean'], unicodeText),
  onWords('everything', [], sceneListText),
  ...sampleScenes,
  petsScene,
  pawsScene,
  greetingScene,
  defaultScene,
];
