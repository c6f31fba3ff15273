/** A recording as a live session takes sound: its bare samples, and how fast they are to be played. */
export interface LiveSound {
  /** Base64. */
  readonly data: string;
  readonly mimeType: string;
}

function readTag(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));
}

/** The samples of a WAV file of 16 bits and one channel, or of bare samples; undefined for all else. */
export function readWave(data: string, mimeType: unknown): LiveSound | undefined {
  const type = String(mimeType).toLowerCase();
  if (/^audio\/(?:pcm|l16)\b/.test(type)) {
    const rate = /rate=(\d+)/.exec(type)?.[1] ?? '16000';
    return { data, mimeType: `audio/pcm;rate=${rate}` };
  }
  if (!/^audio\/(?:x-|vnd\.)?wave?\b/.test(type)) return undefined;
  let binary: string;
  try {
    binary = atob(data);
  } catch {
    return undefined;
  }
  const view = new DataView(Uint8Array.from(binary, (letter) => letter.charCodeAt(0)).buffer);
  let rate: number | undefined;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const tag = readTag(view, at);
    const size = view.getUint32(at + 4, true);
    if (tag === 'fmt ' && at + 24 <= view.byteLength) {
      const isPlain = view.getUint16(at + 8, true) === 1 && view.getUint16(at + 10, true) === 1;
      if (!isPlain || view.getUint16(at + 22, true) !== 16) return undefined;
      rate = view.getUint32(at + 12, true);
    }
    if (tag === 'data' && rate !== undefined) {
      return { data: btoa(binary.slice(at + 8, at + 8 + size)), mimeType: `audio/pcm;rate=${rate}` };
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}
