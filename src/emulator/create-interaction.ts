import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step } from '../protocol/step.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { ComposedReply } from './compose-reply.js';
import { chooseReply } from './choose-reply.js';
import { type EmulatorContext, writeTimestamp } from './emulator-context.js';
import { findInteraction } from './find-interaction.js';
import { GoogleError } from './google-error.js';
import { listHistory, type StoredInteraction } from './interaction-store.js';
import { listInputSteps } from './list-input-steps.js';
import { measureUsage } from './measure-usage.js';
import { checkSignatures, listResent, prepareTurn } from './prepare-turn.js';
import { resolveFiles } from './resolve-files.js';
import { TimedRun } from './timed-run.js';
import { listEvents } from './write-events.js';

/** What is new in an interaction, and how it is answered. */
interface Decision {
  readonly input: readonly Step[];
  readonly reply: ComposedReply;
}

function findPrevious(request: InteractionRequest, context: EmulatorContext): StoredInteraction | undefined {
  const id = request.previous_interaction_id;
  if (!id) return undefined;
  const previous = findInteraction(id, context);
  if (previous.status === 'in_progress') {
    throw new GoogleError(400, {
      code: 'failed_precondition',
      message: `Interaction '${id}' is still in progress.`,
    });
  }
  return previous;
}

function refuseToken(): never {
  throw new GoogleError(400, {
    message: "Invalid value at 'continuation_token': it does not belong to this interaction.",
  });
}

/** The next hop of an answer that was interrupted. */
function continueReply(
  token: string,
  previous: StoredInteraction | undefined,
  steps: readonly Step[],
  { continuations }: EmulatorContext,
): Decision {
  const found = continuations.get(token);
  if (!found) return refuseToken();
  if (found.owner) {
    return found.owner === previous?.id ? { input: [], reply: found.rest } : refuseToken();
  }
  // Nothing is stored: who asks has to say again what was asked.
  return found.asked === JSON.stringify(steps) ? { input: steps, reply: found.rest } : refuseToken();
}

function decide(
  request: InteractionRequest,
  previous: StoredInteraction | undefined,
  context: EmulatorContext,
  origin: string,
): Decision {
  const steps = request.input === undefined ? [] : listInputSteps(request.input);
  const token = request.continuation_token;
  if (token) return continueReply(token, previous, steps, context);
  const resent = listResent(steps);
  checkSignatures(resent);
  context.signatures.checkSteps(resent);
  resolveFiles(resent, context.files, origin);
  const files = resolveFiles(steps.slice(resent.length), context.files, origin);
  const stored = listHistory(previous);
  const turn = prepareTurn({ request, steps, stored, files });
  // What an earlier id stands for is reached through it; what the client resent is this one's own input.
  const input = previous ? turn.input : [...turn.history, ...turn.input];
  const reply = chooseReply(turn, context.scenes);
  context.signatures.note(reply);
  return { input, reply };
}

function findTarget({ model, agent }: InteractionRequest): StoredInteraction['target'] {
  return model ? { model } : { agent: agent ?? '' };
}

/** A place to work in that the request named, or a new one. */
function findEnvironment({ environment }: InteractionRequest, context: EmulatorContext): string | undefined {
  if (!environment) return undefined;
  if (typeof environment === 'string') {
    return environment === 'remote' ? `env_${context.nextLetters().slice(0, 24)}` : environment;
  }
  const id = isWireObject(environment) ? environment['environment_id'] : undefined;
  return typeof id === 'string' ? id : `env_${context.nextLetters().slice(0, 24)}`;
}

/** Answers a validated request: an interaction with its whole reply decided, of which nothing is sent yet. */
export function createInteraction(
  request: InteractionRequest,
  context: EmulatorContext,
  origin: string,
): StoredInteraction {
  const previous = findPrevious(request, context);
  const { input, reply } = decide(request, previous, context, origin);
  const isStored = request.store !== false;
  const now = writeTimestamp(context.now());
  const given = [request.system_instruction ?? '', request.tools ?? [], listHistory(previous), input];
  const interaction: StoredInteraction = {
    id: isStored ? `v1_${context.nextLetters().slice(0, 60)}` : '',
    target: findTarget(request),
    request,
    previous,
    input,
    created: now,
    updated: now,
    reply,
    continuationToken: reply.next ? `ct_${context.nextLetters()}` : undefined,
    environmentId: findEnvironment(request, context),
    run: new TimedRun(() => listEvents(interaction), context),
    steps: [],
    status: 'in_progress',
    usage: measureUsage({ given, steps: reply.steps }),
    errors: [],
  };
  if (interaction.continuationToken !== undefined && reply.next) {
    const asked = JSON.stringify(input);
    context.continuations.add(interaction.continuationToken, {
      owner: interaction.id,
      asked,
      rest: reply.next,
    });
  }
  if (isStored) context.interactions.add(interaction);
  return interaction;
}
