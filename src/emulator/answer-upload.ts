import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { camelCaseFields } from './camel-case-fields.js';
import { checkClassicFields } from './check-classic-fields.js';
import { anything, either, type FieldTable, number, object, text } from './check-fields.js';
import { describeFile } from './describe-file.js';
import type { EmulatorContext } from './emulator-context.js';
import { GoogleError } from './google-error.js';
import { textField } from './read-step.js';
import { readJson } from './read-json.js';
import type { Upload } from './upload.js';
import { keepNewest } from './keep-newest.js';

/** The largest file that Gemini takes. */
const mostBytes = 2 * 1024 ** 3;
/** How many uploads may be under way; the oldest are given up. */
const mostUploads = 200;

/** What may be said of a file; most of it Google only tells, and ignores where a client sends it. */
const fileFields: FieldTable = {
  name: text,
  displayName: text,
  mimeType: text,
  sizeBytes: either(text, number),
  createTime: anything,
  updateTime: anything,
  expirationTime: anything,
  sha256Hash: anything,
  uri: anything,
  downloadUri: anything,
  state: anything,
  source: anything,
  videoMetadata: anything,
  error: anything,
};

function refuse(message: string, status = 400): never {
  throw new GoogleError(status, { message });
}

function readCount(headers: Headers, name: string): number | undefined {
  const value = headers.get(name);
  if (value === null) return undefined;
  return /^\d+$/.test(value) ? Number(value) : refuse(`Invalid value in the header ${name}.`);
}

/** The id that a file shall have: the client's own where it names a free one. */
function findId(file: WireObject, { files, nextLetters }: EmulatorContext): string {
  const name = textField(file, 'name');
  if (!name) return nextLetters().toLowerCase().slice(0, 12);
  const id = /^(?:files\/)?([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)$/.exec(name)?.[1];
  if (id === undefined) refuse(`Invalid value at 'file.name': '${name}' is no name for a file.`);
  if (files.get(id)) refuse(`File '${id}' already exists.`, 409);
  return id;
}

async function readMetadata(request: Request): Promise<WireObject> {
  const body = await readJson(request);
  if (!isWireObject(body)) refuse('Invalid JSON payload received: expected an object.');
  checkClassicFields(body, { file: object }, '');
  const file = isWireObject(body['file']) ? camelCaseFields(body['file']) : {};
  checkClassicFields(file, fileFields, 'file');
  return file;
}

/** `POST /upload/files` with the command `start`: gives the address that the bytes go to. */
async function startUpload(request: Request, context: EmulatorContext): Promise<Response> {
  const { headers, url } = request;
  const file = await readMetadata(request);
  const announced = readCount(headers, 'x-goog-upload-header-content-length');
  if (announced === 0) refuse('The file is empty.');
  if (announced !== undefined && announced > mostBytes) refuse('The file is larger than 2 GB.');
  const mimeType = headers.get('x-goog-upload-header-content-type') || textField(file, 'mimeType');
  if (!mimeType) refuse('The MIME type of the file is missing.');
  const id = findId(file, context);
  const displayName = textField(file, 'displayName') || headers.get('x-goog-upload-file-name');
  const address = new URL(url);
  const home = address.pathname.replace(/\/upload(?=\/|$)/, '').replace(/\/$/, '');
  const description: Upload['description'] = {
    id,
    mimeType,
    uri: `${address.origin}${home}/${id}`,
    ...(displayName ? { displayName } : {}),
  };
  const uploadId = context.nextLetters();
  context.uploads.set(uploadId, { description, announced, received: 0, status: 'active' });
  keepNewest(context.uploads, mostUploads);
  address.search = new URLSearchParams({ upload_id: uploadId, upload_protocol: 'resumable' }).toString();
  return new Response(null, {
    headers: {
      'x-goog-upload-status': 'active',
      'x-goog-upload-url': address.href,
      'x-goog-upload-control-url': address.href,
      'x-goog-upload-chunk-granularity': '262144',
    },
  });
}

function describeUpload(upload: Upload): Record<string, string> {
  return {
    'x-goog-upload-status': upload.status,
    'x-goog-upload-size-received': String(upload.received),
  };
}

function finishUpload(upload: Upload, { files }: EmulatorContext): Response {
  const { description, received } = upload;
  const isNew = upload.status === 'active';
  if (isNew && received === 0) refuse('The file is empty.');
  if (isNew && upload.announced !== undefined && received !== upload.announced) {
    refuse(`${received} bytes came of ${upload.announced} that were announced.`);
  }
  const file = isNew ? files.add({ ...description, bytes: received }) : files.get(description.id);
  if (!file) refuse('The upload has ended.');
  upload.status = 'final';
  return Response.json({ file: describeFile(file) }, { headers: describeUpload(upload) });
}

async function receivePiece(request: Request, upload: Upload): Promise<void> {
  const offset = readCount(request.headers, 'x-goog-upload-offset');
  if (offset === undefined) refuse('The header x-goog-upload-offset is missing.');
  const piece = await request.arrayBuffer();
  if (offset !== upload.received) {
    refuse(`The piece begins at ${offset}, but ${upload.received} bytes have come.`);
  }
  const received = upload.received + piece.byteLength;
  if (received > (upload.announced ?? mostBytes)) refuse('More bytes came than were announced.');
  upload.received = received;
}

/** `POST /upload/files`: begins an upload, or takes a piece of one, ends it, or tells how far it is. */
export async function answerUpload(request: Request, context: EmulatorContext): Promise<Response> {
  const commands = (request.headers.get('x-goog-upload-command') ?? '').split(/\s*,\s*/);
  const uploadId = new URL(request.url).searchParams.get('upload_id');
  if (uploadId === null) {
    if (commands.includes('start')) return startUpload(request, context);
    refuse('Only resumable uploads are offered: begin one with x-goog-upload-command: start.');
  }
  const upload = context.uploads.get(uploadId);
  if (!upload) refuse('There is no such upload.', 404);
  if (commands.includes('query')) return new Response(null, { headers: describeUpload(upload) });
  if (commands.includes('cancel')) {
    if (upload.status === 'active') upload.status = 'cancelled';
    return new Response(null, { headers: describeUpload(upload) });
  }
  if (upload.status === 'cancelled') refuse('The upload was cancelled.');
  if (commands.includes('upload') && upload.status === 'active') await receivePiece(request, upload);
  if (commands.includes('finalize')) return finishUpload(upload, context);
  if (!commands.includes('upload')) refuse('Unknown x-goog-upload-command.');
  return new Response(null, { headers: describeUpload(upload) });
}
