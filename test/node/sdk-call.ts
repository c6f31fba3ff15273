import type { GoogleGenAI, Interactions } from '@google/genai';

/** What a call is made to: the same calls go to the emulator alone and to a backend before it. */
export interface SdkTarget {
  /** Answers at once. */
  readonly client: GoogleGenAI;
  /** Takes its time, so that there is something to stop. */
  readonly slow: GoogleGenAI;
}

/** Something that a program does with Google's SDK, and what has to come of it. */
export interface SdkCall {
  readonly name: string;
  run(target: SdkTarget): Promise<void>;
}

export type SdkEvent = Interactions.InteractionSSEEvent;

export const model = 'gemini-3.5-flash';

/** A function of the caller's own. */
export const weather = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'Tells the weather of a place',
  parameters: {
    type: 'object',
    properties: { location: { type: 'string' } },
    required: ['location'],
  },
};

/** All events of a stream. */
export async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** The text that a stream's deltas add up to. */
export function readText(events: readonly SdkEvent[]): string {
  return events
    .map((event) =>
      event.event_type === 'step.delta' && event.delta.type === 'text' ? event.delta.text : '',
    )
    .join('');
}

/** The interactions that a stream tells of, by the event that names them. */
export function listNamed(
  events: readonly SdkEvent[],
  type: 'interaction.created' | 'interaction.completed',
): { readonly id: string; readonly status: string; readonly continuationToken: string }[] {
  return events.flatMap((event) => {
    if (event.event_type !== type || !('interaction' in event)) return [];
    const { id, status, continuation_token: continuationToken = '' } = event.interaction;
    return [{ id, status, continuationToken }];
  });
}

/** The text of an answer's outputs. */
export function readOutput({ steps }: { readonly steps: readonly Interactions.Step[] }): string {
  return steps
    .flatMap((step) => (step.type === 'model_output' ? (step.content ?? []) : []))
    .map((content) => (content.type === 'text' ? content.text : ''))
    .join('');
}

/** Why a call was refused, as a program sees it: the error's `status`; `undefined` where it was not. */
export async function findRefusal(call: PromiseLike<unknown>): Promise<number | undefined> {
  try {
    await call;
  } catch (error) {
    const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : 0;
    return typeof status === 'number' ? status : 0;
  }
  return undefined;
}
