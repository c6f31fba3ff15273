/** Bytes that look random and are the same each time. */
export function makeBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 7;
  for (let index = 0; index < length; index += 1) {
    state = (state * 48_271) % 2_147_483_647;
    bytes[index] = state & 255;
  }
  return bytes;
}

/** Bytes as base64. */
export function encode(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Does something as in a browser that cannot decode base64 by itself. */
export async function withoutNative(act: () => Promise<void>): Promise<void> {
  const name = 'setFromBase64';
  const native = Object.getOwnPropertyDescriptor(Uint8Array.prototype, name);
  Reflect.deleteProperty(Uint8Array.prototype, name);
  try {
    await act();
  } finally {
    if (native) Reflect.defineProperty(Uint8Array.prototype, name, native);
  }
}

/** An image as base64, in a format that the browser writes. */
export async function drawImage(width: number, height: number, type = 'image/png'): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = 'teal';
    context.fillRect(0, 0, width / 2, height);
  }
  const blob = await canvas.convertToBlob({ type });
  return encode(new Uint8Array(await blob.arrayBuffer()));
}
