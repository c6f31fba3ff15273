import type { CreateAuthTokenConfig, LiveConnectConfig } from '@google/genai';
import { HTTPException } from 'hono/http-exception';
import { parseJson } from '../protocol/parse-json.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { refuse } from './answer-error.js';
import { answerBadGateway, answerUpstreamError } from './answer-upstream-error.js';
import type { RequestContext } from './backend.js';
import { CallLifetime } from './call-lifetime.js';
import { callUpstream } from './call-upstream.js';
import type { ToolType } from './chat-handler-options.js';
import { loadGenai } from './load-genai.js';
import { readCapped } from './read-capped.js';
import type { ChatPolicy, LivePolicy } from './read-options.js';

/** What a visitor gets: a token and until when it is good. */
interface TokenGrant {
  readonly token: string;
  readonly expireTime: string;
  readonly kind: 'auth-token';
}

/** Seconds that making a token may take. */
export const tokenSeconds = 10;
/** Seconds in which its session must begin. */
const startSeconds = 60;
/** More than any token, and any error, of Google's. */
const maxAnswerBytes = 65_536;

/** Asks Gemini for a token that is locked to what the site decides. */
export async function mintToken(
  policy: ChatPolicy,
  live: LivePolicy,
  { request, record }: RequestContext,
): Promise<TokenGrant> {
  const lifetime = new CallLifetime(request.signal, tokenSeconds);
  let key = '';
  const send = async (url: unknown, init?: RequestInit): Promise<Response> => {
    const headers = { 'content-type': 'application/json' };
    const call = { method: 'POST', url: String(url), headers, body: readTerms(init) } as const;
    const answer = await callUpstream(call, policy, lifetime);
    key = answer.key;
    record.upstreamStatus = answer.response.status;
    return readAnswer(answer.response, lifetime.signal);
  };
  const now = Date.now();
  const expireTime = writeTime(now, live.sessionSeconds);
  try {
    const { GoogleGenAI } = await loadGenai();
    const { authTokens } = new GoogleGenAI({
      // The key is added where every call gets it; the client need not know it.
      apiKey: 'added later',
      httpOptions: { apiVersion: 'v1alpha', baseUrl: policy.baseUrl, fetch: send },
    });
    const config = {
      uses: 1,
      expireTime,
      newSessionExpireTime: writeTime(now, Math.min(startSeconds, live.sessionSeconds)),
      ...(await writeLocks(policy, live)),
    };
    const { name: token = '' } = await authTokens.create({ config });
    if (!/^auth_tokens\/[\w.~-]{1,1024}$/.test(token) || token.includes(key)) throw refuseAnswer();
    return { token, expireTime, kind: 'auth-token' };
  } catch (error) {
    if (lifetime.end === 'time-up') {
      record.end = 'time-up';
      throw refuse(504, 'gateway_timeout', 'Gemini took too long to answer.');
    }
    throw error;
  } finally {
    lifetime.close();
  }
}

function writeTime(now: number, seconds: number): string {
  return new Date(now + seconds * 1000).toISOString();
}

/** Gemini's own tools that work in a session of the Live API without further settings. */
const liveTools: Partial<Record<ToolType, object>> = {
  google_search: { googleSearch: {} },
  google_maps: { googleMaps: {} },
  url_context: { urlContext: {} },
  code_execution: { codeExecution: {} },
};

/**
 * What a session cannot change. Which functions there are is the page's to say, in the field that names Gemini's
 * tools as well: so that one is locked only where the site allows no functions.
 */
async function writeLocks(
  { systemInstruction, safetySettings, maxOutputTokens, tools }: ChatPolicy,
  { model }: LivePolicy,
): Promise<Pick<CreateAuthTokenConfig, 'liveConnectConstraints' | 'lockAdditionalFields'>> {
  const { HarmBlockThreshold, HarmCategory } = await loadGenai();
  const hasFunctions = tools.includes('function');
  const ownTools = tools.map((type) => liveTools[type]).filter((tool) => tool !== undefined);
  const config: LiveConnectConfig = {
    maxOutputTokens,
    ...(systemInstruction === undefined ? {} : { systemInstruction }),
    ...(hasFunctions || ownTools.length === 0 ? {} : { tools: ownTools }),
    ...(safetySettings === undefined
      ? {}
      : {
          safetySettings: safetySettings.map(({ type, threshold }) => ({
            category: findWord(
              HarmCategory,
              `HARM_CATEGORY_${type.toUpperCase().replace(/^HARM_CATEGORY_/, '')}`,
            ),
            threshold: findWord(HarmBlockThreshold, threshold.toUpperCase()),
          })),
        }),
  };
  return {
    liveConnectConstraints: { model, config },
    // An empty list locks what is set, and leaves the rest to the page.
    lockAdditionalFields: hasFunctions || ownTools.length > 0 ? [] : ['tools'],
  };
}

function findWord<Word extends string>(words: Readonly<Record<string, Word>>, wanted: string): Word {
  const word = Object.values(words).find((candidate) => candidate === wanted);
  if (word === undefined) {
    throw refuse(500, 'api_error', 'The safety settings of this site are not usable for live sessions.');
  }
  return word;
}

/**
 * The body of the client's request. In the mask of locked fields it names the single items of a list, of which
 * Gemini's masks know nothing: the list is meant.
 */
function readTerms(init: RequestInit | undefined): WireObject {
  const terms = typeof init?.body === 'string' ? parseJson(init.body) : undefined;
  if (!isWireObject(terms)) throw new TypeError('The client for tokens sends something else than before');
  const { fieldMask } = terms;
  if (typeof fieldMask !== 'string') return terms;
  const fields = new Set(fieldMask.split(',').map((path) => path.replace(/\.\d+$/, '')));
  return { ...terms, fieldMask: [...fields].join(',') };
}

/** Gemini's answer for the client to read; an error is told to the visitor at once, in our words. */
async function readAnswer(response: Response, signal: AbortSignal): Promise<Response> {
  if (!response.ok) {
    const res = await answerUpstreamError(response, signal);
    throw new HTTPException(502, { res });
  }
  const bytes = response.body ? await readCapped(response.body, maxAnswerBytes, signal) : undefined;
  const body = parseJson(new TextDecoder().decode(bytes));
  if (!isWireObject(body)) throw refuseAnswer();
  return Response.json(body);
}

function refuseAnswer(): HTTPException {
  return new HTTPException(502, { res: answerBadGateway() });
}
