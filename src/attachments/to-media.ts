import type { Content } from '../protocol/step.js';

/** The kinds of media that the wire knows. */
export type MediaKind = 'image' | 'audio' | 'video' | 'document';

/** Which of them a type belongs to. */
export function findMediaKind(mimeType: string): MediaKind {
  const family = mimeType.split('/', 1)[0];
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'document';
}

/** A piece of content that holds a file, or says where it is. */
export function toMedia(mimeType: string, source: { data: string } | { uri: string }): Content {
  return { type: findMediaKind(mimeType), ...source, mime_type: mimeType };
}
