import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { readGenerateContentEvents } from '../../src/protocol/read-generate-content-events.js';
import type { Reply } from '../../src/protocol/reply.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { writeGenerateContent } from '../../src/protocol/write-generate-content.js';
import { collect, cutResponse } from './cut-bytes.js';
import { foldEvents } from './fold-events.js';

/** Chunks as the stream sends them. */
export function toStream(...chunks: readonly unknown[]): string {
  return chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\r\n\r\n`).join('');
}

/** A chunk with these parts, and whatever else the candidate says. */
export function chunk(parts: readonly unknown[], candidate: WireObject = {}): WireObject {
  return { candidates: [{ content: { role: 'model', parts }, ...candidate }] };
}

/** The last chunk of an answer that ended as usual. */
export const stop: WireObject = { candidates: [{ finishReason: 'STOP' }] };

/** The events of an answer with this body. */
export function readEvents(body: string, type = 'text/event-stream'): Promise<InteractionEvent[]> {
  return collect(readGenerateContentEvents(cutResponse(body, 7, type)));
}

/** The reply that these chunks make. */
export async function answer(...chunks: readonly unknown[]): Promise<Reply> {
  return foldEvents(await readEvents(toStream(...chunks)));
}

/** The steps of a reply with the ids that were made here numbered. */
export function numberIds(steps: readonly Step[]): unknown {
  const ids: string[] = [];
  const text = JSON.stringify(steps).replaceAll(/local-call-[0-9a-f]+/g, (id) => {
    if (!ids.includes(id)) ids.push(id);
    return `local-${ids.indexOf(id)}`;
  });
  return JSON.parse(text);
}

/** The contents that a request with this input sends. */
export function writeContents(input: string | readonly Step[], model?: string): unknown {
  const { contents } = writeGenerateContent({
    input: typeof input === 'string' ? input : [...input],
    ...(model === undefined ? {} : { model }),
  });
  return contents;
}

/** The parts of the model that go back for a reply that was stored and restored in between. */
export function writeBack({ steps }: Reply): unknown[] {
  const restored: Step[] = JSON.parse(JSON.stringify(steps));
  const next: Step = { type: 'user_input', content: [{ type: 'text', text: 'Go on' }] };
  const contents = writeContents([...restored, next]);
  const turns = Array.isArray(contents) ? contents.filter(isWireObject) : [];
  return turns.flatMap(({ role, parts }) => (role === 'model' && Array.isArray(parts) ? parts : []));
}
