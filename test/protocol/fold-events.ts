import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import { freezeDeep } from './freeze-deep.js';

/** The reply that these events make, each fold on a frozen reply and a frozen event. */
export function foldEvents(events: readonly InteractionEvent[], start: Reply = emptyReply): Reply {
  let reply = start;
  for (const event of events) reply = foldEvent(freezeDeep(reply), freezeDeep(event));
  return freezeDeep(reply);
}
