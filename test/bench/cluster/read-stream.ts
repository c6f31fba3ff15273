import { request as send, Agent, type IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';

/** What came of a stream until it ended, broke off or had as many events as wanted. */
export interface StreamPart {
  readonly status: number;
  readonly text: string;
  /** The interaction's id. */
  readonly id: string;
  readonly lastEventId: string | undefined;
  readonly isComplete: boolean;
  /** Milliseconds from the request to each piece of text. */
  readonly arrivals: readonly number[];
}

export interface StreamWish {
  readonly url: string;
  readonly visitor: string;
  /** What is asked; without it a stream that runs is read. */
  readonly prompt?: string;
  /** Pieces of text after which the connection is cut. */
  readonly stopAfter?: number;
}

/** Every stream has its own connection. */
const agent = new Agent({ keepAlive: false, maxSockets: Infinity });

/** Reads a stream over a socket of its own. Never rejects: a connection that breaks ends the part. */
export function readStream({ url, visitor, prompt, stopAfter = Infinity }: StreamWish): Promise<StreamPart> {
  const begin = performance.now();
  const arrivals: number[] = [];
  let [status, text, id, isComplete]: [number, string, string, boolean] = [0, '', '', false];
  let lastEventId: string | undefined;
  return new Promise((resolve) => {
    const end = () => resolve({ status, text, id, lastEventId, isComplete, arrivals });
    const outgoing = send(url, {
      agent,
      method: prompt === undefined ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'x-visitor': visitor,
        'x-goog-api-key': 'none',
      },
    });
    const parser = createParser({
      onEvent({ data }) {
        if (data === '[DONE]' || arrivals.length >= stopAfter) return;
        const event: WireEvent = JSON.parse(data);
        lastEventId = event.event_id ?? lastEventId;
        id = event.interaction?.id ?? id;
        isComplete ||= event.event_type === 'interaction.completed';
        if (event.delta?.type !== 'text') return;
        text += event.delta.text;
        arrivals.push(performance.now() - begin);
        if (arrivals.length >= stopAfter) outgoing.destroy();
      },
    });
    outgoing.on('response', (response: IncomingMessage) => {
      status = response.statusCode ?? 0;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => parser.feed(chunk));
      response.on('close', end);
      response.on('error', end);
    });
    outgoing.on('error', end);
    outgoing.end(
      prompt === undefined
        ? undefined
        : JSON.stringify({ model: 'gemini-3.5-flash', input: prompt, stream: true }),
    );
  });
}

interface WireEvent {
  readonly event_type?: string;
  readonly event_id?: string;
  readonly interaction?: { readonly id?: string };
  readonly delta?: { readonly type?: string; readonly text?: string };
}
