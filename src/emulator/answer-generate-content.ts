import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { breakBody } from './break-body.js';
import { camelCaseFields } from './camel-case-fields.js';
import { chooseReply } from './choose-reply.js';
import type { ComposedReply } from './compose-reply.js';
import { describeFinish, hasReason } from './describe-finish.js';
import type { EmulatorContext } from './emulator-context.js';
import { type GeneratedAnswer, playAnswer, writeAnswer } from './generated-answer.js';
import { GoogleError } from './google-error.js';
import { listObjects } from './list-objects.js';
import { joinParts, listParts } from './list-parts.js';
import { measureUsage } from './measure-usage.js';
import { listResent, prepareTurn } from './prepare-turn.js';
import { checkCallSignatures, readContents } from './read-contents.js';
import { readGenerateRequest } from './read-generate-request.js';
import { readJson } from './read-json.js';
import { textField } from './read-step.js';
import { resolveFiles } from './resolve-files.js';
import type { SceneTurn } from './scene.js';
import { streamFrames } from './stream-frames.js';
import { validateGenerateContent } from './validate-generate-content.js';
import { waitFor } from './wait-for.js';
import { writeArray, writeServerSent } from './write-chunks.js';

/** What a scene says; a prompt that it refuses to answer is answered with the reason. */
export function findReply(turn: SceneTurn, context: EmulatorContext): ComposedReply {
  try {
    return chooseReply(turn, context.scenes);
  } catch (error) {
    if (!(error instanceof GoogleError && hasReason(error))) throw error;
    return { steps: [], status: 'failed', ending: error };
  }
}

function findRest(token: string, asked: string, { continuations }: EmulatorContext): ComposedReply {
  const found = continuations.get(token);
  if (found?.asked === asked && found.owner === '') return found.rest;
  throw new GoogleError(400, {
    message: "Invalid value at 'continuation_token': it does not belong to these contents.",
  });
}

function createAnswer(
  body: WireObject,
  model: string,
  context: EmulatorContext,
  origin: string,
): GeneratedAnswer {
  checkCallSignatures(body['contents'], model);
  for (const content of listObjects(body['contents'])) {
    for (const part of listObjects(content['parts'])) {
      context.signatures.check(textField(part, 'thoughtSignature'));
    }
  }
  const steps = readContents(body['contents']);
  const request = readGenerateRequest(body, model, steps);
  const resent = listResent(steps);
  resolveFiles(resent, context.files, origin);
  const files = resolveFiles(steps.slice(resent.length), context.files, origin);
  const turn = prepareTurn({ request, steps, stored: [], files });
  const token = textField(body, 'continuationToken');
  const asked = JSON.stringify(steps);
  const reply = token ? findRest(token, asked, context) : findReply(turn, context);
  context.signatures.note(reply);
  const given = [request.system_instruction ?? '', request.tools ?? [], turn.history, turn.input];
  const continuationToken = reply.next ? `ct_${context.nextLetters()}` : undefined;
  if (continuationToken !== undefined && reply.next) {
    context.continuations.add(continuationToken, { owner: '', asked, rest: reply.next });
  }
  const config = body['generationConfig'];
  const thinking = isWireObject(config) ? config['thinkingConfig'] : undefined;
  return {
    reply,
    model,
    includeThoughts: isWireObject(thinking) && thinking['includeThoughts'] === true,
    responseId: context.nextLetters().slice(0, 22),
    usage: measureUsage({ given, steps: reply.steps }),
    continuationToken,
  };
}

async function answerWhole(
  answer: GeneratedAnswer,
  { pace }: EmulatorContext,
  signal: AbortSignal,
): Promise<Response> {
  let beats = 0;
  if (pace > 0) for (const timed of listParts(answer.reply, answer)) beats += timed.beats;
  await waitFor(beats * pace, signal);
  const finish = describeFinish(answer.reply);
  if (finish.kind === 'error') throw finish.error;
  const body = writeAnswer(answer);
  return finish.kind === 'drop' ? breakBody(JSON.stringify(body)) : Response.json(body);
}

/** `POST /models/{model}:generateContent` and `:streamGenerateContent`, with `alt=sse` and without. */
export async function answerGenerateContent(
  request: Request,
  model: string,
  isStream: boolean,
  context: EmulatorContext,
): Promise<Response> {
  const given = await readJson(request);
  const body: unknown = isWireObject(given) ? camelCaseFields(given) : given;
  validateGenerateContent(body);
  const { origin, searchParams } = new URL(request.url);
  const answer = createAnswer(body, model, context, origin);
  if (!isStream) return answerWhole(answer, context, request.signal);
  const isServerSent = searchParams.get('alt') === 'sse';
  const finish = describeFinish(answer.reply);
  // An error before the first word is the answer's status.
  if (finish.kind === 'error' && joinParts(listParts(answer.reply, answer)).length === 0) throw finish.error;
  const frames = (stop: AbortSignal) => {
    const chunks = playAnswer(answer, context.pace, stop);
    return isServerSent ? writeServerSent(chunks) : writeArray(chunks, finish.kind === 'drop');
  };
  return new Response(streamFrames(frames, { signal: request.signal }), {
    headers: {
      'content-type': isServerSent ? 'text/event-stream' : 'application/json; charset=UTF-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    },
  });
}
