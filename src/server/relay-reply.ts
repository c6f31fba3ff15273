import type { ReplyReader } from '../replay/reply-piece.js';
import type { RequestContext } from './backend.js';
import type { ChatPolicy } from './read-options.js';
import { relayStream } from './relay-stream.js';
import type { StreamFormat } from './stream-format.js';

/** The answer to one who reads a reply. */
export function relayReply(
  reader: ReplyReader,
  { heartbeat, mediaType }: StreamFormat,
  policy: Pick<ChatPolicy, 'heartbeatSeconds' | 'streamSeconds'>,
  { request, record }: RequestContext,
): Response {
  const { heartbeatSeconds, streamSeconds } = policy;
  const { signal } = request;
  return new Response(relayStream(reader, { signal, record, heartbeat, heartbeatSeconds, streamSeconds }), {
    headers: { 'content-type': `${mediaType}; charset=utf-8`, 'x-accel-buffering': 'no' },
  });
}
