/**
 * The bytes that a base64 text stands for, in either alphabet, or the first of them; `undefined` where it stands
 * for none.
 */
export function decodeBase64(text: string, most = Infinity): Uint8Array | undefined {
  const part = most === Infinity ? text : text.slice(0, Math.ceil(most / 3) * 4);
  try {
    const letters = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
