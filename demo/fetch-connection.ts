import type { DemoConnection } from './dev-backend.js';

/** Asks the demo's backend where its answers come from; `undefined` where there is no such backend. */
export async function fetchConnection(): Promise<DemoConnection | undefined> {
  try {
    const response = await fetch('/api/demo');
    const answer: unknown = await response.json();
    return isConnection(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isConnection(answer: unknown): answer is DemoConnection {
  if (typeof answer !== 'object' || answer === null) return false;
  const { connection, model, apiBase, live, direct }: Partial<Record<string, unknown>> = { ...answer };
  return (
    (connection === 'emulator' || connection === 'gemini') &&
    typeof model === 'string' &&
    typeof apiBase === 'string' &&
    Array.isArray(live) &&
    typeof direct === 'boolean'
  );
}
