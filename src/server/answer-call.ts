import { isWireObject } from '../protocol/wire-object.js';
import type { IdSeal } from '../visitors/id-seal.js';
import { refuse } from './answer-error.js';
import { answerBadGateway, answerUpstreamError } from './answer-upstream-error.js';
import type { Backend, RequestContext } from './backend.js';
import type { CallBill } from './call-bill.js';
import { openBill } from './call-bill.js';
import { CallLifetime } from './call-lifetime.js';
import { callUpstream } from './call-upstream.js';
import { cleanResource } from './clean-resource.js';
import { joinBytes } from './join-bytes.js';
import { KeyRedactor } from './key-redactor.js';
import { readCapped } from './read-capped.js';
import { relayReply } from './relay-reply.js';
import { RunningReply } from './running-reply.js';
import type { StreamFormat } from './stream-format.js';
import type { UpstreamAnswer, UpstreamCall } from './upstream-call.js';

/** Whole answers hold generated images and sound; beyond this one asks for a stream. */
const maxAnswerBytes = 33_554_432;

/** Asks Gemini and passes its answer on: as a stream, as a whole, or as an error in our words. */
export async function answerCall(
  call: UpstreamCall,
  backend: Backend,
  context: RequestContext,
): Promise<Response> {
  const { policy } = backend;
  const { request, visitor, record } = context;
  const bill = await openBill(call, backend, context);
  const lifetime = new CallLifetime(request.signal, policy.streamSeconds);
  const began = performance.now();
  let streaming = false;
  try {
    const answer = await callUpstream(call, policy, lifetime);
    const { ok, status, body, headers } = answer.response;
    record.upstreamStatus = status;
    if (!ok) return await answerUpstreamError(answer.response, lifetime.signal);
    const type = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get('content-type') ?? '')?.[0].toLowerCase();
    const { format } = call;
    if (body !== null && format !== undefined && type === format.mediaType) {
      streaming = true;
      const stream = { call, format, body, key: answer.key, lifetime, bill, began };
      return answerStream(stream, backend, context);
    }
    record.firstByteMs = Math.round(performance.now() - began);
    // What was deleted leaves nothing to say.
    if (call.method === 'DELETE' && (body === null || headers.get('content-length') === '0')) {
      return Response.json({});
    }
    if (body !== null && type === 'application/json') {
      return await answerWhole(answer, body, lifetime, visitor.ids, bill);
    }
    body?.cancel().catch(() => undefined);
    return answerBadGateway();
  } catch (error) {
    // Gemini was at work: who leaves before it answers saves nothing.
    if (lifetime.end !== undefined) bill.close();
    if (lifetime.end === 'time-up') {
      record.end = 'time-up';
      throw refuse(504, 'gateway_timeout', 'Gemini took too long to answer.');
    }
    throw error;
  } finally {
    if (!streaming) {
      lifetime.close();
      bill.cancel();
    }
  }
}

interface UpstreamStream {
  readonly call: UpstreamCall;
  readonly format: StreamFormat;
  readonly body: ReadableStream<Uint8Array>;
  readonly key: string;
  readonly lifetime: CallLifetime;
  readonly bill: CallBill;
  /** When Gemini was asked, by the monotonic clock. */
  readonly began: number;
}

function answerStream(
  stream: UpstreamStream,
  { policy, running }: Backend,
  context: RequestContext,
): Response {
  const { call, format, body, key, lifetime, bill, began } = stream;
  const { visitor, record } = context;
  const reply = new RunningReply(body, lifetime, {
    ...policy,
    format,
    key,
    ids: visitor.ids,
    meter: bill.meter,
    numbered: call.replies !== undefined && policy.resumeSeconds > 0,
    keeper: call.replies,
    record,
    isRun: call.method === 'POST' && call.cost?.runs !== undefined,
    began,
    running,
    onQuiet: () => bill.note(),
    onEnd: (id) => bill.close(id),
  });
  const reader = reply.read(0);
  return relayReply(reader, format, policy, context);
}

/** Passes a whole JSON answer on, without the key and without what is not for visitors. */
export async function answerWhole(
  { key }: UpstreamAnswer,
  body: ReadableStream<Uint8Array>,
  lifetime: CallLifetime,
  ids: IdSeal,
  bill?: CallBill,
): Promise<Response> {
  let text: string;
  let resource: unknown;
  try {
    const bytes = await readCapped(body, maxAnswerBytes, lifetime.signal);
    if (bytes === undefined) return answerBadGateway();
    const redactor = new KeyRedactor(key);
    text = new TextDecoder().decode(joinBytes([redactor.push(bytes), redactor.end()]));
    resource = JSON.parse(text);
    bill?.meter.read(bytes.length, text);
  } catch (error) {
    if (lifetime.end !== undefined) throw error;
    return answerBadGateway();
  }
  const clean = isWireObject(resource) ? cleanResource(resource, ids) : resource;
  const id = isWireObject(resource) ? resource['id'] : undefined;
  bill?.close(typeof id === 'string' ? id : undefined);
  return new Response(clean === resource ? text : JSON.stringify(clean), {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
