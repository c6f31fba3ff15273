import type { DistantReply } from '../replay/redis-shelf.js';
import type { ReplyPiece } from '../replay/reply-piece.js';
import type { Backend, RequestContext } from './backend.js';
import { CallBill } from './call-bill.js';
import { CallLifetime } from './call-lifetime.js';
import { callUpstream } from './call-upstream.js';
import { interactionEvents } from './interaction-events.js';
import { joinBytes } from './join-bytes.js';
import { RunningReply } from './running-reply.js';
import type { RunningReplies } from './running-replies.js';
import { ToldContent } from './told-content.js';
import type { UpstreamCall } from './upstream-call.js';

/**
 * Goes on with a reply whose machine fell and that this one claimed: Gemini is asked for all of it, and what was told
 * already is left out. Undefined where that is not possible; then nothing is left of it.
 */
export async function takeOver(
  call: UpstreamCall & { readonly id: string },
  distant: DistantReply,
  replies: RunningReplies,
  backend: Backend,
  context: RequestContext,
): Promise<RunningReply | undefined> {
  const { policy, running } = backend;
  const { request, visitor, record } = context;
  const lifetime = new CallLifetime(request.signal, policy.streamSeconds);
  const began = performance.now();
  try {
    const { response, key } = await callUpstream(call, policy, lifetime);
    record.upstreamStatus = response.status;
    const isStream = response.headers.get('content-type')?.startsWith(interactionEvents.mediaType);
    if (response.ok && response.body !== null && isStream) {
      const pieces = takeWholeEvents(distant.pieces);
      const bill = new CallBill(call, record, 0);
      return new RunningReply(response.body, lifetime, {
        ...policy,
        format: interactionEvents,
        key,
        ids: visitor.ids,
        meter: bill.meter,
        numbered: true,
        told: { id: call.id, pieces },
        known: readContent(pieces),
        keeper: replies,
        record,
        isRun: false,
        began,
        running,
        onQuiet: () => undefined,
        onEnd: () => bill.close(),
      });
    }
    response.body?.cancel().catch(() => undefined);
  } catch {
    // As if Gemini had nothing of it: who asked for it asks for the whole next.
  }
  lifetime.close();
  await replies.shelf?.forget(call.id);
  return undefined;
}

/** An event that was told half is told again. */
function takeWholeEvents(pieces: readonly ReplyPiece[]): readonly ReplyPiece[] {
  return pieces.slice(0, pieces.findLastIndex(({ last }) => last) + 1);
}

function readContent(pieces: readonly ReplyPiece[]): ToldContent {
  const content = new ToldContent();
  const decoder = new TextDecoder();
  let event: Uint8Array[] = [];
  for (const { bytes, last } of pieces) {
    event.push(bytes);
    if (!last) continue;
    content.add(decoder.decode(joinBytes(event)));
    event = [];
  }
  return content;
}
