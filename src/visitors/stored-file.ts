/** Where Google's own file store is, also behind a gateway that has another address. */
const googleBase = 'https://generativelanguage.googleapis.com';

/** Letters of a name that is sealed for two owners; Gemini's own have up to forty, of which some are spare. */
export const mostFileLetters = 160;

/** The address of a file that was uploaded, or of one that Gemini made, cut at its id. */
export interface StoredFile {
  readonly before: string;
  readonly id: string;
  readonly after: string;
}

/** Finds the file that an address below `baseUrl`, or below Google's own, is of; undefined where it is no file. */
export function findStoredFile(uri: string, baseUrl: string): StoredFile | undefined {
  for (const store of [baseUrl, googleBase]) {
    if (uri.length > 2048 || !uri.startsWith(`${store}/`)) continue;
    const path = uri.slice(store.length);
    const [, folder, id, after] =
      /^(\/(?:v\w{1,16}\/)?files\/)([a-z0-9-]{1,160})(:download\?alt=media)?$/.exec(path) ?? [];
    if (folder !== undefined && id !== undefined) return { before: store + folder, id, after: after ?? '' };
  }
  return undefined;
}
