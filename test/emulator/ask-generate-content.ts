import type { GeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import type { WireObject } from '../../src/protocol/wire-object.js';

const models = 'https://gemini.example/v1beta/models';

/** How content is generated: as a whole, as an event stream, as one growing array. */
export type Way = 'generateContent' | 'streamGenerateContent?alt=sse' | 'streamGenerateContent';

/** Asks the older API. */
export function sendGenerate(
  emulator: GeminiEmulator,
  body: unknown,
  way: Way = 'generateContent',
  { model = 'gemini-3.5-flash', headers = {} }: { model?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return emulator(`${models}/${model}:${way}`, {
    method: 'POST',
    headers: { 'x-goog-api-key': 'any', ...headers },
    body: JSON.stringify(body),
  });
}

/** A body with one question. */
export function contentsOf(text: string, more: WireObject = {}): WireObject {
  return { contents: [{ role: 'user', parts: [{ text }] }], ...more };
}

/** The chunks of an answer, however it came. */
export async function readChunks(response: Response) {
  const text = await response.text();
  if (response.headers.get('content-type') !== 'text/event-stream') {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : [value];
  }
  const frames = text.split('\r\n\r\n').filter(Boolean);
  return frames.map((frame) => JSON.parse(frame.replace(/^data: /, '')));
}

/** All parts of all chunks. */
export function partsOf(chunks: readonly { candidates?: { content?: { parts?: WireObject[] } }[] }[]) {
  return chunks.flatMap(({ candidates = [] }) => candidates[0]?.content?.parts ?? []);
}

/** What was said, without thoughts. */
export function textOfParts(parts: readonly WireObject[]): string {
  return parts
    .filter((part) => part['thought'] !== true)
    .map((part) => (typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}
