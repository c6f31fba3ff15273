import type { WireObject } from '../protocol/wire-object.js';
import { decodeBase64 } from './decode-base64.js';
import { formatCount } from './format-amount.js';
import { measureBase64 } from './measure-base64.js';
import { readPictureSize } from './read-picture-size.js';
import { textField } from './read-step.js';
import type { SceneFile } from './scene.js';

/** What a content of a type is called in a sentence. */
const mediaNames: Readonly<Record<string, string>> = {
  image: 'an image',
  audio: 'a sound',
  document: 'a document',
  video: 'a video',
};

/** Files larger than this are told by their size alone. */
const mostBytes = 4_000_000;
/** Lines of a text that are quoted, and letters of each. */
const quotedLines = 3;
const quotedLetters = 120;

const textTypes = /^(?:text\/|application\/(?:json|xml|javascript|yaml))/;

/** What can be said of a file without a model. */
export interface MediaFacts {
  readonly type: string;
  readonly name: string;
  readonly mimeType: string;
  /** Its size, dimensions and the like, each a phrase. */
  readonly facts: readonly string[];
  /** The beginning of a text. */
  readonly quote?: string;
}

function describePicture(data: string): string[] {
  // A picture from a camera may carry a preview and notes before it tells its size.
  const size = readPictureSize(decodeBase64(data, 262_144) ?? new Uint8Array());
  return size ? [`${formatCount(size.width)} × ${formatCount(size.height)} pixels`] : [];
}

function describeSound(data: string): string[] {
  const bytes = decodeBase64(data, 44);
  if (!bytes || bytes.length < 44 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'RIFF') return [];
  const perSecond = new DataView(bytes.buffer).getUint32(28, true);
  return perSecond > 0 ? [`${((measureBase64(data) - 44) / perSecond).toFixed(1)} seconds`] : [];
}

function describePages(bytes: Uint8Array): string[] {
  const letters = new TextDecoder('latin1').decode(bytes);
  const pages = letters.match(/\/Type\s*\/Page(?![s\w])/g)?.length ?? 0;
  if (pages === 0) return ['its pages are packed, so they are not counted'];
  return [pages === 1 ? 'one page' : `${formatCount(pages)} pages`];
}

function describeText(bytes: Uint8Array): Pick<MediaFacts, 'facts' | 'quote'> {
  const text = new TextDecoder().decode(bytes).trimEnd();
  const lines = text === '' ? [] : text.split(/\r?\n/);
  const words = text.match(/\S+/g)?.length ?? 0;
  const quote = lines
    .slice(0, quotedLines)
    .map((line) => Array.from(line).slice(0, quotedLetters).join(''))
    .join('\n');
  const count = (number: number, one: string) => `${formatCount(number)} ${one}${number === 1 ? '' : 's'}`;
  return { facts: [count(lines.length, 'line'), count(words, 'word')], ...(quote ? { quote } : {}) };
}

function lookInto(mimeType: string, data: string): Pick<MediaFacts, 'facts' | 'quote'> {
  if (mimeType.startsWith('image/')) return { facts: describePicture(data) };
  if (mimeType.startsWith('audio/')) return { facts: describeSound(data) };
  if (measureBase64(data) > mostBytes) return { facts: [] };
  const bytes = decodeBase64(data);
  if (bytes && mimeType === 'application/pdf') return { facts: describePages(bytes) };
  return bytes && textTypes.test(mimeType) ? describeText(bytes) : { facts: [] };
}

const youtube = /^https:\/\/(?:www\.)?(?:youtube\.com\/watch\?(?:.*&)?v=|youtu\.be\/)([\w-]+)/;

/** Bytes as a phrase, and what the address says where there are none. */
function describeOrigin(content: WireObject, file: SceneFile | undefined): string {
  const data = content['data'];
  const bytes = typeof data === 'string' ? measureBase64(data) : file?.bytes;
  if (bytes !== undefined) return `${formatCount(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const uri = textField(content, 'uri');
  const video = youtube.exec(uri)?.[1];
  if (video) return `by its address: the YouTube video \`${video}\``;
  return URL.canParse(uri) ? `by its address at \`${new URL(uri).host || uri}\`` : 'by its address';
}

/** What came with a turn, described from its bytes, its address or its upload. */
export function describeMedia(content: WireObject, files: readonly SceneFile[] = []): MediaFacts {
  const { data } = content;
  const uri = textField(content, 'uri');
  const file = files.find((candidate) => uri !== '' && candidate.uri === uri);
  const isVideo = youtube.test(uri);
  const mimeType = textField(content, 'mime_type') || file?.mimeType || (isVideo ? 'video' : 'unknown type');
  const { facts, ...more } = typeof data === 'string' ? lookInto(mimeType, data) : { facts: [] };
  return {
    type: mediaNames[textField(content, 'type')] ?? 'a file',
    name: file?.name ?? textField(content, 'name'),
    mimeType,
    facts: [describeOrigin(content, file), ...facts],
    ...more,
  };
}
