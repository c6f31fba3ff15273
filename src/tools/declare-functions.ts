import type { Tool } from '../protocol/interaction-request.js';
import type { PageFunction } from './page-function.js';

/** The page's functions as tools of a request; nothing that was not set. Throws where they are none. */
export function declareFunctions(functions: readonly PageFunction[]): Tool[] {
  if (!Array.isArray(functions)) throw new TypeError('functions is no array');
  return functions.map((one: PageFunction | undefined) => {
    if (!one?.name || !one.execute) throw new TypeError('functions: one has no name or execute()');
    const { name, description, parameters } = one;
    // Gemini refuses a list of required properties that is empty.
    const { required, ...schema } = parameters ?? {};
    const isEmpty = Array.isArray(required) && !required.length;
    return {
      type: 'function',
      name,
      ...(description && { description }),
      ...(parameters && { parameters: isEmpty ? schema : parameters }),
    };
  });
}
