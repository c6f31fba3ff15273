import type { Usage } from '../protocol/step.js';
import type { WireObject } from '../protocol/wire-object.js';
import type { ComposedReply } from './compose-reply.js';
import { describeFinish } from './describe-finish.js';
import { joinParts, listParts } from './list-parts.js';
import { countTextTokens } from './measure-usage.js';
import { waitFor } from './wait-for.js';
import { writeGrounding, writeUrlContext } from './write-grounding.js';

/** An answer of the older API with nothing left to decide. */
export interface GeneratedAnswer {
  readonly reply: ComposedReply;
  readonly model: string;
  readonly includeThoughts: boolean;
  readonly responseId: string;
  readonly usage: Usage;
  readonly continuationToken: string | undefined;
}

/** Tokens so far: those of the answer grow, the others are known from the start. */
function writeUsage({ usage }: GeneratedAnswer, written: number): WireObject {
  const prompt = usage.total_input_tokens ?? 0;
  const thoughts = usage.total_thought_tokens ?? 0;
  const toolUse = usage.total_tool_use_tokens ?? 0;
  const candidates = Math.min(written, usage.total_output_tokens ?? 0);
  return {
    promptTokenCount: prompt,
    ...(candidates > 0 ? { candidatesTokenCount: candidates } : {}),
    totalTokenCount: prompt + candidates + toolUse + thoughts,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: prompt }],
    ...(toolUse > 0
      ? {
          toolUsePromptTokenCount: toolUse,
          toolUsePromptTokensDetails: [{ modality: 'TEXT', tokenCount: toolUse }],
        }
      : {}),
    ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
  };
}

function wrap(answer: GeneratedAnswer, fields: WireObject, written: number): WireObject {
  return {
    ...fields,
    usageMetadata: writeUsage(answer, written),
    modelVersion: answer.model,
    responseId: answer.responseId,
  };
}

/** What a candidate says at its end, beside its parts. */
function finishCandidate({ reply, continuationToken }: GeneratedAnswer, fields: WireObject): WireObject {
  const groundingMetadata = writeGrounding(reply.steps);
  const urlContextMetadata = writeUrlContext(reply.steps);
  return {
    ...fields,
    ...(continuationToken === undefined ? {} : { continuationToken }),
    index: 0,
    ...(groundingMetadata ? { groundingMetadata } : {}),
    ...(urlContextMetadata ? { urlContextMetadata } : {}),
  };
}

/** The whole answer as one object. */
export function writeAnswer(answer: GeneratedAnswer): WireObject {
  const finish = describeFinish(answer.reply);
  if (finish.kind === 'blocked') return wrap(answer, { promptFeedback: finish.promptFeedback }, 0);
  const parts = joinParts(listParts(answer.reply, answer));
  const content = { ...(parts.length > 0 ? { parts } : {}), role: 'model' };
  const fields = finish.kind === 'candidate' ? finish.fields : {};
  return wrap(answer, { candidates: [{ content, ...finishCandidate(answer, fields) }] }, Infinity);
}

/** The answer in chunks at its pace; the last one says why it ends and what it rests on. */
export async function* playAnswer(
  answer: GeneratedAnswer,
  pace: number,
  stop: AbortSignal,
): AsyncGenerator<WireObject, void, undefined> {
  const finish = describeFinish(answer.reply);
  if (finish.kind === 'blocked') {
    yield wrap(answer, { promptFeedback: finish.promptFeedback }, 0);
    return;
  }
  let written = 0;
  const timed = [...listParts(answer.reply, answer)];
  for (const [index, { part, beats }] of timed.entries()) {
    const isLast = index === timed.length - 1;
    await waitFor(beats * pace, stop);
    const content = { parts: [part], role: 'model' };
    if (!isLast) {
      if (part['thought'] !== true) written += countTextTokens(JSON.stringify(Object.values(part)[0]));
      yield wrap(answer, { candidates: [{ content, index: 0 }] }, written);
    } else if (finish.kind === 'error') yield finish.error.toClassicBody();
    else if (finish.kind === 'candidate') {
      yield wrap(answer, { candidates: [{ content, ...finishCandidate(answer, finish.fields) }] }, Infinity);
    }
  }
}
