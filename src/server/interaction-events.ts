import { writeServerEvent } from '../protocol/write-server-event.js';
import { cleanResource } from './clean-resource.js';
import { createEventFormat } from './create-event-format.js';
import type { StreamFormat } from './stream-format.js';

/** How the Interactions API streams. */
export const interactionEvents: StreamFormat = createEventFormat({
  telltales: ['error', 'mcp_server', 'system_instruction'],
  clean: cleanResource,
  writeError({ code, message }, { event_id: id }) {
    return writeServerEvent({
      event_type: 'error',
      error: { code, message },
      ...(typeof id === 'string' ? { event_id: id } : {}),
    });
  },
});
