import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step, Usage } from '../protocol/step.js';
import type { BackgroundRun } from './background-run.js';
import type { ComposedReply } from './compose-reply.js';

/** One interaction as the emulator keeps it. */
export interface StoredInteraction {
  /** Empty where the client asked not to store it. */
  readonly id: string;
  /** The model or agent that the request named. */
  readonly target: { readonly model: string } | { readonly agent: string };
  readonly request: InteractionRequest;
  readonly previous: StoredInteraction | undefined;
  readonly input: readonly Step[];
  readonly created: string;
  /** What the emulator has decided to answer, whether or not all of it was sent. */
  readonly reply: ComposedReply;
  /** What gets the next hop of an answer that is interrupted. */
  readonly continuationToken: string | undefined;
  /** Where an agent works. */
  readonly environmentId: string | undefined;
  /** Goes on by itself, whether or not anybody listens. */
  run?: BackgroundRun;
  /** The steps that were sent in full. */
  steps: readonly Step[];
  status: string;
  updated: string;
  usage: Usage;
  errors: readonly { readonly code: string; readonly message: string }[];
}

/** How many interactions are kept; the oldest go first, as they do at Google after some days. */
const capacity = 2000;

/** The emulator's memory: interactions by id. */
export class InteractionStore {
  readonly #interactions = new Map<string, StoredInteraction>();

  add(interaction: StoredInteraction): void {
    this.#interactions.set(interaction.id, interaction);
    if (this.#interactions.size <= capacity) return;
    const oldest = this.#interactions.keys().next();
    if (!oldest.done) this.#interactions.delete(oldest.value);
  }

  get(id: string): StoredInteraction | undefined {
    return this.#interactions.get(id);
  }

  /** Whether there was one to delete. */
  delete(id: string): boolean {
    return this.#interactions.delete(id);
  }
}

/** All steps of a chain of interactions, oldest first. */
export function listHistory(last: StoredInteraction | undefined): Step[] {
  const turns: (readonly Step[])[] = [];
  for (let link = last; link; link = link.previous) turns.push(link.steps, link.input);
  return turns.toReversed().flat();
}
