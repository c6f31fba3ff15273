import { answerAuthTokens } from './answer-auth-tokens.js';
import { answerCreate } from './answer-create.js';
import { answerDeleteFile, answerGetFile, answerListFiles } from './answer-files.js';
import { answerGenerateContent } from './answer-generate-content.js';
import { answerCancel, answerDelete, answerGet } from './answer-stored.js';
import { answerUpload } from './answer-upload.js';
import type { EmulatorContext } from './emulator-context.js';

/** Which of Google's two ways of telling errors a route has. */
export type ErrorShape = 'interactions' | 'google';

/** What answers a request. */
export interface Route {
  readonly errors: ErrorShape;
  /** The address that an upload's bytes go to is a secret of its own. */
  readonly needsKey: boolean;
  answer(): Response | Promise<Response>;
}

type Answer = (request: Request, context: EmulatorContext, id: string) => Response | Promise<Response>;

interface RouteEntry {
  readonly method: string;
  readonly path: RegExp;
  readonly errors: ErrorShape;
  readonly answer: Answer;
}

const interactions = (method: string, path: RegExp, answer: Answer): RouteEntry => ({
  method,
  path,
  errors: 'interactions',
  answer,
});
const google = (method: string, path: RegExp, answer: Answer): RouteEntry => ({
  method,
  path,
  errors: 'google',
  answer,
});

const interactionPath = /(?:^|\/)interactions\/([^/]+)\/?$/;
const filePath = /(?:^|\/)files\/([^/]+)\/?$/;
const uploadPath = /(?:^|\/)upload\/(?:v[^/]+\/)?files\/?$/;

const entries: readonly RouteEntry[] = [
  interactions('POST', /(?:^|\/)interactions\/?$/, answerCreate),
  interactions('GET', interactionPath, (request, context, id) => answerGet(request, id, context)),
  interactions('DELETE', interactionPath, (_, context, id) => answerDelete(id, context)),
  interactions('POST', /(?:^|\/)interactions\/([^/]+)\/cancel\/?$/, (_, context, id) =>
    answerCancel(id, context),
  ),
  google('POST', /(?:^|\/)models\/([^/:]+):generateContent$/, (request, context, model) =>
    answerGenerateContent(request, model, false, context),
  ),
  google('POST', /(?:^|\/)models\/([^/:]+):streamGenerateContent$/, (request, context, model) =>
    answerGenerateContent(request, model, true, context),
  ),
  google('POST', /(?:^|\/)v1alpha\/auth_tokens\/?$/, answerAuthTokens),
  google('POST', uploadPath, answerUpload),
  google('PUT', uploadPath, answerUpload),
  google('GET', /(?:^|\/)files\/?$/, answerListFiles),
  google('GET', filePath, (_, context, id) => answerGetFile(id, context)),
  google('DELETE', filePath, (_, context, id) => answerDeleteFile(id, context)),
];

/** An id from a path; a broken escape makes it one that nobody has. */
function decodeId(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The route of a request; `undefined` where the emulator has none. */
export function findRoute(request: Request, context: EmulatorContext): Route | undefined {
  const { pathname, searchParams } = new URL(request.url);
  for (const { method, path, errors, answer } of entries) {
    const found = method === request.method ? path.exec(pathname) : null;
    if (!found) continue;
    const id = decodeId(found[1] ?? '');
    const needsKey = !(uploadPath.test(pathname) && searchParams.has('upload_id'));
    return { errors, needsKey, answer: () => answer(request, context, id) };
  }
  return undefined;
}
