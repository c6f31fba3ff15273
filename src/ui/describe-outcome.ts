import { hasAnswer, type Message } from '../conversation/message.js';
import type { Strings } from '../i18n/english.js';
import type { TurnAction } from './notice-element.js';

/** What would only fail again; the reader has to change the message, or to come back another day. */
const beyondRetry: ReadonlySet<string> = new Set([
  'blocked',
  'forbidden',
  'invalid-request',
  'quota-exceeded',
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
      const code = error?.code ?? 'server-error';
      const sentence = strings.errors[code];
      const text = code === 'offline' ? `${sentence} ${strings.sendsWhenOnline}` : sentence;
      const action = beyondRetry.has(code) ? '' : 'retry';
      return { text, kind: 'error', action, wait: error?.retryAfter ?? 0 };
    }
    case 'interrupted':
      return { text: strings.interrupted, kind: 'error', action: 'retry', wait: error?.retryAfter ?? 0 };
    case 'truncated':
      return {
        text: strings.errors[error?.code ?? 'truncated'],
        kind: 'remark',
        action: beyondRetry.has(error?.code ?? '') ? '' : 'continue',
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
