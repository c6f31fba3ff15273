import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** An error as Gemini's Interactions API words it: `{ error: { code, message } }`. */
export function answerError(status: number, code: string, message: string, headers?: HeadersInit): Response {
  return Response.json({ error: { code, message } }, { status, ...(headers ? { headers } : {}) });
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
