import type { Capability } from './samples/capability.js';

const indentation = '  ';
const longestLine = 72;

/** The page that a site would write for a capability: its tag, and the script that runs here as it stands there. */
export function writeSnippet(capability: Capability, source: string): string {
  const lines = ["import '/cdn/gemini-chat.js';", '', "const chat = document.querySelector('gemini-chat');"];
  const script = [...lines, ...readBody(capability.id, source)].map((line) => line && indentation + line);
  const tag = writeTag({ endpoint: '/api/gemini', ...capability.attributes });
  return [tag, '', '<script type="module">', ...script, '</script>'].join('\n');
}

/** The tag with its attributes, in as many lines as it takes. */
export function writeTag(attributes: Readonly<Record<string, string>>): string {
  const written = Object.entries(attributes).map(([name, value]) =>
    value ? `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"` : name,
  );
  const line = `<gemini-chat ${written.join(' ')}></gemini-chat>`;
  if (line.length <= longestLine) return line;
  return ['<gemini-chat', ...written.map((attribute) => indentation + attribute), '></gemini-chat>'].join(
    '\n',
  );
}

/** What stands between the braces of a sample's `run`, in the source of its module, moved to the margin. */
function readBody(id: string, source: string): string[] {
  const lines = source.split('\n');
  const sample = lines.indexOf(`    id: '${id}',`);
  const start = lines.findIndex((line, index) => index > sample && /^ {4}async run\(.*\) \{$/.test(line)) + 1;
  const end = lines.indexOf('    },', start);
  // What is shown must be what runs: better no page than another script.
  if (sample < 0 || start === 0 || end < 0)
    throw new Error(`The source of the sample “${id}” was not found.`);
  return lines.slice(start, end).map((line) => line.slice(6));
}
