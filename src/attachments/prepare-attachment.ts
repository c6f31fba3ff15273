import type { Attachment } from './attachment.js';
import { awaitFile } from './await-file.js';
import type { Route } from './choose-route.js';
import { readAttachment } from './read-attachment.js';
import { refuse } from './refusal.js';
import { toMedia } from './to-media.js';
import { uploadFile } from './upload-file.js';
import type { UploadOptions } from './upload-options.js';

/** A file whose way is known. */
export interface RoutedFile {
  readonly file: File;
  readonly name: string;
  readonly mimeType: string;
  readonly route: Route;
  /** Bytes that the message itself can carry. */
  readonly inlineBytes: number;
}

/** What comes to be known of a file on its way. */
export type AttachmentChange = Partial<Omit<Attachment, 'id' | 'name'>>;

/**
 * Makes a file ready to be sent, telling each step; the last is `ready`, `refused` or `failed`. When the signal
 * aborts, throws its reason; nothing else is thrown.
 */
export async function prepareAttachment(
  routed: RoutedFile,
  options: Omit<UploadOptions, 'onProgress'>,
  tell: (change: AttachmentChange) => void,
): Promise<void> {
  try {
    await (routed.route === 'inline'
      ? readInline(routed, options.signal, tell)
      : upload(routed, options, tell));
  } catch (cause) {
    options.signal.throwIfAborted();
    const reason = routed.route === 'inline' ? 'unreadable' : 'failed';
    tell({ state: 'failed', refusal: refuse(reason, routed.name, { cause }) });
  }
}

async function readInline(
  { file, name, mimeType }: RoutedFile,
  signal: AbortSignal,
  tell: (change: AttachmentChange) => void,
): Promise<void> {
  tell({ state: 'reading' });
  const content = await readAttachment(file, { name, mimeType }, signal);
  tell(content ? { state: 'ready', content } : { state: 'refused', refusal: refuse('binary', name) });
}

async function upload(
  { file, name, mimeType, inlineBytes }: RoutedFile,
  options: Omit<UploadOptions, 'onProgress'>,
  tell: (change: AttachmentChange) => void,
): Promise<void> {
  tell({ state: 'uploading', progress: 0 });
  const onProgress = (progress: number): void => tell({ progress });
  const uploaded = await uploadFile(file, { name, mimeType }, { ...options, onProgress });
  if (!uploaded) {
    return tell({ state: 'refused', refusal: refuse('size', name, { most: inlineBytes }) });
  }
  tell({ state: 'processing', path: uploaded.path });
  const { state, uri } = await awaitFile(uploaded, options);
  if (state === 'failed') return tell({ state: 'refused', refusal: refuse('processing', name) });
  tell({ state: 'ready', content: toMedia(mimeType, { uri }) });
}
