import type { Message } from '../conversation/message.js';
import { readFileText } from '../attachments/file-text.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import type { Content } from '../protocol/step.js';
import { readObjects, readText } from './read-fields.js';

/** A piece of media in a message. */
export interface MediaPiece {
  readonly content: Content;
  /** More of its data may still come. */
  readonly isArriving: boolean;
}

/** More than anybody looks at; each costs the browser memory of its own. */
const mostMedia = 100;

/** The media that a message holds, in order. */
export function listMedia(message: Message): MediaPiece[] {
  const wanted = message.role === 'user' ? 'user_input' : 'model_output';
  const contents = message.steps
    .filter(({ type }) => type === wanted)
    .flatMap((step) => readObjects(step, 'content').map(showFileText).filter(isMedia));
  const open = message.status === 'streaming' ? findOpen(message) : undefined;
  return contents.slice(0, mostMedia).map((content) => ({ content, isArriving: content === open }));
}

/** Sound comes in pieces that are joined; what stands last while its step may be open is not all of it. */
function findOpen({ steps }: Message): unknown {
  const last = readObjects(steps.at(-1), 'content').at(-1);
  return last?.['type'] === 'audio' ? last : undefined;
}

/** A text file goes to the model in words; to its reader it is a file. */
function showFileText(content: WireObject): WireObject {
  const file = content['type'] === 'text' ? readFileText(readText(content, 'text')) : undefined;
  if (!file) return content;
  const extension = /\.(\w+)$/.exec(file.name)?.[1] ?? 'txt';
  // Sized at once, so that its words need not be kept twice.
  return {
    type: 'document',
    mime_type: `text/${extension}`,
    name: file.name,
    size: new Blob([file.text]).size,
  };
}

function isMedia(content: WireObject): content is WireObject & Content {
  return (
    isWireObject(content) &&
    content['type'] !== 'text' &&
    ['data', 'uri', 'name'].some((name) => hasField(content, name))
  );
}

function hasField(content: WireObject, name: string): boolean {
  return readText(content, name) !== '';
}
