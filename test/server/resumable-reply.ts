import type { ChatHandlerOptions } from '../../src/server/chat-handler-options.js';
import { FakeGemini, HeldStream, makeRequest, post, readOne } from './fake-gemini.js';

const named = { event_type: 'interaction.created', interaction: { id: 'v1_run', object: 'interaction' } };
/** The first event of a reply. */
export const created = write(named);
/** The last event of a reply. */
export const done = write({
  event_type: 'interaction.completed',
  interaction: { id: 'v1_run', status: 'completed' },
});

/** An event as Gemini writes it. */
export function write(event: object): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** An event of some words. */
export function say(text: string): string {
  return write({ event_type: 'step.delta', index: 0, delta: { type: 'text', text } });
}

/** An event as a visitor gets it. */
export interface StreamEvent {
  readonly event_type: string;
  readonly event_id: string;
  readonly interaction?: { readonly id: string; readonly status?: string };
  readonly delta?: { readonly text: string };
  readonly error?: { readonly code: string };
}

/** The events of a stream that have data. */
export function readEvents(text: string): StreamEvent[] {
  return [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, data = '']): StreamEvent => JSON.parse(data));
}

/** The words of a stream. */
export function readText(text: string): string {
  return readEvents(text)
    .map(({ delta }) => delta?.text ?? '')
    .join('');
}

/** A reply that has begun, whose bytes are under control, and all that can be asked of it. */
export async function openReply(
  options: Partial<ChatHandlerOptions> = {},
  body: object = { input: 'x', stream: true },
) {
  const held = new HeldStream();
  const gemini = new FakeGemini((request) =>
    request.method === 'POST' && request.url.endsWith('/interactions')
      ? held.response
      : Response.json({ id: 'v1_run', object: 'interaction', status: 'completed', steps: [] }),
  );
  const handler = gemini.handler({ log: false, ...options });
  const visitor = new AbortController();
  const response = await handler(post(body, {}, visitor.signal));
  if (response.body === null) throw new Error('There is no stream');
  const reader = response.body.getReader();
  held.push(created);
  const [first] = readEvents(await readOne(reader));
  if (first?.interaction === undefined) throw new Error('There is no interaction');
  const { id } = first.interaction;
  const ask = (method: string, rest = '', init: RequestInit = {}): Promise<Response> =>
    handler(makeRequest(method, `/api/chat/interactions/${id}${rest}`, {}, init));
  return {
    held,
    gemini,
    handler,
    visitor,
    reader,
    id,
    first: first.event_id,
    ask,
    resume: async (cursor = '', init: RequestInit = {}) => {
      const rest = cursor === '' ? '?stream=true' : `?stream=true&last_event_id=${cursor}`;
      const answer = await ask('GET', rest, init);
      if (!answer.body) throw new Error('There is no stream');
      return answer.body.getReader();
    },
    isStopped: () => gemini.calls[0]?.request.signal.aborted === true,
  };
}
