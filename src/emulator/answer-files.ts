import { describeFile } from './describe-file.js';
import type { EmulatorContext } from './emulator-context.js';
import { GoogleError } from './google-error.js';

/** Google does not tell a file that is not yours from one that is not. */
function refuseFile(id: string): never {
  throw new GoogleError(403, {
    message: `You do not have permission to access the File ${id} or it may not exist.`,
  });
}

/** `GET /files/{id}`: what is known of a file, and whether it is ready. */
export function answerGetFile(id: string, { files }: EmulatorContext): Response {
  const file = files.look(id) ?? refuseFile(id);
  return Response.json(describeFile(file));
}

/** `DELETE /files/{id}`: forgets a file. */
export function answerDeleteFile(id: string, { files }: EmulatorContext): Response {
  if (!files.delete(id)) refuseFile(id);
  return Response.json({});
}

/** `GET /files`: all of them, newest first, a page at a time. */
export function answerListFiles(request: Request, { files }: EmulatorContext): Response {
  const { searchParams } = new URL(request.url);
  const pageSize = Number(searchParams.get('pageSize') ?? 10);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 100) {
    throw new GoogleError(400, { message: "Invalid value at 'page_size': expected 1 to 100." });
  }
  const all = files.list();
  const token = searchParams.get('pageToken');
  const start = token ? all.findIndex(({ id }) => id === token) : 0;
  if (start === -1) throw new GoogleError(400, { message: "Invalid value at 'page_token'." });
  const next = all[start + pageSize];
  const page = all.slice(start, start + pageSize).map(describeFile);
  return Response.json({
    ...(page.length > 0 ? { files: page } : {}),
    ...(next ? { nextPageToken: next.id } : {}),
  });
}
