import { createGeminiEmulator, type GeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { readInteractionEvents } from '../../src/protocol/read-interaction-events.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import type { WireObject } from '../../src/protocol/wire-object.js';

export const address = 'https://gemini.example/v1beta/interactions';

/** A request for an interaction as a client would send it. */
export function createRequest(body: unknown, headers: Record<string, string> = {}, url = address): Request {
  return new Request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': 'any', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A body with a model and a prompt, and whatever else the test is about. */
export function bodyOf(input: unknown, more: WireObject = {}): WireObject {
  return { model: 'gemini-3.5-flash', input, ...more };
}

export async function readEvents(response: Response): Promise<InteractionEvent[]> {
  const events: InteractionEvent[] = [];
  for await (const event of readInteractionEvents(response)) events.push(event);
  return events;
}

export function foldAll(events: readonly InteractionEvent[]): Reply {
  return events.reduce(foldEvent, emptyReply);
}

/** Asks for a stream and folds it. */
export async function askStream(
  emulator: GeminiEmulator,
  input: unknown,
  more: WireObject = {},
): Promise<Reply> {
  const response = await emulator(createRequest(bodyOf(input, { ...more, stream: true })));
  return foldAll(await readEvents(response));
}

/** Asks for a whole answer and gives its JSON. */
export async function askUnary(emulator: GeminiEmulator, input: unknown, more: WireObject = {}) {
  const response = await emulator(createRequest(bodyOf(input, more)));
  const body: Record<string, unknown> = await response.json();
  return { status: response.status, headers: response.headers, body };
}

/** The text that a reply's outputs hold. */
export function textOfSteps(steps: unknown): string {
  if (!Array.isArray(steps)) return '';
  return steps
    .filter((step) => step.type === 'model_output')
    .flatMap((step) => step.content ?? [])
    .map((content) => content.text ?? '')
    .join('');
}

/** An emulator whose time stands still. */
export function createStill(options: Parameters<typeof createGeminiEmulator>[0] = {}): GeminiEmulator {
  return createGeminiEmulator({ clock: () => new Date('2026-02-03T04:05:06.789Z'), ...options });
}
