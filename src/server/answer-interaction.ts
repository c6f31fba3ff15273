import { isWireObject } from '../protocol/wire-object.js';
import { refuse } from './answer-error.js';
import { answerBadGateway, answerUpstreamError } from './answer-upstream-error.js';
import { CallLifetime } from './call-lifetime.js';
import type { UpstreamAnswer } from './call-upstream.js';
import { callUpstream } from './call-upstream.js';
import { cleanInteraction } from './clean-interaction.js';
import { joinBytes } from './join-bytes.js';
import { KeyRedactor } from './key-redactor.js';
import { readCapped } from './read-capped.js';
import type { ChatPolicy } from './read-options.js';
import type { RebuiltRequest } from './rebuild-request.js';
import { relayStream } from './relay-stream.js';

/** Whole answers hold generated images and sound; beyond this one asks for a stream. */
const maxAnswerBytes = 33_554_432;

/** Asks Gemini and passes its answer on: as a stream, as a whole, or as an error in our words. */
export async function answerInteraction(
  request: RebuiltRequest,
  policy: ChatPolicy,
  client: AbortSignal,
): Promise<Response> {
  const lifetime = new CallLifetime(client, policy.streamSeconds);
  let streaming = false;
  try {
    const answer = await callUpstream(request, policy, lifetime);
    const { ok, body, headers } = answer.response;
    if (!ok) return await answerUpstreamError(answer.response, lifetime.signal);
    const type = headers.get('content-type') ?? '';
    if (body !== null && /^text\/event-stream\b/i.test(type)) {
      streaming = true;
      return answerStream(relayStream(body, lifetime, { ...policy, key: answer.key }));
    }
    if (body !== null && /^application\/json\b/i.test(type)) return await answerWhole(body, answer, lifetime);
    body?.cancel().catch(() => undefined);
    return answerBadGateway();
  } catch (error) {
    if (lifetime.end === 'time-up') {
      throw refuse(504, 'gateway_timeout', 'Gemini took too long to answer.');
    }
    throw error;
  } finally {
    if (!streaming) lifetime.close();
  }
}

function answerStream(stream: ReadableStream<Uint8Array>): Response {
  return new Response(stream, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
  });
}

async function answerWhole(
  body: ReadableStream<Uint8Array>,
  { key }: UpstreamAnswer,
  lifetime: CallLifetime,
): Promise<Response> {
  let text: string;
  let interaction: unknown;
  try {
    const bytes = await readCapped(body, maxAnswerBytes, lifetime.signal);
    if (bytes === undefined) return answerBadGateway();
    const redactor = new KeyRedactor(key);
    text = new TextDecoder().decode(joinBytes([redactor.push(bytes), redactor.end()]));
    interaction = JSON.parse(text);
  } catch (error) {
    if (lifetime.end !== undefined) throw error;
    return answerBadGateway();
  }
  const clean = isWireObject(interaction) ? cleanInteraction(interaction) : interaction;
  return new Response(clean === interaction ? text : JSON.stringify(clean), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
