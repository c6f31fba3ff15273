import { readShared } from './shared-data.js';

/** One recorded answer of the Interactions API. */
export interface RecordedInteraction {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly text: string;
  readonly isStream: boolean;
}

interface Entry {
  readonly file: string;
  /** Absent where the exchange was recorded without it. */
  readonly status: number | null;
  readonly stream: boolean;
  readonly flags?: readonly string[];
}

/** The recordings below a folder; `undefined` where that data is not beside the checkout. */
export async function listRecorded(folder: string): Promise<Entry[] | undefined> {
  const index = await readShared('recordings/index.json');
  if (!index) {
    console.log('Skipped: the recorded traffic is not beside the checkout.');
    return undefined;
  }
  const entries: Entry[] = JSON.parse(new TextDecoder().decode(index));
  return entries.filter(({ file }) => file.startsWith(`${folder}/`));
}

/** The bytes of one recording that the index lists. */
export async function readRecorded(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readShared(`recordings/${file}`);
  if (!bytes) throw new Error(`${file} is listed but absent.`);
  return bytes;
}

/** All recorded answers of the Interactions API. */
export async function readRecordedInteractions(): Promise<RecordedInteraction[] | undefined> {
  const entries = await listRecorded('interactions');
  return (
    entries &&
    Promise.all(
      entries.map(async ({ file, stream }) => {
        const bytes = await readRecorded(file);
        return { file, bytes, text: new TextDecoder().decode(bytes), isStream: stream };
      }),
    )
  );
}

/** The data of a stream's frames, read line by line. */
export function readFrames(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trim());
}

/** What the wire says as text, read without any of the code under test. */
export function readSaid({ text, isStream }: RecordedInteraction): string {
  const said: string[] = [];
  const listen = (value: unknown, keys: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key of keys)
      if (Reflect.get(value, 'type') === key) said.push(String(Reflect.get(value, 'text') ?? ''));
  };
  if (isStream) {
    for (const data of readFrames(text).filter((frame) => frame.startsWith('{'))) {
      const event: { delta?: unknown; step?: { type?: string; content?: unknown[] } } = JSON.parse(data);
      listen(event.delta, ['text']);
      if (event.step?.type === 'model_output')
        for (const piece of event.step.content ?? []) listen(piece, ['text']);
    }
    return said.join('');
  }
  const { steps }: { steps: { type: string; content?: unknown[] }[] } = JSON.parse(text);
  for (const { type, content = [] } of steps)
    if (type === 'model_output') for (const piece of content) listen(piece, ['text']);
  return said.join('');
}

/** The signatures that the wire gave out, each of which has to come back to the letter. */
export function readSignatures(text: string): string[] {
  return [...text.matchAll(/"signature":\s*"((?:[^"\\]|\\.)+)"/g)].map(([, signature = '']) =>
    String(JSON.parse(`"${signature}"`)),
  );
}
