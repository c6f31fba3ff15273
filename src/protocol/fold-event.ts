import { changeStep, startStep, stopStep, stopSteps } from './fold-step.js';
import type { InteractionEvent } from './interaction-event.js';
import type { Reply, StepProgress } from './reply.js';
import { selectOutput } from './select-output.js';
import type { Step } from './step.js';
import type { WireError } from './wire-error.js';
import { isWireObject, type WireObject } from './wire-object.js';

function isStep(value: unknown): value is Step {
  return isWireObject(value) && typeof value['type'] === 'string';
}

function setUsage(reply: Reply, usage: unknown): Reply {
  return isWireObject(usage) ? { ...reply, usage } : reply;
}

/** The fields of the interaction that a reply shows; an empty id is that of a reply nobody stored. */
function merge(reply: Reply, interaction: WireObject): Reply {
  const { id, status, usage, continuation_token: token } = interaction;
  const next: Reply = {
    ...reply,
    ...(typeof id === 'string' && id !== '' ? { id } : {}),
    ...(typeof status === 'string' && status !== '' ? { status } : {}),
    ...(typeof token === 'string' && token !== '' ? { continuationToken: token } : {}),
  };
  return setUsage(next, usage);
}

function begin(reply: Reply, interaction: unknown): Reply {
  const next = { ...reply, firstStepOfHop: reply.steps.length, done: false };
  return isWireObject(interaction) ? merge(next, interaction) : next;
}

/** Steps that the terminal event lists win over those that streamed. */
function replaceSteps(reply: Reply, steps: readonly Step[]): Reply {
  const base = reply.firstStepOfHop;
  const closed = steps.map((_, index): StepProgress => ({ index, state: 'closed' }));
  return {
    ...reply,
    steps: [...reply.steps.slice(0, base), ...steps],
    progress: [...reply.progress.slice(0, base), ...closed],
  };
}

/** An error as it came, in whatever wrapping; an empty one is none. */
function readError(error: unknown): WireError | undefined {
  if (typeof error === 'string' && error !== '') return { message: error };
  const first: unknown = Array.isArray(error) ? error[0] : error;
  return isWireObject(first) && Object.values(first).some(Boolean) ? first : undefined;
}

function findFailure(reply: Reply, { errors, error }: WireObject): WireError | undefined {
  if (reply.status !== 'failed' || reply.error) return undefined;
  const last: WireObject | undefined = reply.steps.at(-1);
  return readError(errors) ?? readError(error) ?? readError(last?.['error']);
}

function complete(reply: Reply, interaction: unknown): Reply {
  const fields = isWireObject(interaction) ? interaction : {};
  let next = merge(stopSteps(reply), fields);
  if (Array.isArray(fields['steps'])) {
    const steps = selectOutput(fields['steps'].filter(isStep));
    if (steps.length > 0) next = replaceSteps(next, steps);
  }
  if (next.status === 'in_progress' && fields['status'] === undefined)
    next = { ...next, status: 'completed' };
  const error = findFailure(next, fields);
  if (error) next = { ...next, error };
  if (next.status === 'requires_continuation') return { ...next, firstStepOfHop: next.steps.length };
  return { ...next, done: true };
}

function updateStatus(reply: Reply, event: WireObject): Reply {
  const { status, usage, continuation_token, interaction_id: id } = event;
  return merge(reply, { status, usage, continuation_token, id });
}

function fail(reply: Reply, event: WireObject): Reply {
  const error = readError(event['error']);
  return error ? { ...reply, error, done: true } : reply;
}

function apply(reply: Reply, event: WireObject): Reply {
  const { index, metadata, usage } = event;
  switch (event['event_type']) {
    case 'interaction.created':
      return begin(reply, event['interaction']);
    case 'interaction.status_update':
      return updateStatus(reply, event);
    case 'step.start':
      return startStep(reply, index, event['step']);
    case 'step.delta': {
      const next = changeStep(reply, index, event['delta']);
      return isWireObject(metadata) ? setUsage(next, metadata['total_usage'] ?? metadata['usage']) : next;
    }
    case 'step.stop':
      return setUsage(stopStep(reply, index), usage);
    case 'interaction.completed':
      return complete(reply, event['interaction']);
    case 'error':
      return fail(reply, event);
    default:
      return reply;
  }
}

/**
 * A reply and the next event make the reply as it is now. Nothing is changed in place: steps the event does
 * not touch stay the same objects. Never throws; what it does not know it leaves alone.
 */
export function foldEvent(reply: Reply, event: InteractionEvent): Reply {
  const fields: WireObject = event;
  const { event_id: id } = fields;
  // A connection that was taken up again may bring the last event once more.
  if (id && id === reply.lastEventId) return reply;
  const next = apply(reply, fields);
  return typeof id === 'string' && id !== '' && id !== next.lastEventId ? { ...next, lastEventId: id } : next;
}
