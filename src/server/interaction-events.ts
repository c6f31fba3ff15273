import { isWireObject } from '../protocol/wire-object.js';
import { writeServerEvent } from '../protocol/write-server-event.js';
import { cleanResource, sealedWords } from './clean-resource.js';
import { createEventFormat } from './create-event-format.js';
import type { StreamFormat } from './stream-format.js';

/** What begins an event of a step, which may hold an image and tells of no interaction. */
const stepStart =
  /^\s*(?:event: ?step\.(?:delta|start)[\r\n]+)?(?:id:[^\r\n]*[\r\n]+)?data: ?\{\s*(?:"(?:event_type|event_id)":\s*"[^"\\]*",\s*)*(?:"index":\s*\d+,\s*)?"(?:delta|step)":/;

/** How the Interactions API streams. */
export const interactionEvents: StreamFormat = createEventFormat({
  telltales: ['error', 'mcp_server', 'system_instruction', ...sealedWords],
  clean: cleanResource,
  mayPassInPieces: (start) => stepStart.test(start),
  readInteractionId({ interaction, interaction_id: named }) {
    const id = isWireObject(interaction) ? interaction['id'] : named;
    return typeof id === 'string' ? id : undefined;
  },
  writeError({ code, message }, { event_id: id }) {
    return writeServerEvent({
      event_type: 'error',
      error: { code, message },
      ...(typeof id === 'string' ? { event_id: id } : {}),
    });
  },
});
