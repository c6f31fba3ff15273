import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { WireObject } from '../protocol/wire-object.js';
import { composeReply } from './compose-reply.js';
import type { ComposedReply } from './compose-reply.js';
import { GoogleError } from './google-error.js';
import { listHistory } from './interaction-store.js';
import type { StoredInteraction } from './interaction-store.js';
import type { InteractionContext } from './interaction-context.js';
import { measureUsage } from './measure-usage.js';
import { prepareTurn } from './prepare-turn.js';
import { textField } from './read-step.js';
import type { SceneTurn } from './scene.js';

function findPrevious(
  { store }: InteractionContext,
  request: InteractionRequest,
): StoredInteraction | undefined {
  const id = request.previous_interaction_id;
  if (!id) return undefined;
  const previous = store.get(id);
  if (previous) return previous;
  throw new GoogleError(404, { message: `Interaction '${id}' was not found.` });
}

function chooseReply({ scenes }: InteractionContext, turn: SceneTurn): ComposedReply {
  const scene = scenes.find((candidate) => candidate.matches(turn));
  if (!scene) throw new GoogleError(500, { message: 'No scene answers this request.' });
  return composeReply(scene.reply(turn), turn);
}

function findTarget(request: InteractionRequest): StoredInteraction['target'] {
  const fields: WireObject = { ...request };
  const model = textField(fields, 'model');
  return model ? { model } : { agent: textField(fields, 'agent') };
}

/** Answers a validated request: an interaction with its whole reply decided, of which nothing is sent yet. */
export function createInteraction(
  request: InteractionRequest,
  context: InteractionContext,
): StoredInteraction {
  const previous = findPrevious(context, request);
  const turn = prepareTurn(request, listHistory(previous));
  const reply = chooseReply(context, turn);
  const tools = request.tools ?? [];
  const given = [request.system_instruction ?? '', tools, turn.history, turn.input];
  const isStored = request.store !== false;
  const now = context.timestamp();
  const interaction: StoredInteraction = {
    id: isStored ? context.nextId() : '',
    target: findTarget(request),
    previous,
    // What an earlier id stands for is reached through it; what the client resent is this one's own input.
    input: previous ? turn.input : [...turn.history, ...turn.input],
    created: now,
    updated: now,
    reply,
    steps: [],
    status: 'in_progress',
    usage: measureUsage({ given, steps: reply.steps }),
    errors: [],
  };
  if (isStored) context.store.add(interaction);
  return interaction;
}

/** Marks an interaction as sent to its end, whatever end its scene gave it. */
export function finishInteraction(interaction: StoredInteraction, now: string): void {
  const { steps, status, ending } = interaction.reply;
  interaction.steps = steps;
  interaction.updated = now;
  interaction.status = status;
  if (ending === 'drop') interaction.status = 'incomplete';
  if (ending instanceof GoogleError) {
    interaction.status = 'failed';
    interaction.errors = [ending.toInteractionsBody().error];
  }
}
