import { cleanResource, sealedWords } from './clean-resource.js';
import { createEventFormat } from './create-event-format.js';
import type { StreamFormat } from './stream-format.js';
import { toGoogleError } from './to-google-error.js';

/** How streamGenerateContent streams when asked for events. */
export const generateContentEvents: StreamFormat = createEventFormat({
  telltales: ['error', ...sealedWords],
  clean: cleanResource,
  mayPassInPieces: () => true,
  writeError: (error) => `data: ${JSON.stringify({ error: toGoogleError(error) })}\n\n`,
});
