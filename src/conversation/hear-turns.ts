import { ChatError } from '../protocol/chat-error.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { emptyReply } from '../protocol/reply.js';
import type { SpokenTurn } from '../protocol/spoken-turn.js';
import type { Transport } from '../transport/transport.js';
import type { Leg, TurnContext } from './answer-turn.js';
import { buildRequest } from './build-request.js';
import type { History } from './history.js';
import { hasArrived, type Message } from './message.js';
import type { TurnSettings } from './turn-settings.js';

/** A conversation by voice. */
export interface Hearing {
  /** The way that can listen; asked for once. */
  readonly transport: () => Transport;
  /** Asked for whenever a session begins. */
  readonly settings: () => TurnSettings;
  /** What the microphone hears. */
  readonly sound: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
  /** What is said from now on is heard. */
  readonly onListening: () => void;
  /** The words of a question so far, as often as they grow; empty before the first. */
  readonly onHeard: (text: string) => void;
  /** What stands for a question of which no words came. */
  readonly unheard: string;
}

/**
 * Takes what is said into a conversation, each question with its answer, until the sound ends. Rejects with a
 * `ChatError` where nobody can listen (any more); when `signal` aborts, with the signal's reason.
 */
export async function hearTurns(history: History, hearing: Hearing): Promise<void> {
  const { transport, settings, sound, signal, onListening } = hearing;
  const request = () => buildRequest(listSaid(history), settings(), { whole: true });
  const turns = transport().talk?.({ request, sound, onListening }, signal);
  if (!turns) {
    throw new ChatError('invalid-request', {
      message: 'Only live sessions can hear: this connection opens none.',
      reason: 'voice-needs-live',
    });
  }
  for await (const turn of turns) takeTurn(turn, history, hearing);
}

/** What the model may know: not what still waits to be sent. */
function listSaid({ path }: History): Message[] {
  return path.messages.filter(({ status }) => status !== 'queued' && status !== 'error');
}

function takeTurn(turn: SpokenTurn, history: History, { onHeard, unheard }: Hearing): void {
  const { messages } = history.path;
  const id = history.newId();
  const question: Message = Object.freeze({
    id,
    role: 'user',
    // Until words come it is shown as something that is still coming.
    status: 'pending',
    createdAt: new Date(),
    ...write(''),
  });
  const waiting = messages.findIndex(({ status }) => status === 'queued');
  const place = waiting < 0 ? messages.length : waiting;
  history.rewrite([...messages.slice(0, place), question, ...messages.slice(place)]);
  onHeard('');
  const change = (changed: Partial<Message>): void =>
    history.rewrite(
      history.path.messages.map((message) =>
        message.id === id ? Object.freeze({ ...message, ...changed }) : message,
      ),
    );
  let heard = '';
  let isPending = true;
  const listen = async (): Promise<void> => {
    for await (const text of turn.heard) {
      if (text === heard) continue;
      heard = text;
      change({ ...write(text), ...(isPending && { status: 'complete' }) });
      isPending = false;
      onHeard(text);
    }
  };
  // What was understood so far stays, however the rest is lost.
  void listen().catch(() => {});
  const begin = (context: TurnContext): Leg => {
    if (isPending) change({ status: 'pending' });
    return { events: askOnce(turn, context), from: emptyReply, attempt: 0, round: 0 };
  };
  // The model answers it already: what was typed meanwhile comes after it.
  void history.ask({ question: id, begin }, { first: true }).then((reply) => {
    // Of what failed before anything came, the question says so.
    if (isPending && (hasArrived(reply) || !reply.error)) change({ status: 'complete', text: unheard });
    isPending = false;
  });
}

/** The answer that comes by itself; where it failed before anything came, the same question is asked in writing. */
function askOnce(turn: SpokenTurn, context: TurnContext): Leg['events'] {
  let isAsked = false;
  return () => {
    const { history, settings, signal, transport } = context;
    if (isAsked) return transport().send(buildRequest(history, settings(), { whole: true }), signal, context);
    isAsked = true;
    return untilStopped(turn, signal);
  };
}

/** The answer, as long as the reader wants it. */
async function* untilStopped(turn: SpokenTurn, signal: AbortSignal): AsyncGenerator<InteractionEvent, void> {
  const stop = (): void => turn.stop();
  signal.addEventListener('abort', stop, { once: true });
  const aborted = new Promise<undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  try {
    const events = turn.events[Symbol.asyncIterator]();
    for (;;) {
      const next = await Promise.race([events.next(), aborted]);
      signal.throwIfAborted();
      if (!next || next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** What was heard, as a message says it. */
function write(text: string): Pick<Message, 'text' | 'steps'> {
  const step = { type: 'user_input' as const, content: [Object.freeze({ type: 'text' as const, text })] };
  return { text, steps: Object.freeze([Object.freeze(step)]) };
}
