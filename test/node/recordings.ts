import { existsSync, readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../shared/recordings/', import.meta.url);

/** Why tests on recorded traffic are skipped; `false` where it lies beside the checkout. */
export const recordingsMissing: string | false = existsSync(new URL('index.json', folder))
  ? false
  : 'the recorded traffic is not beside the checkout';

/** One recorded answer. */
export interface Recording {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly text: string;
}

/** The recorded answers in a folder that end so; none where they are absent. */
export function readRecordings(room: string, ending: '.sse' | '.json' | '.log'): Recording[] {
  if (recordingsMissing) return [];
  const place = new URL(`${room}/`, folder);
  return readdirSync(place)
    .filter((name) => name.endsWith(ending) && !name.endsWith('.request.json'))
    .map((name) => {
      const bytes = new Uint8Array(readFileSync(new URL(encodeURIComponent(name), place)));
      return { name, bytes, text: new TextDecoder().decode(bytes) };
    });
}
