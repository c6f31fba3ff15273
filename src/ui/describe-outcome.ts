import { hasAnswer, type Message } from '../conversation/message.js';
import type { Strings } from '../i18n/english.js';
import { describeError } from './describe-error.js';
import type { TurnAction } from './notice-element.js';

/** What would only fail again; the reader has to change the message, or to come back another day. */
const beyondRetry: ReadonlySet<string | undefined> = new Set([
  'blocked',
  'forbidden',
  'invalid-request',
  'quota-exceeded',
  'live-attachment',
  'live-unsuited',
  'live-unsupported',
]);

/** What a reader is told about how a message ended, and what can be done about it. */
export interface Outcome {
  readonly text: string;
  readonly kind: 'error' | 'remark';
  readonly action: TurnAction | '';
  /** Seconds to wait before trying again helps. */
  readonly wait: number;
}

/** The outcome worth saying; `undefined` for a message that went as it should. */
export function describeOutcome(message: Message, strings: Strings): Outcome | undefined {
  const { error, status } = message;
  switch (status) {
    case 'error': {
      const sentence = describeError(error, strings);
      const text = error?.code === 'offline' ? `${sentence} ${strings.sendsWhenOnline}` : sentence;
      const action = isBeyondRetry(error) ? '' : 'retry';
      return { text, kind: 'error', action, wait: error?.retryAfter ?? 0 };
    }
    case 'interrupted':
      return {
        text: describeError(error, strings, strings.interrupted),
        kind: 'error',
        action: 'retry',
        wait: error?.retryAfter ?? 0,
      };
    case 'truncated':
      return {
        text: describeError(error, strings, strings.errors[error?.code ?? 'truncated']),
        kind: 'remark',
        action: isBeyondRetry(error) ? '' : 'continue',
        wait: 0,
      };
    case 'stopped':
      return { text: strings.stopped, kind: 'remark', action: 'retry', wait: 0 };
    case 'complete':
      if (message.role === 'user' || hasAnswer(message)) return undefined;
      return { text: strings.emptyAnswer, kind: 'remark', action: 'retry', wait: 0 };
    case 'queued':
    case 'pending':
    case 'streaming':
      return undefined;
  }
}

function isBeyondRetry(error: Message['error']): boolean {
  return beyondRetry.has(error?.code) || beyondRetry.has(error?.reason);
}
