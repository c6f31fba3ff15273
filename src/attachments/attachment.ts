import type { Content } from '../protocol/step.js';
import { checkFile } from './check-file.js';
import { readFileText } from './file-text.js';
import { findMimeType } from './find-mime-type.js';
import type { AttachmentOptions } from './attachment-options.js';
import { readLink } from './read-link.js';
import type { Refusal } from './refusal.js';
import { shortenName } from './shorten-name.js';
import { findMediaKind, type MediaKind } from './to-media.js';

/** What a page hands in to be attached: files, and links to files or to videos on YouTube. */
export type Attachable = File | URL | string;

/** How far a file got. `refused` is final; `failed` may be tried again. */
export type AttachmentState =
  | 'waiting'
  | 'reading'
  | 'uploading'
  | 'processing'
  | 'ready'
  | 'refused'
  | 'failed';

/** A file that is to go with the next message; replaced when it changes. */
export interface Attachment {
  readonly id: number;
  /** As it is shown; empty where nobody knows. */
  readonly name: string;
  readonly kind: MediaKind;
  readonly state: AttachmentState;
  /** Bytes, where they are known. */
  readonly size?: number | undefined;
  readonly mimeType?: string | undefined;
  /** Where it comes from; absent for what came back with a message. */
  readonly source?: Attachable | undefined;
  /** Bytes that it takes of the message. */
  readonly inlineBytes?: number | undefined;
  /** How much of it has been sent, from 0 to 1. */
  readonly progress?: number | undefined;
  /** What is sent, as soon as it is ready. */
  readonly content?: Content | undefined;
  /** Its path in the file store, where it was put there for this message. */
  readonly path?: string | undefined;
  readonly refusal?: Refusal | undefined;
}

/** Whether something is still to be done before it can be sent. */
export function isPending({ state }: Attachment): boolean {
  return state === 'waiting' || state === 'reading' || state === 'uploading' || state === 'processing';
}

/** Whether it is something that can be attached at all: pages call from JavaScript too. */
export function isAttachable(thing: unknown): thing is Attachable {
  return thing instanceof File || thing instanceof URL || typeof thing === 'string';
}

/** What a file or a link looks like, before anything of it is read: refused, or waiting. */
export function describeSource(source: Attachable, options: AttachmentOptions): Omit<Attachment, 'id'> {
  if (!(source instanceof File)) {
    const link = readLink(source);
    const name = shortenName('name' in link ? link.name : String(source));
    return 'error' in link
      ? { name, kind: 'document', state: 'refused', refusal: link }
      : {
          name,
          kind: link.content.type === 'text' ? 'document' : link.content.type,
          state: 'waiting',
          source,
        };
  }
  const { size, type } = source;
  const name = shortenName(source.name);
  const mimeType = findMimeType(source);
  const refusal = checkFile({ name: source.name, size, type, mimeType }, options);
  const kind = findMediaKind(mimeType ?? '');
  return { name, kind, size, mimeType, source, state: refusal ? 'refused' : 'waiting', refusal };
}

/** What is known of a piece of content that comes back with a message; undefined for a person's own words. */
export function describeContent(content: Content): Omit<Attachment, 'id'> | undefined {
  if (content.type === 'text') {
    const file = readFileText(content.text ?? '');
    if (!file) return undefined;
    const size = new Blob([file.text]).size;
    return { name: file.name, kind: 'document', state: 'ready', size, inlineBytes: size, content };
  }
  const { type: kind, data, uri, mime_type: mimeType } = content;
  // Three bytes are written as four letters.
  const size = data === undefined ? undefined : Math.floor((data.length * 3) / 4);
  return { name: nameAddress(uri), kind, state: 'ready', mimeType, size, inlineBytes: size, content };
}

/** A store's own ids tell a reader nothing. */
function nameAddress(uri = ''): string {
  if (!URL.canParse(uri) || /\/files\/[^/]+$/.test(uri)) return '';
  const link = readLink(uri);
  return 'name' in link ? link.name : new URL(uri).host;
}

/** Whether two pieces of content hold the same; one that was sent comes back as a copy. */
export function holdsSame(one: Content | undefined, other: Content): boolean {
  if (!one) return false;
  if (one.type === 'text' || other.type === 'text') {
    return one.type === other.type && 'text' in one && 'text' in other && one.text === other.text;
  }
  return one.type === other.type && one.data === other.data && one.uri === other.uri;
}
