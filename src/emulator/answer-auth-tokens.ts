import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { camelCaseFields } from './camel-case-fields.js';
import { checkClassicFields } from './check-classic-fields.js';
import { type FieldTable, object, refuse, text } from './check-fields.js';
import type { EmulatorContext } from './emulator-context.js';
import { checkLiveSetup, isSetupPath } from './live-setup.js';
import { readJson } from './read-json.js';
import { textField } from './read-step.js';

const tokenFields: FieldTable = {
  name: text,
  uses: {
    says: 'a whole number, 0 or more',
    holds: (value) => Number.isInteger(value) && Number(value) >= 0,
  },
  expireTime: text,
  newSessionExpireTime: text,
  bidiGenerateContentSetup: object,
  fieldMask: text,
};

const minute = 60_000;
const longest = 20 * 60 * minute;

/** A moment in the form that Google's JSON has for one, and not too far ahead. */
function readTime(body: WireObject, field: string, now: number, usual: number): Date {
  const written = textField(body, field);
  if (!written) return new Date(now + usual);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/.test(written);
  const time = Date.parse(written);
  if (!isTime || Number.isNaN(time)) {
    refuse(`Invalid value at '${field}': expected a time such as 2026-11-20T12:00:00Z.`);
  }
  if (time <= now) refuse(`Invalid value at '${field}': it must be in the future.`);
  if (time - now >= longest)
    refuse(`Invalid value at '${field}': it must be less than 20 hours in the future.`);
  return new Date(time);
}

function readMask(body: WireObject): string[] {
  const paths = textField(body, 'fieldMask')
    .split(',')
    .map((path) => path.trim())
    .filter(Boolean);
  const unknown = paths.find((path) => !isSetupPath(path));
  if (unknown !== undefined) refuse(`Invalid value at 'fieldMask': a setup has no field '${unknown}'.`);
  return paths;
}

/** `POST /v1alpha/auth_tokens`: a token that opens sessions of the Live API for somebody without a key. */
export async function answerAuthTokens(request: Request, context: EmulatorContext): Promise<Response> {
  const given = await readJson(request);
  if (!isWireObject(given)) refuse('Invalid JSON payload received: expected an object.');
  const body = camelCaseFields(given);
  checkClassicFields(body, tokenFields, '');
  const { bidiGenerateContentSetup: setup, uses } = body;
  if (isWireObject(setup)) checkLiveSetup(setup, 'bidiGenerateContentSetup');
  const now = context.now().getTime();
  const name = `auth_tokens/${context.nextLetters().toLowerCase().slice(0, 64)}`;
  context.tokens.add({
    name,
    uses: typeof uses === 'number' ? uses : 1,
    expires: readTime(body, 'expireTime', now, 30 * minute),
    newSessionExpires: readTime(body, 'newSessionExpireTime', now, minute),
    setup: isWireObject(setup) ? setup : undefined,
    lockedFields: readMask(body),
  });
  return Response.json({ name });
}
