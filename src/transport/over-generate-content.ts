import { loadGenerateContent } from './load-generate-content.js';
import type { Transport } from './transport.js';

/** The same far end, asked in the words of generateContent, whose adapter loads with the first turn. */
export function overGenerateContent(inner: Transport): Transport {
  return {
    async *send(request, signal) {
      const { GenerateContentTransport } = await loadGenerateContent();
      yield* new GenerateContentTransport(inner).send(request, signal);
    },
    call: (path, init, signal) => inner.call(path, init, signal),
  };
}
