/** A multiple of four, so that each slice but the last gives whole bytes. */
const sliceLength = 1 << 18;
/** Milliseconds of work after which a frame gets its turn. */
const patience = 6;

type Base64Target = Uint8Array & {
  setFromBase64?: (text: string, options: { lastChunkHandling: 'loose' }) => { written: number };
};

/**
 * The bytes that base64 of either alphabet stands for. Megabytes are decoded in slices, with room for frames
 * between them. Rejects with a `SyntaxError` where the text is no base64, and with the reason of an abort.
 */
export async function decodeBase64(data: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const text = normalizeBase64(data);
  // A single letter more than groups of four stands for no byte, and would not be looked at.
  if (text.length % 4 === 1) throw new SyntaxError('The data is no base64.');
  const bytes = new Uint8Array(countBytes(text));
  let written = 0;
  let begin = performance.now();
  for (let start = 0; start < text.length; start += sliceLength) {
    if (performance.now() - begin > patience) {
      await nextTask();
      signal?.throwIfAborted();
      begin = performance.now();
    }
    written += decodeInto(text.slice(start, start + sliceLength), bytes.subarray(written));
  }
  return bytes;
}

/** The first bytes, at once; none where the text does not even begin as base64. */
export function decodeHead(data: string, length: number): Uint8Array<ArrayBuffer> {
  const text = normalizeBase64(data.slice(0, Math.ceil(length / 3) * 4));
  const bytes = new Uint8Array(countBytes(text));
  try {
    decodeInto(text, bytes);
    return bytes;
  } catch {
    return new Uint8Array(0);
  }
}

/** How many bytes base64 stands for, without decoding it. */
export function countBytes(data: string): number {
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  return Math.floor(((data.length - padding) * 3) / 4);
}

function normalizeBase64(data: string): string {
  // `includes` runs through megabytes much faster than an expression does.
  let text = data.includes('\n') || data.includes(' ') ? data.replaceAll(/\s+/g, '') : data;
  if (text.includes('-')) text = text.replaceAll('-', '+');
  return text.includes('_') ? text.replaceAll('_', '/') : text;
}

/** Decodes a slice to the start of `target`; how many bytes it gave. */
function decodeInto(text: string, target: Base64Target): number {
  const expected = countBytes(text);
  const written = target.setFromBase64
    ? target.setFromBase64(text, { lastChunkHandling: 'loose' }).written
    : decodeByHand(text, target);
  // Padding or white space inside would shift all that follows.
  if (written !== expected) throw new SyntaxError('The data is no base64.');
  return written;
}

function decodeByHand(text: string, target: Uint8Array): number {
  let binary = '';
  try {
    binary = atob(text);
  } catch (cause) {
    throw new SyntaxError('The data is no base64.', { cause });
  }
  if (binary.length > target.length) throw new SyntaxError('The data is no base64.');
  for (let index = 0; index < binary.length; index += 1) target[index] = binary.charCodeAt(index);
  return binary.length;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
