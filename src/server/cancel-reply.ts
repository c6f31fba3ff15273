import { doneServerEvent, writeServerEvent } from '../protocol/write-server-event.js';
import type { RunningReplies } from './running-replies.js';

/** Stops a reply that runs here or at another machine, by Gemini's id of it; false where that is Gemini's to do. */
export async function cancelReply(
  id: string,
  interaction: { readonly id: string; readonly object: string; readonly status: string },
  replies: RunningReplies,
): Promise<boolean> {
  const lastEvent = writeServerEvent({ event_type: 'interaction.completed', interaction });
  const reply = replies.find(id);
  if (reply !== undefined) {
    if (reply.isOver || reply.isRun) return false;
    reply.cancel(lastEvent, doneServerEvent);
    return true;
  }
  const { shelf } = replies;
  try {
    const distant = await shelf?.find(id);
    if (!distant || distant.isOver || distant.isRun || !distant.isAlive) return false;
    await shelf?.wish(id, lastEvent);
    return true;
  } catch {
    // Without Redis nobody knows of other machines.
    return false;
  }
}

/** Forgets a reply, here and at other machines. */
export async function dropReply(id: string, replies: RunningReplies): Promise<void> {
  const reply = replies.find(id);
  if (reply !== undefined) {
    reply.drop();
    return;
  }
  const { shelf } = replies;
  try {
    const distant = await shelf?.find(id);
    if (distant?.isAlive || distant?.isOver) await shelf?.wish(id, 'drop');
    if (distant && !distant.isAlive) await shelf?.forget(id);
  } catch {
    // It is forgotten when its time is up.
  }
}
