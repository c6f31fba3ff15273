import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { ComposedReply } from './compose-reply.js';
import { GoogleError } from './google-error.js';
import { fieldsOf } from './read-step.js';

/** Why an answer may end other than by its end. */
const finishReasons: ReadonlySet<string> = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'MALFORMED_FUNCTION_CALL',
  'IMAGE_SAFETY',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
  'IMAGE_PROHIBITED_CONTENT',
  'NO_IMAGE',
  'IMAGE_RECITATION',
  'IMAGE_OTHER',
  'MALFORMED_RESPONSE',
  'MODEL_ARMOR',
]);

/** Why a prompt may get no answer at all. */
const blockReasons: ReadonlySet<string> = new Set([
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'MODEL_ARMOR',
  'JAILBREAK',
]);

const categories = ['HARASSMENT', 'HATE_SPEECH', 'SEXUALLY_EXPLICIT', 'DANGEROUS_CONTENT'] as const;

/** How an answer of the older API ends. */
export type Finish =
  | { readonly kind: 'candidate'; readonly fields: WireObject }
  | { readonly kind: 'blocked'; readonly promptFeedback: WireObject }
  | { readonly kind: 'error'; readonly error: GoogleError }
  | { readonly kind: 'drop' };

function rateSafety(isBlocked: boolean): WireObject[] {
  return categories.map((name, index) => {
    const category = `HARM_CATEGORY_${name}`;
    const isReason = isBlocked && index === 0;
    return isReason
      ? { category, probability: 'HIGH', blocked: true }
      : { category, probability: 'NEGLIGIBLE' };
  });
}

function reasonOf(error: GoogleError): string {
  const reason = error.code.toUpperCase();
  return reason === 'CONTENT_BLOCKED' ? 'PROHIBITED_CONTENT' : reason;
}

/** Whether an error is one that the older API tells inside of an answer, by a reason. */
export function hasReason(error: GoogleError): boolean {
  const reason = reasonOf(error);
  return finishReasons.has(reason) || blockReasons.has(reason);
}

function finishOfStatus(status: string): string {
  if (status === 'completed' || status === 'requires_action') return 'STOP';
  if (status === 'incomplete') return 'MAX_TOKENS';
  return status === 'requires_continuation' ? 'CONTINUATION' : 'OTHER';
}

/** The error that the model's own output reports. */
function findOutputError({ steps }: ComposedReply): WireObject | undefined {
  return steps.map((step) => fieldsOf(step)['error']).find(isWireObject);
}

/** How a reply ends in the words of the older API. */
export function describeFinish(reply: ComposedReply): Finish {
  const { ending, steps, status } = reply;
  if (ending === 'drop') return { kind: 'drop' };
  if (ending instanceof GoogleError) {
    if (!hasReason(ending)) return { kind: 'error', error: ending };
    const reason = reasonOf(ending);
    const isSilent = steps.every(({ type }) => type === 'thought');
    if (isSilent && blockReasons.has(reason)) {
      const promptFeedback = { blockReason: reason, safetyRatings: rateSafety(reason === 'SAFETY') };
      return { kind: 'blocked', promptFeedback };
    }
    const ratings = reason === 'SAFETY' ? { safetyRatings: rateSafety(true) } : {};
    return {
      kind: 'candidate',
      fields: { finishReason: reason, finishMessage: ending.message, ...ratings },
    };
  }
  const failure = findOutputError(reply);
  if (failure) {
    return { kind: 'candidate', fields: { finishReason: 'OTHER', finishMessage: failure['message'] } };
  }
  return { kind: 'candidate', fields: { finishReason: finishOfStatus(status) } };
}
