import { articleText } from './article-text.js';
import { createThought } from './compose-reply.js';
import { composeText } from './compose-text.js';
import {
  type AttachedFile,
  greetingText,
  thinkingAnswer,
  thinkingThoughts,
  writeAttachmentText,
  writeDefaultText,
} from './conversation-texts.js';
import { arabicText, hebrewText, unicodeText } from './language-texts.js';
import { codeText, markdownText, tableText } from './markdown-text.js';
import { mentions, readCommand } from './match-prompt.js';
import { contentOf, textField } from './read-step.js';
import type { Scene, SceneTurn } from './scene.js';

/** A scene that answers with one text when its name is all that is said, or one of its words occurs. */
function onWords(name: string, words: readonly string[], text: string): Scene {
  return {
    name,
    matches: ({ prompt }) => readCommand(prompt) === name || mentions(prompt, words),
    reply: () => text,
  };
}

const thinkingScene: Scene = {
  name: 'thinking',
  matches: ({ prompt }) =>
    mentions(prompt, ['thinking', 'think (?:hard|harder|aloud|step)', 'reasoning', 'puzzle', 'riddle']),
  // Asked for by name, so the thoughts are shown whatever the request's generation_config says.
  reply: () => ({ steps: [createThought(thinkingThoughts), composeText(thinkingAnswer)] }),
};

const echoCommand = /^\/?(?:echo|repeat)[\s:]+/i;

const echoScene: Scene = {
  name: 'echo',
  matches: ({ prompt }) => echoCommand.test(prompt),
  reply: ({ prompt }) => prompt.replace(echoCommand, ''),
};

function measureBase64(data: string): number {
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}

function listFiles(turn: SceneTurn): AttachedFile[] {
  const contents = turn.input.flatMap((step) => contentOf(step));
  return contents
    .filter((content) => content['type'] !== 'text')
    .map((content) => {
      const { data } = content;
      return {
        type: textField(content, 'type'),
        mimeType: textField(content, 'mime_type') || 'unknown type',
        bytes: typeof data === 'string' ? measureBase64(data) : undefined,
      };
    });
}

const attachmentScene: Scene = {
  name: 'attachments',
  matches: (turn) => listFiles(turn).length > 0,
  reply: (turn) => writeAttachmentText(listFiles(turn)),
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
  thinkingScene,
  onWords('markdown', ['markdown', 'formatting'], markdownText),
  onWords('table', ['tables?', 'compare'], tableText),
  onWords('long', ['long (?:answer|text|reply|story|read)', 'article', 'essay'], articleText),
  onWords('code', ['code', 'program', 'snippet'], codeText),
  onWords('right-to-left', ['arabic', 'right-to-left', 'rtl', 'العربية'], arabicText),
  onWords('hebrew', ['hebrew', 'עברית'], hebrewText),
  onWords('unicode', ['unicode', 'emojis?', 'cjk', 'chinese', 'japanese', 'korean'], unicodeText),
  greetingScene,
  defaultScene,
];
