import { ChatError } from '../protocol/chat-error.js';
import type { Reply } from '../protocol/reply.js';
import { addUsage } from './add-usage.js';
import { answerFunctionCalls, findOpenCalls } from './answer-function-calls.js';
import { type Leg, toLeg, type TurnContext } from './answer-turn.js';
import { buildRequest, buildSettings } from './build-request.js';
import { cancelReply, canFollow, followReply } from './follow-reply.js';
import { pauseBeforeRetry } from './pause.js';
import type { Outcome } from './receive-reply.js';
import { findRetryDelay } from './find-retry-delay.js';
import type { TurnSettings } from './turn-settings.js';

export { cancelReply };

/** Rounds of function calls after which a model that does nothing but call is stopped. */
const mostRounds = 16;

/**
 * What comes after a request that did not end its turn: another attempt, all that was said where the server has
 * forgotten it, the rest of a reply that runs on the server, the next hop of a long answer, or what the page's
 * functions gave back. `undefined` where nothing more can be done.
 */
export async function continueTurn(
  outcome: Outcome,
  leg: Leg | undefined,
  turn: TurnContext,
): Promise<Leg | undefined> {
  const { reply, error } = outcome;
  if (leg && error && reply === leg.from && !leg.following) return tryAgain(error, leg, turn);
  if (!error && leg && reply.status === 'requires_continuation') return askForRest(reply, leg, turn);
  if (!reply.done && canFollow(reply, leg, turn)) return followReply(outcome, leg, turn);
  return error || !reply.done ? undefined : callFunctions(reply, leg, turn);
}

async function tryAgain(error: ChatError, leg: Leg, turn: TurnContext): Promise<Leg | undefined> {
  if (error.code === 'not-found' && leg.request?.previous_interaction_id) {
    // The server keeps conversations for some days only; the reader's copy is as good.
    const { history, settings } = turn;
    const request = buildRequest(history, settings(), { whole: true, soFar: leg.from.steps });
    return toLeg(request, turn, leg);
  }
  const delay = findRetryDelay(error, leg.attempt);
  if (delay === undefined) return undefined;
  const attempt = leg.attempt + 1;
  await pauseBeforeRetry(delay, attempt, error, turn);
  return { ...leg, attempt };
}

/** A long answer comes in hops: the server hands out a token for the next. */
function askForRest(reply: Reply, leg: Leg, turn: TurnContext): Leg | undefined {
  const { continuationToken: token, ...from } = reply;
  if (!token) return undefined;
  const settings = turn.settings();
  const isKept = reply.id !== undefined && !settings.stateless;
  const place = isKept ? { previous_interaction_id: reply.id } : { input: leg.request?.input ?? '' };
  const request = { ...buildSettings(settings), ...place, continuation_token: token };
  return toLeg(request, turn, { ...leg, from: { ...from, status: 'in_progress' } });
}

async function callFunctions(
  reply: Reply,
  leg: Leg | undefined,
  turn: TurnContext,
): Promise<Leg | undefined> {
  const calls = findOpenCalls(reply);
  if (calls.length === 0 || !offersFunctions(turn.settings())) return undefined;
  const round = (leg?.round ?? 0) + 1;
  if (round > mostRounds) {
    const error = new ChatError('function-failed', {
      message: `The model asked for functions ${mostRounds} times without an answer.`,
    });
    return { ...toFailure(error, reply), round };
  }
  const results = await answerFunctionCalls(calls, turn);
  const steps = [...reply.steps, ...results];
  const from: Reply = {
    ...reply,
    steps,
    progress: [...reply.progress, ...results.map((_, index) => ({ index, state: 'closed' as const }))],
    firstStepOfHop: steps.length,
    status: 'in_progress',
    done: false,
  };
  turn.onProgress(from);
  const { history, settings } = turn;
  const now = settings();
  const request =
    reply.id && !now.stateless
      ? { ...buildSettings(now), previous_interaction_id: reply.id, input: results }
      : buildRequest(history, now, { whole: true, soFar: steps });
  const next = toLeg(request, turn, { from, round });
  return { ...next, events: () => addUsage(next.events(), reply.usage) };
}

/** Where the page offers none, a call is nobody's to answer. */
function offersFunctions({ functions, tools }: TurnSettings): boolean {
  return Boolean(functions?.length || tools?.some(({ type }) => type === 'function'));
}

/** A leg that fails at once, so that the turn ends with that error. */
function toFailure(error: ChatError, from: Reply): Leg {
  const fail = () => {
    throw error;
  };
  return { events: fail, from: { ...from, done: false }, attempt: Infinity, round: 0 };
}
