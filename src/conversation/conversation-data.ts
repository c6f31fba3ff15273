import { ChatError, type ChatErrorCode, findErrorCode } from '../protocol/chat-error.js';
import { parseJson } from '../protocol/parse-json.js';
import { readText } from '../protocol/read-text.js';
import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import type { Fork, Path } from './branches.js';
import { type Message, type MessageStatus, readWords } from './message.js';

/** A message as it is kept. Only `role` and one of `text` and `steps` must be there to restore it. */
export interface MessageData {
  readonly id?: string;
  readonly role: 'user' | 'model';
  readonly text?: string;
  /** The wire's steps, verbatim; what `text` says is read from them. */
  readonly steps?: readonly Step[];
  readonly status?: MessageStatus;
  /** As `Date.toISOString` writes it. */
  readonly createdAt?: string;
  readonly usage?: Message['usage'];
  readonly error?: { readonly code: ChatErrorCode; readonly message: string };
  readonly interactionId?: string;
  readonly isData?: boolean;
  readonly isBackground?: boolean;
  readonly thinkingMs?: number;
  readonly branch?: Message['branch'];
}

/** A conversation as plain data, which JSON can hold. */
export interface ConversationData {
  readonly version: 1;
  readonly messages: readonly MessageData[];
  /** Where the conversation went on in several ways: after which message, and what came each time. */
  readonly branches?: readonly {
    readonly after: string;
    readonly active: number;
    readonly tails: readonly (readonly MessageData[])[];
  }[];
}

/** A conversation as data. Calls of the page's functions are kept as the steps that they are on the wire. */
export function writeConversation({ messages, forks }: Path): ConversationData {
  const branches = [...forks].map(([after, { active, tails }]) => ({
    after,
    active,
    tails: tails.map((tail) => tail.map(writeMessage)),
  }));
  return { version: 1, messages: messages.map(writeMessage), ...(branches.length > 0 && { branches }) };
}

function writeMessage({ error, createdAt, calls: _, retry: __, data: ___, ...rest }: Message): MessageData {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    ...(error && { error: { code: error.code, message: error.message } }),
  };
}

/** The conversation in foreign data. Throws a `ChatError` `invalid-request` that says what is wrong with it. */
export function readConversation(data: unknown, newId: () => string): Path {
  const { version = 1, messages, branches = [] } = readObject(data);
  if (version !== 1) refuse('its version is not known');
  const ids = new Set<unknown>();
  const readMessages = (list: unknown) => readList(list).map((item) => readMessage(item, ids, newId));
  const path = readMessages(messages);
  const forks = readList(branches).map((item): [string, Fork] => {
    const { after, active, tails: lists } = readObject(item);
    const tails = readList(lists).map(readMessages);
    const shown = typeof active === 'number' && tails[active] ? active : refuse('a branch is broken');
    return [String(after), { tails, active: shown }];
  });
  return { messages: path, forks: new Map(forks) };
}

function readMessage(item: unknown, ids: Set<unknown>, newId: () => string): Message {
  const fields = readObject(item);
  const { id, role, usage, interactionId, isBackground, isData, thinkingMs, branch } = fields;
  if (role !== 'user' && role !== 'model') refuse('a message is of neither side');
  const steps = readSteps(fields);
  const text = role === 'model' ? readText(steps) : steps.map(readAsked).join('');
  const ownId = typeof id === 'string' && !ids.has(id) ? id : newId();
  ids.add(ownId);
  const createdAt = new Date(String(fields['createdAt']));
  const data = isData === true ? parseJson(text) : undefined;
  return Object.freeze({
    id: ownId,
    role,
    text,
    steps,
    createdAt: Number.isNaN(createdAt.getTime()) ? new Date() : createdAt,
    ...readEnd(fields),
    ...(isWireObject(usage) && { usage }),
    ...(typeof interactionId === 'string' && interactionId && { interactionId }),
    ...(isData === true && { isData }),
    ...(data !== undefined && { data }),
    ...(isBackground === true && { isBackground }),
    ...(typeof thinkingMs === 'number' && { thinkingMs }),
    ...(isBranch(branch) && { branch }),
  });
}

/** What was under way when it was kept has been cut since; only what runs on the server still does. */
function readEnd({ role, status, error: kept, isBackground, interactionId }: WireObject): Ending {
  const { code, message } = isWireObject(kept) ? kept : {};
  const known = findErrorCode(code) ?? 'server-error';
  const error = kept ? { error: new ChatError(known, { message: String(message) }) } : {};
  if (status === 'stopped' || status === 'interrupted' || status === 'truncated') return { status, ...error };
  if (status === 'error' && kept) return { status, ...error };
  if (role === 'user' || status === undefined || status === 'complete') return { status: 'complete' };
  return { status: isBackground === true && interactionId ? 'pending' : 'interrupted' };
}

type Ending = Pick<Message, 'status' | 'error'>;

function isBranch(branch: unknown): branch is NonNullable<Message['branch']> {
  return isWireObject(branch) && Number.isInteger(branch['index']) && Number.isInteger(branch['count']);
}

function readSteps({ role, steps, text }: WireObject): readonly Step[] {
  if (steps === undefined && typeof text === 'string') {
    const type = role === 'model' ? 'model_output' : 'user_input';
    return [{ type, content: [{ type: 'text', text }] }];
  }
  return readList(steps).map((step) => (isStep(step) ? step : refuse('a step is broken')));
}

function isStep(step: unknown): step is Step {
  return isWireObject(step) && typeof step['type'] === 'string';
}

function readAsked(step: Step): string {
  return 'content' in step && Array.isArray(step.content) ? readWords(step.content) : '';
}

function readObject(value: unknown): WireObject {
  return isWireObject(value) ? value : refuse('something in it is no object');
}

function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse('something in it is no list');
}

function refuse(why: string): never {
  throw new ChatError('invalid-request', { message: `The conversation cannot be restored: ${why}.` });
}
