/**
 * The text of a body, or the beginning of one that is longer than `longest` bytes. Fails with the error of
 * the stream itself, for which `Response.text` has only a `TypeError` of its own.
 */
export async function readBodyText(body: ReadableStream<Uint8Array>, longest = Infinity): Promise<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  while (length < longest) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    length += value.length;
    text += decoder.decode(value, { stream: true });
  }
  reader.cancel().catch(() => undefined);
  return text;
}
