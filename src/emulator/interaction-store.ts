import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step, Usage } from '../protocol/step.js';
import type { ComposedReply } from './compose-reply.js';
import type { TimedRun } from './timed-run.js';
import { keepNewest } from './keep-newest.js';

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
  readonly run: TimedRun;
  /** The steps that were told in full, as far as anybody has looked. */
  steps: readonly Step[];
  status: string;
  updated: string;
  usage: Usage;
  errors: readonly { readonly code: string; readonly message: string }[];
}

/** How many interactions are kept at most; the oldest go first. */
const capacity = 2000;
const day = 24 * 60 * 60 * 1000;

/** How long a store keeps what it is given, and by which clock. */
export interface Retention {
  readonly days: number;
  now(): Date;
}

interface Entry {
  readonly interaction: StoredInteraction;
  readonly expires: number;
}

/** The emulator's memory: interactions by id, forgotten after some days of its clock. */
export class InteractionStore {
  readonly #entries = new Map<string, Entry>();
  readonly #retention: Retention;

  constructor(retention: Retention) {
    this.#retention = retention;
  }

  add(interaction: StoredInteraction): void {
    const expires = this.#retention.now().getTime() + this.#retention.days * day;
    this.#entries.set(interaction.id, { interaction, expires });
    keepNewest(this.#entries, capacity);
  }

  get(id: string): StoredInteraction | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (entry.expires > this.#retention.now().getTime()) return entry.interaction;
    this.#entries.delete(id);
    return undefined;
  }

  /** Whether there was one to delete. */
  delete(id: string): boolean {
    return this.#entries.delete(id);
  }
}

/** All steps of a chain of interactions, oldest first. */
export function listHistory(last: StoredInteraction | undefined): Step[] {
  const turns: (readonly Step[])[] = [];
  for (let link = last; link; link = link.previous) turns.push(link.steps, link.input);
  return turns.toReversed().flat();
}
