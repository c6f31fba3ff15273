import { ChatError } from './chat-error.js';
import { applyPatch } from './part-patch.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** The kinds of content that are text or media. */
export const contentTypes: ReadonlySet<unknown> = new Set(['text', 'image', 'audio', 'document', 'video']);

/** Raw sound says how fast it is to be played in its media type. */
function writeMimeType(content: WireObject): string | undefined {
  const { mime_type: type, sample_rate: rate, type: kind } = content;
  if (typeof type !== 'string' || type === '') return undefined;
  return kind === 'audio' && typeof rate === 'number' && /^audio\/(l16|pcm)$/i.test(type)
    ? `${type};rate=${rate}`
    : type;
}

function writeMedia(content: WireObject): WireObject {
  const { data, uri, type } = content;
  const mimeType = writeMimeType(content);
  const kind = mimeType === undefined ? {} : { mimeType };
  if (typeof data === 'string' && data !== '') return { inlineData: { ...kind, data } };
  if (typeof uri === 'string' && uri !== '') return { fileData: { ...kind, fileUri: uri } };
  throw new ChatError('invalid-request', {
    message: `Content of type ${String(type)} has neither data nor uri.`,
  });
}

function writeProcessing(processing: unknown): WireObject {
  if (processing === 'agentic' || processing === 'static')
    return { mediaProcessing: processing.toUpperCase() };
  if (!isWireObject(processing)) return {};
  const { start_offset: startOffset, end_offset: endOffset, fps } = processing;
  const metadata = {
    ...(startOffset === undefined ? {} : { startOffset }),
    ...(endOffset === undefined ? {} : { endOffset }),
    ...(fps === undefined ? {} : { fps }),
  };
  return Object.keys(metadata).length > 0 ? { videoMetadata: metadata } : {};
}

function writeBase(content: WireObject): WireObject {
  const { type, text, processing, resolution } = content;
  if (type === 'text') return { text: typeof text === 'string' ? text : '' };
  if (!contentTypes.has(type)) {
    throw new ChatError('invalid-request', {
      message: `generateContent has no counterpart for content of type ${String(type)}.`,
    });
  }
  return {
    ...writeMedia(content),
    ...(type === 'video' ? writeProcessing(processing) : {}),
    ...(typeof resolution === 'string'
      ? { mediaResolution: { level: `MEDIA_RESOLUTION_${resolution.toUpperCase()}` } }
      : {}),
  };
}

/** A piece of content as a part: what was received as a part comes out as that same part. */
export function writeContentPart(content: WireObject): WireObject {
  const { signature, part } = content;
  const base = writeBase(content);
  return applyPatch(typeof signature === 'string' ? { ...base, thoughtSignature: signature } : base, part);
}
