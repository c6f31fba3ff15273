/** How raw samples are to be read. */
export interface SampleFormat {
  /** The number of the format in a WAV file: 1 linear, 6 A-law, 7 µ-law. */
  readonly code: number;
  readonly bits: number;
  readonly rate: number;
  readonly channels: number;
}

const kinds: Readonly<Record<string, readonly [code: number, bits: number, rate: number]>> = {
  'audio/l16': [1, 16, 24_000],
  'audio/pcm': [1, 16, 24_000],
  'audio/l8': [1, 8, 24_000],
  'audio/l24': [1, 24, 24_000],
  'audio/alaw': [6, 8, 8000],
  'audio/mulaw': [7, 8, 8000],
};

/** The format of sound that comes as bare samples; `undefined` for sound that says itself what it is. */
export function readSampleFormat(
  mimeType: string,
  sampleRate: unknown,
  channelCount: unknown,
): SampleFormat | undefined {
  const [name = '', ...parameters] = mimeType.toLowerCase().split(';');
  const kind = Object.hasOwn(kinds, name.trim()) ? kinds[name.trim()] : undefined;
  if (!kind) return undefined;
  const [code, bits, usualRate] = kind;
  const told = new URLSearchParams(parameters.map((parameter) => parameter.trim()).join('&'));
  const rate = pickWhole([sampleRate, told.get('rate')], 192_000) ?? usualRate;
  const channels = pickWhole([channelCount, told.get('channels')], 8) ?? 1;
  return { code, bits, rate, channels };
}

/** How many seconds the samples last. */
export function measureSound(byteCount: number, { bits, rate, channels }: SampleFormat): number {
  return byteCount / ((rate * channels * bits) / 8);
}

/** The samples as a WAV file. Gemini's samples are little-endian, whatever `audio/l16` means elsewhere. */
export function wrapSound(
  samples: Uint8Array<ArrayBuffer>,
  { code, bits, rate, channels }: SampleFormat,
): Blob {
  const header = new DataView(new ArrayBuffer(44));
  const frame = (channels * bits) / 8;
  const write = (place: number, mark: string): void => {
    for (const [index, letter] of Array.from(mark).entries()) {
      header.setUint8(place + index, letter.charCodeAt(0));
    }
  };
  write(0, 'RIFF');
  header.setUint32(4, 36 + samples.length, true);
  write(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, code, true);
  header.setUint16(22, channels, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * frame, true);
  header.setUint16(32, frame, true);
  header.setUint16(34, bits, true);
  write(36, 'data');
  header.setUint32(40, samples.length, true);
  return new Blob([header, samples], { type: 'audio/wav' });
}

function pickWhole(values: readonly unknown[], most: number): number | undefined {
  return values.map(Number).find((value) => Number.isInteger(value) && value > 0 && value <= most);
}
