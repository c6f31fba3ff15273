import * as v from 'valibot';
import { admitRequest } from './admit-request.js';
import { answerError, refuse } from './answer-error.js';
import { answerBadGateway, answerUpstreamError } from './answer-upstream-error.js';
import type { Backend, RequestContext } from './backend.js';
import { CallLifetime } from './call-lifetime.js';
import { callUpstream } from './call-upstream.js';
import { findPublicUrl } from './find-public-url.js';
import { parseJsonObject } from './parse-json-object.js';
import { readBody } from './read-body.js';
import type { ChatPolicy, UploadPolicy } from './read-options.js';
import { parseFields, refuseField } from './refuse-field.js';
import { readUploadHeaders } from './read-upload-headers.js';
import { sealTicket } from './upload-ticket.js';

/** An upload that takes longer began a day ago and is given up. */
const ticketMilliseconds = 86_400_000;

/** Without a name of the visitor's choice: names are the project's, and one could be somebody else's. */
const startSchema = v.strictObject({
  file: v.strictObject({
    displayName: v.optional(v.pipe(v.string(), v.maxLength(512))),
    mimeType: v.optional(v.string()),
    sizeBytes: v.optional(v.union([v.string(), v.number()])),
  }),
});

/** What a visitor said of the file before sending it. */
interface FileAnnouncement {
  readonly type: string;
  readonly size: number;
  readonly displayName: string | undefined;
}

/**
 * Begins an upload at Gemini and answers with an address of ours at which it goes on. It counts as a request: files
 * fill the room that the site has at Google.
 */
export async function startUpload(
  context: RequestContext,
  backend: Backend,
  uploads: UploadPolicy,
): Promise<Response> {
  const { request, visitor } = context;
  const { policy } = backend;
  const { type, size, displayName } = await readAnnouncement(request, policy, uploads);
  const admission = await admitRequest(backend, context, policy.connectSeconds);
  const lifetime = new CallLifetime(request.signal, policy.connectSeconds);
  try {
    const call = {
      method: 'POST',
      url: policy.uploadUrl,
      headers: {
        'content-type': 'application/json',
        'x-goog-upload-protocol': 'resumable',
        'x-goog-upload-command': 'start',
        'x-goog-upload-header-content-length': String(size),
        'x-goog-upload-header-content-type': type,
      },
      body: { file: { displayName, mimeType: type, sizeBytes: String(size) } },
    } as const;
    const { response } = await callUpstream(call, policy, lifetime);
    if (!response.ok) return await answerUpstreamError(response, lifetime.signal);
    const url = response.headers.get('x-goog-upload-url') ?? '';
    if (!/^https?:/.test(url) || !URL.canParse(url)) return answerBadGateway();
    const ticket = { url, size, until: Date.now() + ticketMilliseconds };
    const sealed = visitor.ids.seal('upload', await sealTicket(ticket, await policy.secrets()));
    const address = findPublicUrl(request, '/upload/files', policy);
    return new Response(null, {
      headers: {
        'x-goog-upload-status': 'active',
        ...readUploadHeaders(response.headers),
        'x-goog-upload-url': `${address}?upload_id=${sealed}&upload_protocol=resumable`,
      },
    });
  } catch (error) {
    if (lifetime.end !== 'time-up') throw error;
    return answerError(504, 'gateway_timeout', 'Gemini took too long to answer.');
  } finally {
    lifetime.close();
    admission.end();
  }
}

async function readAnnouncement(
  request: Request,
  policy: ChatPolicy,
  uploads: UploadPolicy,
): Promise<FileAnnouncement> {
  const { headers } = request;
  if (
    headers.get('x-goog-upload-protocol') !== 'resumable' ||
    headers.get('x-goog-upload-command') !== 'start'
  ) {
    throw refuse(400, 'invalid_request', 'Begin with the command "start" of the protocol "resumable".');
  }
  const { file } = parseFields(startSchema, parseJsonObject(await readBody(request, policy)));
  const size = readSame('sizeBytes', headers.get('x-goog-upload-header-content-length'), file.sizeBytes);
  if (!/^[1-9]\d{0,14}$/.test(size)) throw refuseField('file.sizeBytes', 'must be the number of bytes');
  if (Number(size) > uploads.maxBytes) {
    throw refuse(413, 'request_too_large', `Files of up to ${uploads.maxBytes} bytes are allowed here.`);
  }
  const type = readSame('mimeType', headers.get('x-goog-upload-header-content-type'), file.mimeType);
  if (!isAllowedType(type, uploads.types)) {
    throw refuse(415, 'unsupported_media_type', 'Files of this type are not allowed here.');
  }
  return { type, size: Number(size), displayName: file.displayName };
}

/** What header and body both can say, they must say alike: Gemini may go by the one that was not checked. */
function readSame(name: string, header: string | null, field: string | number | undefined): string {
  const value = header ?? field;
  if (value === undefined) throw refuseField(`file.${name}`, 'is missing');
  if (field !== undefined && String(field) !== value) {
    throw refuseField(`file.${name}`, 'differs from the header of the upload');
  }
  return String(value);
}

function isAllowedType(type: string, allowed: readonly string[]): boolean {
  if (!/^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w."+-]+)*$/.test(type) || type.length > 200) return false;
  const [plain = ''] = type.toLowerCase().split(';');
  return allowed.some((name) => (name.endsWith('/*') ? plain.startsWith(name.slice(0, -1)) : plain === name));
}
