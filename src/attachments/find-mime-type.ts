/** What Gemini reads, by the wire's own names, each with the endings of its files. */
const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg jpeg jfif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/tiff': 'tif tiff',
  'audio/wav': 'wav',
  'audio/mp3': 'mp3',
  'audio/aiff': 'aif aiff',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg oga',
  'audio/flac': 'flac',
  'audio/mpeg': 'mpga',
  'audio/m4a': 'm4a',
  'audio/l16': 'l16',
  'audio/opus': 'opus',
  'audio/alaw': 'alaw',
  'audio/mulaw': 'mulaw',
  'audio/webm': 'weba',
  'video/mp4': 'mp4 m4v',
  'video/mpeg': 'mpeg',
  'video/mpg': 'mpg',
  'video/mov': 'mov qt',
  'video/avi': 'avi',
  'video/x-flv': 'flv',
  'video/webm': 'webm',
  'video/wmv': 'wmv',
  'video/3gpp': '3gp 3gpp',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.template': 'dotx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  // Last, and by far the most: whatever people write in an editor.
  'text/plain':
    'txt text md markdown mdx rst adoc org tex bib log csv tsv json jsonl ndjson json5 geojson ipynb yaml yml ' +
    'toml ini cfg conf env properties xml xsd xsl svg html htm xhtml css scss sass less js mjs cjs jsx ts mts ' +
    'cts tsx vue svelte astro py pyi rb php pl pm lua r jl java kt kts scala groovy gradle c h cc cpp cxx hh ' +
    'hpp hxx cs fs fsx vb go rs swift m mm dart zig nim ex exs erl hrl clj cljs lisp el scm hs elm ml mli sh ' +
    'bash zsh fish ps1 bat cmd sql graphql gql proto tf hcl cmake diff patch srt vtt po ics vcf eml rtf asm s ' +
    'v vhd sol tcl awk sed vim dockerfile makefile license readme gitignore gitattributes editorconfig npmrc',
};

/** What browsers and systems call some of these. */
const otherNames: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/x-bmp': 'image/bmp',
  'image/x-ms-bmp': 'image/bmp',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/x-aiff': 'audio/aiff',
  'audio/x-aac': 'audio/aac',
  'audio/x-flac': 'audio/flac',
  'audio/x-m4a': 'audio/m4a',
  'audio/mp4': 'audio/m4a',
  'video/quicktime': 'video/mov',
  'video/x-msvideo': 'video/avi',
  'video/msvideo': 'video/avi',
  'video/x-ms-wmv': 'video/wmv',
  'video/flv': 'video/x-flv',
  'application/x-pdf': 'application/pdf',
};

const knownTypes: ReadonlySet<string> = new Set(Object.keys(endings));
const renamedTypes: ReadonlyMap<string, string> = new Map(Object.entries(otherNames));
const typeByEnding: ReadonlyMap<string, string> = new Map(
  Object.entries(endings).flatMap(([type, list]) => list.split(' ').map((ending) => [ending, type])),
);

/** Text, though its type does not begin with that word. */
const textual =
  /^text\/|[+/](?:json|xml|yaml)$|^application\/(?:x-)?(?:javascript|ecmascript|typescript|ndjson|sh|sql|toml|graphql|tex|httpd-php)$/;

/** Office programs make themselves the owner of a comma-separated list, and browsers believe them. */
const spreadsheet = 'application/vnd.ms-excel';

/**
 * The type under which Gemini takes a file: by what the browser says, else by the ending of its name; undefined
 * where it takes no such file.
 */
export function findMimeType({
  name,
  type,
}: {
  readonly name: string;
  readonly type: string;
}): string | undefined {
  const byEnding = typeByEnding.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
  const bare = type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const said = renamedTypes.get(bare) ?? bare;
  if (said === spreadsheet && byEnding === 'text/plain') return byEnding;
  if (knownTypes.has(said)) return said;
  return textual.test(said) ? 'text/plain' : byEnding;
}
