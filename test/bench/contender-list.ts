/** Who takes part, with what they are and the module that makes them. */
export const contenders = {
  ours: { title: 'this renderer', module: 'page/this-renderer.ts', isPeer: false },
  floor: { title: 'floor', module: 'page/floor.ts', isPeer: false },
  'floor-sheet': { title: 'floor, our groups and sheet', module: 'page/floor.ts', isPeer: false },
  'streaming-markdown': {
    title: 'streaming-markdown',
    module: 'contenders/streaming-markdown.js',
    isPeer: true,
  },
  streamdown: { title: 'streamdown', module: 'contenders/streamdown.js', isPeer: true },
  'deep-chat': { title: 'deep-chat', module: 'contenders/deep-chat.js', isPeer: true },
  'deep-chat-partial': {
    title: 'deep-chat, partialRender',
    module: 'contenders/deep-chat-partial.js',
    isPeer: true,
  },
  marked: { title: 'marked + DOMPurify', module: 'contenders/marked-dompurify.js', isPeer: true },
} as const;

export type ContenderName = keyof typeof contenders;

function isContenderName(name: string): name is ContenderName {
  return Object.hasOwn(contenders, name);
}

export const contenderNames = Object.keys(contenders).filter(isContenderName);
