import { ChatError } from '../protocol/chat-error.js';
import { findErrorCode } from '../protocol/error-codes.js';
import { parseJson } from '../protocol/parse-json.js';
import { readText } from '../protocol/read-text.js';
import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { markBranches } from './branches.js';
import type { Fork, Path } from './fork.js';
import { type Message, readWords } from './message.js';

/** The conversation in foreign data. Throws a `ChatError` `invalid-request` where it is none. */
export function readConversation(data: unknown, newId: () => string): Path {
  const { version = 1, messages, branches = [] } = readObject(copy(data));
  if (version !== 1) refuse();
  const ids = new Set<unknown>();
  const readMessages = (list: unknown) => readList(list).map((item) => readMessage(item, ids, newId));
  const path = readMessages(messages);
  const forks = readList(branches).map((item): [string, Fork] => {
    const { after, active, tails: lists } = readObject(item);
    // Only what is shown can be under way.
    const tails = readList(lists).map((tail) => readMessages(tail).map(interrupt));
    const shown = typeof active === 'number' && tails[active] ? active : refuse();
    return [typeof after === 'string' ? after : refuse(), { tails, active: shown }];
  });
  return markBranches({ messages: path, forks: new Map(forks) });
}

function interrupt(message: Message): Message {
  return message.status === 'pending' ? Object.freeze({ ...message, status: 'interrupted' }) : message;
}

const plain = {
  interactionId: 'string',
  isData: 'boolean',
  isBackground: 'boolean',
  thinkingMs: 'number',
  usage: 'object',
};

function readMessage(item: unknown, ids: Set<unknown>, newId: () => string): Message {
  const fields = readObject(item);
  const { id, role } = fields;
  if (role !== 'user' && role !== 'model') refuse();
  const steps = readSteps(fields);
  const text = role === 'model' ? readText(steps) : steps.map(readAsked).join('');
  const ownId = typeof id === 'string' && !ids.has(id) ? id : newId();
  ids.add(ownId);
  const createdAt = new Date(readWord(fields['createdAt']));
  const data = fields['isData'] ? parseJson(text) : undefined;
  return Object.freeze({
    ...Object.fromEntries(
      Object.entries(plain)
        .map(([name, type]) => [name, typeof fields[name] === type && fields[name]])
        .filter(([, value]) => value),
    ),
    id: ownId,
    role,
    text,
    steps,
    createdAt: Number(createdAt) ? createdAt : new Date(),
    ...readEnd(fields),
    ...(data !== undefined && { data }),
  });
}

/** What was under way when it was kept has been cut since; only what runs on the server still does. */
function readEnd({ role, status, error: kept, isBackground, interactionId }: WireObject): Ending {
  const { code, message } = isWireObject(kept) ? kept : {};
  const known = findErrorCode(code) ?? 'server-error';
  const error = kept ? { error: new ChatError(known, { message: readWord(message) }) } : {};
  if (status === 'stopped' || status === 'interrupted' || status === 'truncated') return { status, ...error };
  if (status === 'error' && kept) return { status, ...error };
  if (role === 'user' || status === undefined || status === 'complete') return { status: 'complete' };
  return { status: isBackground === true && interactionId ? 'pending' : 'interrupted' };
}

type Ending = Pick<Message, 'status' | 'error'>;

function readSteps({ role, steps, text }: WireObject): readonly Step[] {
  if (steps === undefined && typeof text === 'string') {
    const type = role === 'model' ? 'model_output' : 'user_input';
    return [{ type, content: [{ type: 'text', text }] }];
  }
  return readList(steps).map((step) => (isStep(step) ? step : refuse()));
}

function isStep(step: unknown): step is Step {
  return isWireObject(step) && typeof step['type'] === 'string';
}

function readAsked(step: Step): string {
  return 'content' in step && Array.isArray(step.content) ? readWords(step.content) : '';
}

/** What comes from outside may be changed there later; here nothing changes. */
function copy(data: unknown): unknown {
  try {
    return structuredClone(data);
  } catch {
    return refuse();
  }
}

function readWord(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readObject(value: unknown): WireObject {
  return isWireObject(value) ? value : refuse();
}

function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse();
}

function refuse(): never {
  throw new ChatError('invalid-request', { message: 'This is no conversation that can be restored.' });
}
