import { writeServerEvent } from '../../src/protocol/write-server-event.js';

/** A stream of events as a backend sends them, held back until each is let go. */
export interface HeldStream {
  readonly response: Response;
  /** Sends one event. */
  push: (event: { event_type: string; [field: string]: unknown }) => void;
  /** Sends raw text. */
  pushText: (text: string) => void;
  close: () => void;
  fail: (error: Error) => void;
  readonly cancelled: Promise<void>;
}

/** An event stream under the test's control. */
export function holdStream(): HeldStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let cancel: () => void = () => {};
  const cancelled = new Promise<void>((resolve) => {
    cancel = resolve;
  });
  const body = new ReadableStream<Uint8Array>({
    start(started) {
      controller = started;
    },
    cancel() {
      cancel();
    },
  });
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    push: (event) => controller.enqueue(encoder.encode(writeServerEvent(event))),
    pushText: (text) => controller.enqueue(encoder.encode(text)),
    close: () => controller.close(),
    fail: (error) => controller.error(error),
    cancelled,
  };
}

/** The events of a whole text answer. */
export function answerEvents(
  text: string,
  id = 'reply-1',
): { event_type: string; [field: string]: unknown }[] {
  return [
    { event_type: 'interaction.created', interaction: { id, object: 'interaction', status: 'in_progress' } },
    { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
    { event_type: 'step.delta', index: 0, delta: { type: 'text', text } },
    { event_type: 'step.stop', index: 0 },
    {
      event_type: 'interaction.completed',
      interaction: { id, object: 'interaction', status: 'completed', usage: { total_tokens: 5 } },
    },
  ];
}

/** A finished stream of the given events. */
export function streamOf(events: readonly { event_type: string; [field: string]: unknown }[]): Response {
  return new Response(events.map((event) => writeServerEvent(event)).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  });
}
