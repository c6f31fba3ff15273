const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/m4a': 'm4a',
  'audio/mp4': 'm4a',
  'video/quicktime': 'mov',
  'video/mov': 'mov',
  'video/x-flv': 'flv',
  'video/mpeg': 'mpg',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/javascript': 'js',
  'application/pdf': 'pdf',
  'application/json': 'json',
};

/** Types under which a blob of ours may be opened: none of them can run anything in the page's name. */
const harmless =
  /^(?:image\/(?:png|jpeg|gif|webp|avif|heic|heif|bmp|tiff)|audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/(?:plain|csv))$/;

/** A MIME type in small letters and without its parameters. */
export function bareType(mimeType: string): string {
  return mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The usual ending of files of a type, without the dot; `bin` where nothing is known. */
export function findExtension(mimeType: string): string {
  const type = bareType(mimeType);
  const known = Object.hasOwn(extensions, type) ? extensions[type] : undefined;
  return known ?? /^[a-z]+\/(?:x-)?([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin';
}

/** The type that a blob may have: a blob belongs to the page's own origin, so that HTML in it could act there. */
export function safeType(mimeType: string): string {
  const type = bareType(mimeType);
  return harmless.test(type) ? type : 'application/octet-stream';
}

/** A name to save something under: the one it brings, without what no file system likes, or one of our own. */
export function nameFile(kind: string, position: number, mimeType: string, ownName = ''): string {
  const extension = findExtension(mimeType);
  const own = ownName
    .replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 80);
  if (!own) return `gemini-${kind}-${position + 1}.${extension}`;
  return own.toLowerCase().endsWith(`.${extension}`) ? own : `${own}.${extension}`;
}
