import { ChatError } from '../../src/protocol/chat-error.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import type { Step } from '../../src/protocol/step.js';
import type { LiveTimes } from '../../src/live/live-times.js';
import { LiveTransport } from '../../src/live/live-transport.js';
import type { SoundOut } from '../../src/protocol/sound-out.js';
import { endAfterwards } from './watch-leftovers.js';

/** Waits that no test needs to sit out. */
export const quickTimes: Partial<LiveTimes> = {
  settleMs: 50,
  callsMs: 5,
  lastWordsMs: 60,
  steadyMs: 60,
  waits: [10, 20],
};

/** A turn of the user's. */
export const ask = (text: string): Step => ({ type: 'user_input', content: [{ type: 'text', text }] });

/** An answer of the model's. */
export const answer = (text: string): Step => ({ type: 'model_output', content: [{ type: 'text', text }] });

/** A chat's end of live sessions: it remembers what was said, as a conversation does. */
export class LiveClient {
  readonly transport: LiveTransport;
  /** The tokens that were taken, one for each connection. */
  readonly tokens: string[] = [];
  readonly history: Step[] = [];

  constructor({
    times = {},
    apiBase = 'https://live.test',
    openSound,
    takeToken,
  }: {
    times?: Partial<LiveTimes>;
    apiBase?: string;
    openSound?: () => Promise<SoundOut | undefined>;
    takeToken?: () => Promise<string>;
  } = {}) {
    this.transport = new LiveTransport({
      takeToken: async () => {
        const token = takeToken ? await takeToken() : `auth_tokens/secret-${this.tokens.length}`;
        this.tokens.push(token);
        return token;
      },
      apiBase,
      openSound,
      times: { ...quickTimes, ...times },
    });
    endAfterwards(() => this.transport.close());
  }

  /** Asks as a conversation does: with everything that was said before. Remembers what came. */
  async say(
    question: string | Step[],
    settings: InteractionRequest = {},
    signal?: AbortSignal,
  ): Promise<Reply> {
    this.history.push(...(typeof question === 'string' ? [ask(question)] : question));
    const reply = await this.send({ ...settings, input: [...this.history] }, signal);
    this.history.push(...reply.steps);
    return reply;
  }

  /** Sends a request as it is. */
  send(request: InteractionRequest, signal = new AbortController().signal): Promise<Reply> {
    return collect(this.transport.send(request, signal));
  }
}

/** Everything that came, folded. */
export async function collect(events: AsyncIterable<InteractionEvent>): Promise<Reply> {
  let reply = emptyReply;
  for await (const event of events) reply = foldEvent(reply, event);
  return reply;
}

/** What a reply says. */
export const words = ({ steps }: Reply): string => readText(steps);

/** What something fails with. */
export async function failure(work: Promise<unknown>): Promise<ChatError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ChatError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
}

/** Waits until something is so. */
export async function until(isSo: () => unknown): Promise<void> {
  const end = performance.now() + 3000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('Waited in vain.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Long enough for everything that the server has to say by itself. */
export const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
