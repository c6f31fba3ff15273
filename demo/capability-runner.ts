import { GeminiChatElement } from '../src/index.js';
import { judgeRun, type Verdict } from './judge-run.js';
import { lendChat } from './lend-chat.js';
import type { Capability } from './samples/capability.js';

/** What this page itself has set on the chat, which no sample takes away. */
const keptAttributes: ReadonlySet<string> = new Set(['endpoint', 'theme', 'placeholder']);

/** Plays one capability at a time in the page's chat. */
export class CapabilityRunner {
  readonly #chat: GeminiChatElement;
  #lease = new AbortController();

  constructor(chat: GeminiChatElement) {
    this.#chat = chat;
  }

  /** Ends the script that is running, and empties the chat. */
  reset(): void {
    this.#lease.abort(new DOMException('The chat is needed for something else.', 'AbortError'));
    this.#chat.stop();
    this.#chat.clear();
  }

  /**
   * Clears the chat, sets it up as the capability says and runs its script. Never rejects; `undefined` where the run
   * was ended before its script was.
   */
  async run(capability: Capability): Promise<Verdict | undefined> {
    this.reset();
    const lease = new AbortController();
    this.#lease = lease;
    const begun = performance.now();
    configure(this.#chat, capability);
    const verdict = await this.#play(capability, lease.signal, begun);
    if (lease.signal.aborted) return undefined;
    // What the script has begun to listen to ends with it.
    lease.abort();
    return verdict;
  }

  async #play(capability: Capability, signal: AbortSignal, begun: number): Promise<Verdict> {
    try {
      await capability.run(lendChat(this.#chat, signal));
    } catch (error) {
      return { isAsPromised: false, words: error instanceof Error ? error.message : String(error) };
    }
    return judgeRun(capability, this.#chat.messages, performance.now() - begun);
  }
}

/** Makes the chat as if it had just been written into the page with these attributes. */
function configure(chat: GeminiChatElement, { attributes = {} }: Capability): void {
  for (const name of chat.getAttributeNames()) {
    if (!keptAttributes.has(name)) chat.removeAttribute(name);
  }
  const fresh = new GeminiChatElement();
  for (const [name, { attribute, state }] of GeminiChatElement.elementProperties) {
    const isKept = keptAttributes.has(typeof attribute === 'string' ? attribute : String(name));
    if (!state && !isKept) Reflect.set(chat, name, Reflect.get(fresh, name));
  }
  for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
}
