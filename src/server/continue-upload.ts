import { answerWhole } from './answer-call.js';
import { answerError, refuse } from './answer-error.js';
import { answerBadGateway, answerUpstreamError } from './answer-upstream-error.js';
import type { RequestContext } from './backend.js';
import { CallLifetime } from './call-lifetime.js';
import { callUpstream } from './call-upstream.js';
import type { BodyFault } from './counted-body.js';
import { CountedBody } from './counted-body.js';
import type { ChatPolicy, UploadPolicy } from './read-options.js';
import { readUploadHeaders } from './read-upload-headers.js';
import type { UploadTicket } from './upload-ticket.js';
import { openTicket } from './upload-ticket.js';

const commands: ReadonlySet<string> = new Set(['upload', 'upload, finalize', 'finalize', 'query', 'cancel']);

const faults: Readonly<Record<BodyFault, readonly [status: number, code: string, message: string]>> = {
  'too-large': [413, 'request_too_large', 'There are more bytes than the upload was begun for.'],
  'too-slow': [408, 'request_timeout', 'The bytes took too long to arrive.'],
  broken: [400, 'invalid_request', 'The request broke off.'],
};

/** Passes a piece of an upload, or a question about it, on to where Gemini takes it. */
export async function continueUpload(
  { request, visitor }: RequestContext,
  sealed: string,
  policy: ChatPolicy,
  uploads: UploadPolicy,
): Promise<Response> {
  // Sealed twice: for this site, which alone can read it, and for the visitor, who alone can use it.
  const opened = visitor.ids.open('upload', sealed);
  const ticket = opened === undefined ? undefined : await openTicket(opened, await policy.secrets());
  if (ticket === undefined) throw refuse(404, 'not_found', 'There is no such upload.');
  // What a site allows may be less than when the upload began.
  if (ticket.size > uploads.maxBytes) throw refuse(413, 'request_too_large', faults['too-large'][2]);
  const { command, offset, length } = readPiece(request.headers, ticket);
  const carries = command.startsWith('upload') && request.body !== null;
  const room = Math.min(ticket.size - offset, length ?? ticket.size);
  const body = carries ? new CountedBody(request.body, room, policy.bodySeconds) : undefined;
  const lifetime = new CallLifetime(request.signal, policy.streamSeconds);
  try {
    const call = {
      method: 'POST',
      url: ticket.url,
      headers: {
        'x-goog-upload-command': command,
        ...(command.startsWith('upload') ? { 'x-goog-upload-offset': String(offset) } : {}),
        // Else the bytes go in chunks, which some proxies before Gemini do not take.
        ...(carries && length !== undefined ? { 'content-length': String(length) } : {}),
      },
      ...(body === undefined ? {} : { body: body.stream }),
    } as const;
    const answer = await callUpstream(call, policy, lifetime);
    const { response } = answer;
    if (!response.ok) return await answerUpstreamError(response, lifetime.signal);
    const headers = readUploadHeaders(response.headers);
    // Whoever answered without it is not the file store.
    if (headers['x-goog-upload-status'] === undefined) return answerBadGateway();
    // Asked how far it is, Gemini may say that it has all, without the file.
    const ends = command.endsWith('finalize') && headers['x-goog-upload-status'] === 'final';
    if (!ends || response.body === null) {
      response.body?.cancel().catch(() => undefined);
      return new Response(null, { headers });
    }
    const whole = await answerWhole(answer, response.body, lifetime, visitor.ids);
    if (whole.ok) for (const [name, value] of Object.entries(headers)) whole.headers.set(name, value);
    return whole;
  } catch (error) {
    if (body?.fault !== undefined) return answerError(...faults[body.fault]);
    if (lifetime.end !== 'time-up') throw error;
    return answerError(504, 'gateway_timeout', 'The upload took too long.');
  } finally {
    body?.close();
    lifetime.close();
  }
}

interface UploadPiece {
  readonly command: string;
  readonly offset: number;
  /** The bytes of the piece, where the visitor says how many. */
  readonly length: number | undefined;
}

/** Refuses, before a byte of it is read, a piece that cannot be right. */
function readPiece(headers: Headers, ticket: UploadTicket): UploadPiece {
  const command = (headers.get('x-goog-upload-command') ?? '').split(/ *, */).join(', ');
  if (!commands.has(command)) throw refuse(400, 'invalid_request', 'This is no command of an upload.');
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity') {
    throw refuse(415, 'unsupported_media_type', 'Send the file without compression.');
  }
  const length = readNumber(headers, 'content-length');
  if (!command.startsWith('upload')) return { command, offset: 0, length };
  const offset = readNumber(headers, 'x-goog-upload-offset');
  if (offset === undefined) throw refuse(400, 'invalid_request', 'The offset of the piece is missing.');
  if (offset + (length ?? 0) > ticket.size) throw refuse(413, 'request_too_large', faults['too-large'][2]);
  return { command, offset, length };
}

function readNumber(headers: Headers, name: string): number | undefined {
  const value = headers.get(name);
  if (value === null) return undefined;
  if (/^\d{1,15}$/.test(value)) return Number(value);
  throw refuse(400, 'invalid_request', `The header "${name}" is no number.`);
}
