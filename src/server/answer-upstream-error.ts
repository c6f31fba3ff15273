import { parseJson } from '../protocol/parse-json.js';
import { answerError } from './answer-error.js';
import { describeUpstreamError } from './describe-upstream-error.js';
import { readCapped } from './read-capped.js';

/** More than any error of Google's; a longer page is not an error that says something. */
const maxErrorBytes = 65_536;

/** The answer to a visitor where Gemini answered with an error: its status, in our own words. */
export async function answerUpstreamError(response: Response, signal: AbortSignal): Promise<Response> {
  const { status, headers } = response;
  const body = parseJson(await readText(response, signal));
  // Redirects, and pages that some proxy between here and Gemini wrote; of an overloaded one the status is true.
  const page = /html/i.test(headers.get('content-type') ?? '');
  if (status < 400 || (page && status !== 429 && status < 500)) return answerBadGateway();
  const { code, message, retryAfter } = describeUpstreamError(body, response);
  const wait = retryAfter === undefined ? undefined : { 'retry-after': String(retryAfter) };
  return answerError(status, code, message, wait);
}

/** The answer where what came back is nothing that Gemini would say. */
export function answerBadGateway(): Response {
  return answerError(502, 'bad_gateway', 'Gemini gave an answer that is not understood.');
}

async function readText({ body }: Response, signal: AbortSignal): Promise<string> {
  if (body === null) return '';
  try {
    return new TextDecoder().decode(await readCapped(body, maxErrorBytes, signal));
  } catch (error) {
    if (signal.aborted) throw error;
    return '';
  }
}
