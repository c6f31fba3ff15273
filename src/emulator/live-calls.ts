import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { refuse } from './check-fields.js';
import { listObjects } from './list-objects.js';
import { textField } from './read-step.js';

/** The calls that a session waits for, and what came back for them. */
export class LiveCalls {
  readonly #open = new Map<string, string>();
  readonly #cancelled = new Set<string>();
  #responses: WireObject[] = [];
  #count = 0;

  get isOpen(): boolean {
    return this.#open.size > 0;
  }

  /** The calls in what the model has just said. */
  open(content: WireObject): void {
    for (const { functionCall: call } of listObjects(content['parts'])) {
      if (isWireObject(call)) this.#open.set(textField(call, 'id'), textField(call, 'name'));
    }
  }

  /** Nobody waits for them any more; gives their ids. */
  cancel(): string[] {
    const ids = [...this.#open.keys()];
    for (const id of ids) this.#cancelled.add(id);
    this.#open.clear();
    this.#responses = [];
    return ids;
  }

  /** Takes a response; gives the call to it where none was made. */
  answer(response: WireObject): WireObject | undefined {
    const name = textField(response, 'name');
    const given = textField(response, 'id');
    // It crossed the cancellation on its way.
    if (this.#cancelled.has(given)) return undefined;
    const [named] = [...this.#open].find(([, other]) => other === name) ?? [];
    const id = given || named;
    if (this.#open.size > 0) {
      if (id === undefined || !this.#open.delete(id)) refuse(`No function call has the id '${given}'.`);
      this.#responses.push({ ...response, id, name });
      return undefined;
    }
    this.#count += 1;
    const own = given || `response-${this.#count}`;
    this.#responses.push({ ...response, id: own, name });
    return { id: own, name, args: {} };
  }

  /** All responses so far as parts, and whether the model shall say nothing to them. */
  takeResponses(): { readonly parts: WireObject[]; readonly isSilent: boolean } {
    const responses = this.#responses;
    this.#responses = [];
    return {
      parts: responses.map((functionResponse) => ({ functionResponse })),
      isSilent: responses.every(({ scheduling }) => scheduling === 'SILENT'),
    };
  }
}
