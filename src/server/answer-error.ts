import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Which error an answer holds, so that nobody has to read it again. */
const codes = new WeakMap<Response, string>();

/** An error as Gemini's Interactions API words it: `{ error: { code, message } }`. */
export function answerError(status: number, code: string, message: string, headers?: HeadersInit): Response {
  const response = Response.json({ error: { code, message } }, { status, ...(headers ? { headers } : {}) });
  codes.set(response, code);
  return response;
}

/** The code of an answer that `answerError` made. */
export function findErrorCode(response: Response): string | undefined {
  return codes.get(response);
}

/** The exception that ends a request early with `answerError`'s response. */
export function refuse(
  status: ContentfulStatusCode,
  code: string,
  message: string,
  headers?: HeadersInit,
): HTTPException {
  return new HTTPException(status, { message, res: answerError(status, code, message, headers) });
}
