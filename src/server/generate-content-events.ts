import { createEventFormat } from './create-event-format.js';
import type { StreamFormat } from './stream-format.js';
import { toGoogleError } from './to-google-error.js';

/** How streamGenerateContent streams when asked for events. */
export const generateContentEvents: StreamFormat = createEventFormat({
  telltales: ['error'],
  // What went well says nothing of the project.
  clean: (payload) => payload,
  writeError: (error) => `data: ${JSON.stringify({ error: toGoogleError(error) })}\n\n`,
});
