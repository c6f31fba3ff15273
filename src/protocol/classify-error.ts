import type { ChatErrorCode } from './chat-error.js';
import type { WireError } from './wire-error.js';
import { isWireObject } from './wire-object.js';

/** Names that the wire gives to errors, in Google's two styles and those of common backends. */
const namesByCode: Readonly<Partial<Record<ChatErrorCode, string>>> = {
  unauthorized:
    'authentication authentication_error unauthenticated invalid_api_key api_key_invalid api_key_expired ' +
    'access_token_expired access_token_type_unsupported credentials_missing',
  forbidden: 'permission_denied access_denied service_disabled',
  'not-found': 'model_not_found',
  'rate-limited': 'rate_limit_exceeded too_many_requests resource_exhausted',
  'quota-exceeded': 'payment_required insufficient_quota budget_exceeded',
  overloaded: 'service_unavailable unavailable model_overloaded',
  timeout: 'deadline_exceeded gateway_timeout request_timeout',
  'server-error':
    'api_error internal internal_error internal_server_error data_loss bad_gateway aborted cancelled',
  blocked:
    'safety recitation prohibited_content content_blocked blocklist spii language model_armor jailbreak ' +
    'image_safety image_prohibited_content image_recitation',
  'invalid-request':
    'invalid_argument invalid_request_error parameter_unknown failed_precondition out_of_range unimplemented',
};

/** Our own codes are names too: a backend of ours writes them, with either kind of dash. */
const ownCodes: readonly ChatErrorCode[] = [
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'quota-exceeded',
  'overloaded',
  'timeout',
  'bad-response',
  'server-error',
  'invalid-request',
  'blocked',
  'truncated',
];

const codeByName: ReadonlyMap<string, ChatErrorCode> = new Map(
  ownCodes.flatMap((code) =>
    [code.replaceAll('-', '_'), ...(namesByCode[code]?.split(' ') ?? [])].map(
      (name) => [name, code] as const,
    ),
  ),
);

/** gRPC's numbers, which errors inside steps carry. */
const codeByGrpcNumber: ReadonlyMap<number, ChatErrorCode> = new Map([
  [3, 'invalid-request'],
  [4, 'timeout'],
  [5, 'not-found'],
  [7, 'forbidden'],
  [8, 'rate-limited'],
  [9, 'invalid-request'],
  [11, 'invalid-request'],
  [14, 'overloaded'],
  [16, 'unauthorized'],
]);

const codeByStatus: ReadonlyMap<number, ChatErrorCode> = new Map([
  [0, 'network'],
  [401, 'unauthorized'],
  // Nobody pays: to the visitor that is a limit reached, not a fault of theirs.
  [402, 'quota-exceeded'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [408, 'timeout'],
  [410, 'not-found'],
  [429, 'rate-limited'],
  [503, 'overloaded'],
  [504, 'timeout'],
  [529, 'overloaded'],
]);

function classifyStatus(status: number): ChatErrorCode {
  const code = codeByStatus.get(status);
  if (code) return code;
  if (status >= 500) return 'server-error';
  return status >= 400 ? 'invalid-request' : 'bad-response';
}

/** The machine-readable reasons in Google's list of details. */
function readReasons({ details }: WireError): unknown[] {
  if (!Array.isArray(details)) return [];
  return details.map((detail: unknown) => (isWireObject(detail) ? detail['reason'] : undefined));
}

function classifyName(name: unknown): ChatErrorCode | undefined {
  if (typeof name !== 'string') return undefined;
  return codeByName.get(name.trim().toLowerCase().replaceAll(/[- ]/g, '_'));
}

function classifyNumber(code: WireError['code']): ChatErrorCode | undefined {
  const number = typeof code === 'string' && /^\d{1,3}$/.test(code) ? Number(code) : code;
  if (typeof number !== 'number') return undefined;
  return number >= 100 && number < 600 ? classifyStatus(number) : codeByGrpcNumber.get(number);
}

/** A limit for the day: waiting some seconds, as for a limit for the minute, would not help. */
function isDailyLimit({ message = '', details }: WireError): boolean {
  const limits = Array.isArray(details) ? JSON.stringify(details) : '';
  return /per[ _]?day|daily/i.test(message) || /per_?day|daily/i.test(limits);
}

function isKeyProblem({ message = '' }: WireError): boolean {
  return /api[ _]key (not valid|not found|expired|invalid)/i.test(message);
}

/** The code for an error: what the wire names it comes first, then its numbers, then the HTTP status. */
export function classifyError(error: WireError, status?: number): ChatErrorCode {
  if (status === 401) return 'unauthorized';
  // Google's older words for it, a precondition that failed, say less than the number.
  if (status === 402 || error.code === 402) return 'quota-exceeded';
  const named = [...readReasons(error), error.code, error.status].map(classifyName).find(Boolean);
  const code =
    named ??
    (status === undefined || status < 400 ? classifyNumber(error.code) : undefined) ??
    (status === undefined ? 'server-error' : classifyStatus(status));
  if (code === 'rate-limited' && isDailyLimit(error)) return 'quota-exceeded';
  return code === 'invalid-request' && isKeyProblem(error) ? 'unauthorized' : code;
}
