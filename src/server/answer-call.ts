import { isWireObject } from '../protocol/wire-object.js';
import { refuse } from './answer-error.js';
import { answerBadGateway, answerUpstreamError } from './answer-upstream-error.js';
import { CallLifetime } from './call-lifetime.js';
import { callUpstream } from './call-upstream.js';
import { cleanResource } from './clean-resource.js';
import { joinBytes } from './join-bytes.js';
import { KeyRedactor } from './key-redactor.js';
import { readCapped } from './read-capped.js';
import type { ChatPolicy } from './read-options.js';
import { relayStream } from './relay-stream.js';
import type { UpstreamAnswer, UpstreamCall } from './upstream-call.js';

/** Whole answers hold generated images and sound; beyond this one asks for a stream. */
const maxAnswerBytes = 33_554_432;

/** Asks Gemini and passes its answer on: as a stream, as a whole, or as an error in our words. */
export async function answerCall(
  call: UpstreamCall,
  policy: ChatPolicy,
  client: AbortSignal,
): Promise<Response> {
  const lifetime = new CallLifetime(client, policy.streamSeconds);
  let streaming = false;
  try {
    const answer = await callUpstream(call, policy, lifetime);
    const { ok, body, headers } = answer.response;
    if (!ok) return await answerUpstreamError(answer.response, lifetime.signal);
    const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type') ?? '')?.[0].toLowerCase();
    const { format } = call;
    if (body !== null && format !== undefined && type === format.mediaType) {
      streaming = true;
      return answerStream(
        relayStream(body, lifetime, { ...policy, format, key: answer.key }),
        format.mediaType,
      );
    }
    // What was deleted leaves nothing to say.
    if (call.method === 'DELETE' && (body === null || headers.get('content-length') === '0')) {
      return Response.json({});
    }
    if (body !== null && type === 'application/json') return await answerWhole(answer, body, lifetime);
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

function answerStream(stream: ReadableStream<Uint8Array>, mediaType: string): Response {
  return new Response(stream, {
    headers: { 'content-type': `${mediaType}; charset=utf-8`, 'x-accel-buffering': 'no' },
  });
}

/** Passes a whole JSON answer on, without the key and without what is not for visitors. */
export async function answerWhole(
  { key }: UpstreamAnswer,
  body: ReadableStream<Uint8Array>,
  lifetime: CallLifetime,
): Promise<Response> {
  let text: string;
  let resource: unknown;
  try {
    const bytes = await readCapped(body, maxAnswerBytes, lifetime.signal);
    if (bytes === undefined) return answerBadGateway();
    const redactor = new KeyRedactor(key);
    text = new TextDecoder().decode(joinBytes([redactor.push(bytes), redactor.end()]));
    resource = JSON.parse(text);
  } catch (error) {
    if (lifetime.end !== undefined) throw error;
    return answerBadGateway();
  }
  const clean = isWireObject(resource) ? cleanResource(resource) : resource;
  return new Response(clean === resource ? text : JSON.stringify(clean), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
