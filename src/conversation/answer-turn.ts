import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { InteractionRequest } from '../protocol/interaction-request.js';
import { emptyReply, type Reply } from '../protocol/reply.js';
import type { FunctionCall } from '../tools/function-call.js';
import type { Transport } from '../transport/transport.js';
import { buildRequest } from './build-request.js';
import type { Following } from './follow-reply.js';
import { loadContinueTurn } from './load-continue-turn.js';
import type { Message } from './message.js';
import { type Outcome, receiveReply } from './receive-reply.js';
import type { TurnSettings } from './turn-settings.js';

/** What is told of a turn beside its reply: a wait before the next attempt, calls of the page's functions. */
export interface TurnNote {
  readonly retry?: Message['retry'] | undefined;
  /** All calls of the turn. */
  readonly calls?: NonNullable<Message['calls']>;
}

/** A turn that is to be answered, and whom it may ask. */
export interface TurnContext {
  /** What was said so far, the question last. */
  readonly history: readonly Message[];
  /** Asked for each request: pages may change both while a turn goes on. */
  readonly transport: () => Transport;
  readonly settings: () => TurnSettings;
  readonly signal: AbortSignal;
  /** The id of a reply that the server already works on. */
  readonly running?: string | undefined;
  /** How it begins where nothing has to be asked: the model has heard the question. */
  readonly begin?: ((turn: TurnContext) => Leg) | undefined;
  readonly onProgress: (reply: Reply) => void;
  readonly onNote: (note: TurnNote) => void;
  /** Asks the reader whether a call may run. */
  readonly ask: (call: FunctionCall) => Promise<boolean>;
  /** Asks the page whether a call may run. */
  readonly permit: (call: FunctionCall) => boolean;
  /** A wait begins, which `hurry` ends. */
  readonly onPause: (hurry: () => void) => void;
}

/** One request of a turn, and what it adds to. A turn has several where functions are called. */
export interface Leg {
  /** What was asked; absent for a reply from before a reload. */
  readonly request?: InteractionRequest;
  /** Nothing is asked: the reply is running on the server. */
  readonly following?: Following;
  readonly events: () => AsyncIterable<InteractionEvent>;
  readonly from: Reply;
  /** How often it was tried before. */
  readonly attempt: number;
  /** How many rounds of function calls came before. */
  readonly round: number;
}

/** A request as the next leg of a turn. */
export function toLeg(
  request: InteractionRequest,
  turn: TurnContext,
  { from = emptyReply, round = 0 }: Partial<Leg> = {},
): Leg {
  return {
    request,
    events: () => turn.transport().send(request, turn.signal, turn),
    from,
    round,
    attempt: 0,
  };
}

/** Milliseconds after which what few turns need is loaded, in case that this is one. */
const longAnswer = 5000;

/** Asks, and goes on for as long as the answer wants more. Never rejects: what went wrong is in the outcome. */
export async function answerTurn(turn: TurnContext): Promise<Outcome> {
  const { history, settings, signal, onProgress, running } = turn;
  let outcome: Outcome = { reply: running ? { ...emptyReply, id: running } : emptyReply, stopped: false };
  let leg: Leg | undefined;
  // A long answer is the one whose connection breaks, and then no code can be fetched.
  const ahead = setTimeout(() => void loadContinueTurn().catch(() => undefined), longAnswer);
  try {
    if (!running) leg = turn.begin?.(turn) ?? toLeg(buildRequest(history, settings()), turn);
    for (;;) {
      if (leg) outcome = keepReply(outcome, await receiveReply({ ...leg, signal, onProgress }), leg);
      if (isOver(outcome)) break;
      const { continueTurn } = await loadContinueTurn();
      const next = await continueTurn(outcome, leg, turn);
      if (!next) outcome = judgeEnd(outcome, leg);
      leg = next;
      if (!leg) break;
    }
  } catch (cause) {
    // What is unusual could not be dealt with, for example because its code did not load: what arrived stays.
    const code = leg || running ? 'network' : 'invalid-request';
    const error = outcome.error ?? new ChatError(code, { message: String(cause), cause });
    outcome = signal.aborted ? { ...outcome, stopped: true } : { ...outcome, error };
  }
  clearTimeout(ahead);
  if (outcome.stopped && runsOn(outcome, leg, turn) && signal.reason !== leaving) {
    void leaveRun(outcome.reply, turn);
  }
  return outcome;
}

/** Where the whole was asked for and nothing of it came, what was there before is what there is. */
function keepReply({ reply }: Outcome, outcome: Outcome, { from, following }: Leg): Outcome {
  return following && outcome.reply === from ? { ...outcome, reply } : outcome;
}

/** Of a reply whose rest the server does not have any more, what came was cut off: it is not the chat that is gone. */
function judgeEnd(outcome: Outcome, leg: Leg | undefined): Outcome {
  const { reply, stopped, error } = outcome;
  const isLost = leg?.following && error?.code === 'not-found' && !reply.error && reply.steps.length > 0;
  return isLost ? { reply, stopped } : outcome;
}

/** Whether the server goes on with a reply that nobody listens to: in the background, or for who might come back. */
function runsOn({ reply }: Outcome, leg: Leg | undefined, { running }: TurnContext): boolean {
  if (running || leg?.following || leg?.request?.background) return true;
  return reply.lastEventId !== leg?.from.lastEventId;
}

/** Why a turn is stopped that somebody else goes on with: what runs on the server shall run on. */
export const leaving = 'leaving';

const wantsMore = /^(?:requires_(?:action|continuation)|in_progress|queued)$/;

function isOver({ reply, stopped, error }: Outcome): boolean {
  return stopped || (reply.done && !error && !wantsMore.test(reply.status));
}

async function leaveRun({ id }: Reply, { transport }: TurnContext): Promise<void> {
  try {
    const { cancelReply } = await loadContinueTurn();
    if (id) await cancelReply(id, transport());
  } catch {
    // The reader has stopped it here; the server's copy ends by itself some time.
  }
}
