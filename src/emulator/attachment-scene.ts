import { disclosure } from './conversation-texts.js';
import { describeMedia, type MediaFacts } from './describe-media.js';
import { fenceText } from './fence-text.js';
import { listMedia } from './find-media.js';
import type { Scene } from './scene.js';

function escapeName(name: string): string {
  return name.replaceAll(/[!-,/:-@[-`{-~]/g, '\\$&');
}

function writeItem({ type, name, mimeType, facts, quote }: MediaFacts): string {
  const called = name ? ` called **${escapeName(name)}**` : '';
  const line = `- ${type}${called} (\`${mimeType}\`), ${facts.join(', ')}`;
  if (quote === undefined) return line;
  const quoted = fenceText(quote).replaceAll(/^/gm, '  ');
  return `${line}. It begins:\n\n${quoted}\n`;
}

/** Says truthfully what came with a turn, as far as its bytes tell it. */
export const attachmentScene: Scene = {
  name: 'attachments',
  matches: (turn) => listMedia(turn).length > 0,
  reply(turn) {
    const media = listMedia(turn).map((content) => describeMedia(content, turn.files));
    const them = media.length === 1 ? 'it' : 'them';
    return `Thank you, this is what has arrived:

${media.map(writeItem).join('\n')}

${disclosure} So I cannot look at ${them} as Gemini would, but I can read what the first bytes say, and you can see that everything arrived.`;
  },
};
