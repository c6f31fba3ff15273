const marks: readonly (readonly [label: string, mark: readonly number[]])[] = [
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** The text of a file in the encoding that its bytes show; undefined where they are no text. */
export function decodeText(buffer: ArrayBuffer): string | undefined {
  const bytes = new Uint8Array(buffer);
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))?.[0];
  const text = marked ? new TextDecoder(marked).decode(bytes) : decodeBytes(bytes);
  // No editor writes it; programs and pictures are full of it.
  return text.includes('\0') ? undefined : text;
}

function decodeBytes(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // From before all the world wrote UTF-8; every byte is a letter in it.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
