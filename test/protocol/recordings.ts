/** Whether recorded traffic lies beside this checkout. */
export async function hasShared(): Promise<boolean> {
  const { ok } = await fetch('/shared/recordings/index.json');
  if (!ok) console.log('Recorded traffic is absent; the tests on it are skipped.');
  return ok;
}

/** The paths of the recorded Interactions answers that end so. */
export async function listRecordings(ending: '.sse' | '.json'): Promise<string[]> {
  const index: unknown = await (await fetch('/shared/recordings/index.json')).json();
  if (!Array.isArray(index)) throw new Error('The index of recordings is no list.');
  return index
    .map(({ file }: { file: string }) => file)
    .filter((file) => file.startsWith('interactions/') && file.endsWith(ending));
}

/** The bytes of one recorded answer. */
export async function readRecording(file: string): Promise<Uint8Array> {
  const response = await fetch(`/shared/recordings/${file.split('/').map(encodeURIComponent).join('/')}`);
  if (!response.ok) throw new Error(`${file} is listed but absent.`);
  return new Uint8Array(await response.arrayBuffer());
}
