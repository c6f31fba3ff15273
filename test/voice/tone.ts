/** A tone as answers bring it: 16-bit little-endian samples, from sample `start` on. */
export function makeTone(seconds: number, { rate = 24_000, frequency = 440, start = 0 } = {}): Uint8Array {
  const view = new DataView(new ArrayBuffer(Math.round(seconds * rate) * 2));
  for (let at = 0; at < view.byteLength / 2; at += 1) {
    const sample = 16_000 * Math.sin((2 * Math.PI * frequency * (start + at)) / rate);
    view.setInt16(at * 2, Math.round(sample), true);
  }
  return new Uint8Array(view.buffer);
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
