/** Begins the ids that we give to calls to which generateContent gave none; they are never sent. */
const localPrefix = 'local-call-';

/** An id for a call that came without one. */
export function createLocalCallId(): string {
  // `randomUUID` is missing on pages that are not served securely.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return localPrefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the id is the server's own. */
export function isServerCallId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && !id.startsWith(localPrefix);
}

/** Finds the call that a result belongs to, with and without ids; no call gets two results. */
export class CallIds {
  readonly #open: { kind: string; id: string }[] = [];

  /** The id of a new call of that kind. */
  begin(kind: string, id: unknown): string {
    const known = typeof id === 'string' && id !== '' ? id : createLocalCallId();
    this.#open.push({ kind, id: known });
    return known;
  }

  /** The id of the call that a result of that kind answers: the one it names, else the first that waits. */
  end(kind: string, id: unknown): string {
    const named = this.#open.findIndex((call) => call.kind === kind && call.id === id);
    const place = named < 0 ? this.#open.findIndex((call) => call.kind === kind) : named;
    const call = place < 0 ? undefined : this.#open.splice(place, 1)[0];
    if (typeof id === 'string' && id !== '') return id;
    return call?.id ?? createLocalCallId();
  }
}
