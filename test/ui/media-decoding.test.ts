import { expect } from 'chai';
import { encode, makeBytes, withoutNative } from './media-bytes.js';
import { countBytes, decodeBase64, decodeHead } from '../../src/ui/decode-base64.js';
import { readImageSize } from '../../src/images/read-image-size.js';
import { nameFile, safeType } from '../../src/ui/name-file.js';
import { formatBytes } from '../../src/ui/format-bytes.js';
import { measureSound, readSampleFormat, wrapSound } from '../../src/ui/wrap-sound.js';

async function failure(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return '';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

describe('base64', () => {
  const ways: [name: string, act: (test: () => Promise<void>) => Promise<void>][] = [
    ['by the browser', (test) => test()],
    ['by hand', withoutNative],
  ];
  for (const [way, act] of ways) {
    it(`becomes the bytes it stands for, ${way}`, () =>
      act(async () => {
        for (const length of [0, 1, 2, 3, 4, 5, 196_607, 196_608, 196_609, 600_001]) {
          const bytes = makeBytes(length);
          const data = encode(bytes);
          expect(countBytes(data)).to.equal(length);
          expect(await decodeBase64(data), `${length} bytes`).to.deep.equal(bytes);
        }
      }));

    it(`may be of the alphabet for addresses, unpadded, or broken into lines, ${way}`, () =>
      act(async () => {
        const bytes = makeBytes(300_000);
        const data = encode(bytes);
        const url = data.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
        expect(await decodeBase64(url)).to.deep.equal(bytes);
        expect(await decodeBase64(data.replaceAll(/.{76}/g, '$&\r\n'))).to.deep.equal(bytes);
      }));

    for (const data of ['no base64!', 'A', 'AAA\u0000', 'AA==AAAA', '=', 'ÄÄÄÄ']) {
      it(`is refused where it is ${JSON.stringify(data)}, ${way}`, () =>
        act(async () => {
          expect(await failure(decodeBase64(data))).to.equal('SyntaxError');
        }));
    }
  }

  it('can be given up', async () => {
    const controller = new AbortController();
    const decoding = decodeBase64(encode(makeBytes(3_000_000)).repeat(4), controller.signal);
    controller.abort();
    const outcome = await failure(decoding);
    // A fast machine is done before its first rest.
    expect(['AbortError', '']).to.include(outcome);
  });

  it('shows its beginning at once', () => {
    const bytes = makeBytes(5000);
    expect(decodeHead(encode(bytes), 100)).to.deep.equal(bytes.slice(0, 102));
    expect(decodeHead(encode(bytes.slice(0, 10)), 100)).to.deep.equal(bytes.slice(0, 10));
    expect(decodeHead('no base64!', 100)).to.have.lengthOf(0);
  });
});

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const big = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, index) => (value >>> (8 * (size - 1 - index))) & 255);
const little = (value: number, size: number): number[] => big(value, size).toReversed();
const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);

const exif = (orientation: number): number[] => {
  const tiff = [
    ...ascii('MM\0*'),
    ...big(8, 4),
    ...big(1, 2),
    ...big(0x0112, 2),
    ...big(3, 2),
    ...big(1, 4),
    ...big(orientation, 2),
    0,
    0,
  ];
  const body = [...ascii('Exif\0\0'), ...tiff];
  return [0xff, 0xe1, ...big(body.length + 2, 2), ...body];
};
const frame = [0xff, 0xc2, ...big(17, 2), 8, ...big(300, 2), ...big(400, 2), ...zeros(10)];
const ispe = (width: number, height: number): number[] => [
  ...big(20, 4),
  ...ascii('ispe'),
  ...zeros(4),
  ...big(width, 4),
  ...big(height, 4),
];

describe('the size of an image', () => {
  const headers: [name: string, bytes: number[], expected: unknown][] = [
    [
      'PNG',
      [...ascii('\x89PNG\r\n\x1A\n'), ...zeros(4), ...ascii('IHDR'), ...big(70_000, 4), ...big(20, 4)],
      ['image/png', 70_000, 20],
    ],
    ['GIF', [...ascii('GIF89a'), ...little(33, 2), ...little(44, 2)], ['image/gif', 33, 44]],
    [
      'BMP, upside down',
      [...ascii('BM'), ...zeros(16), ...little(9, 4), ...little(-8 >>> 0, 4)],
      ['image/bmp', 9, 8],
    ],
    ['JPEG', [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, ...frame], ['image/jpeg', 400, 300]],
    ['JPEG that is turned', [0xff, 0xd8, ...exif(6), ...frame], ['image/jpeg', 300, 400]],
    ['JPEG that is upside down', [0xff, 0xd8, ...exif(3), ...frame], ['image/jpeg', 400, 300]],
    ['JPEG with filling bytes', [0xff, 0xd8, 0xff, 0xff, 0xff, ...frame], ['image/jpeg', 400, 300]],
    [
      'WebP, plain',
      [...ascii('RIFF0000WEBPVP8 '), ...zeros(10), ...little(640, 2), ...little(480, 2)],
      ['image/webp', 640, 480],
    ],
    [
      'WebP, lossless',
      [...ascii('RIFF0000WEBPVP8L'), ...zeros(5), ...little((99 << 14) | 199, 4)],
      ['image/webp', 200, 100],
    ],
    [
      'WebP, extended',
      [...ascii('RIFF0000WEBPVP8X'), ...zeros(8), ...little(1023, 3), ...little(767, 3)],
      ['image/webp', 1024, 768],
    ],
    [
      'AVIF with a preview',
      [...zeros(4), ...ascii('ftypavif'), ...ispe(160, 90), ...ispe(1600, 900), ...zeros(20)],
      ['image/avif', 1600, 900],
    ],
    ['TIFF', [...ascii('II*\0'), ...zeros(20)], ['image/tiff', undefined, undefined]],
    ['PNG that is cut', ascii('\x89PNG\r\n\x1A\n'), ['image/png', undefined, undefined]],
    ['PNG without size', [...ascii('\x89PNG\r\n\x1A\n'), ...zeros(20)], ['image/png', undefined, undefined]],
    ['JPEG without a frame', [0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0], ['image/jpeg', undefined, undefined]],
    ['nothing', [], undefined],
    ['text', ascii('<svg xmlns="http://www.w3.org/2000/svg">'), undefined],
    ['HTML', ascii('<!doctype html><script>'), undefined],
  ];
  for (const [name, bytes, expected] of headers) {
    it(`is read from the header: ${name}`, () => {
      const header = readImageSize(new Uint8Array(bytes));
      expect(header && [header.mimeType, header.width, header.height]).to.deep.equal(expected);
    });
  }

  it('is what the browser itself finds', async () => {
    for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
      const canvas = new OffscreenCanvas(123, 45);
      canvas.getContext('2d')?.fillRect(0, 0, 50, 50);
      const blob = await canvas.convertToBlob({ type });
      const header = readImageSize(new Uint8Array(await blob.arrayBuffer()));
      expect(header).to.deep.equal({ mimeType: blob.type, width: 123, height: 45 });
    }
  });

  it('throws for no bytes at all, whatever they are', () => {
    for (let seed = 0; seed < 300; seed += 1) {
      const noise = makeBytes(seed);
      for (const [, start] of headers) {
        const bytes = new Uint8Array([...start.slice(0, seed % 40), ...noise]);
        expect(() => readImageSize(bytes)).not.to.throw();
      }
    }
  });
});

describe('sound that comes as bare samples', () => {
  const formats: [type: string, rate: unknown, channels: unknown, expected: unknown][] = [
    ['audio/l16;rate=24000', undefined, undefined, [1, 16, 24_000, 1]],
    ['audio/L16; codec=pcm; rate=16000; channels=2', undefined, undefined, [1, 16, 16_000, 2]],
    ['audio/l16', 48_000, 2, [1, 16, 48_000, 2]],
    ['audio/pcm;rate=0', -1, 99, [1, 16, 24_000, 1]],
    ['audio/mulaw', undefined, undefined, [7, 8, 8000, 1]],
    ['audio/wav', 24_000, 1, undefined],
    ['constructor', undefined, undefined, undefined],
    ['', undefined, undefined, undefined],
  ];
  for (const [type, rate, channels, expected] of formats) {
    it(`is understood by its type "${type}"`, () => {
      const format = readSampleFormat(type, rate, channels);
      expect(format && [format.code, format.bits, format.rate, format.channels]).to.deep.equal(expected);
    });
  }

  it('becomes a file that the browser plays, as loud and as long as it was', async () => {
    const samples = Int16Array.from({ length: 12_000 }, (_, index) => (index % 2 ? 16_384 : -16_384));
    const format = { code: 1, bits: 16, rate: 24_000, channels: 1 };
    const bytes = new Uint8Array(samples.buffer);
    expect(measureSound(bytes.length, format)).to.equal(0.5);
    const context = new OfflineAudioContext(1, 12_000, 24_000);
    const decoded = await context.decodeAudioData(await wrapSound(bytes, format).arrayBuffer());
    expect(decoded.duration).to.equal(0.5);
    const [first = 0, second = 0] = decoded.getChannelData(0);
    expect(first).to.be.closeTo(-0.5, 0.001);
    expect(second).to.be.closeTo(0.5, 0.001);
  });
});

describe('files to save', () => {
  const names: [kind: string, position: number, type: string, own: string, expected: string][] = [
    ['image', 0, 'image/png', '', 'gemini-image-1.png'],
    ['image', 1, 'image/jpeg', '', 'gemini-image-2.jpg'],
    ['audio', 0, 'audio/mpeg; x=1', '', 'gemini-audio-1.mp3'],
    ['document', 0, 'application/pdf', 'Report 2026', 'Report 2026.pdf'],
    ['document', 0, 'application/pdf', 'Report.PDF', 'Report.PDF'],
    ['document', 0, 'text/html', '../../etc/passwd', '.. .. etc passwd.html'],
    ['document', 0, '', 'a\u0000b\u202Egpj.exe', 'a b gpj.exe.bin'],
    ['video', 0, 'toString', '   ', 'gemini-video-1.bin'],
  ];
  for (const [kind, position, type, own, expected] of names) {
    it(`are called ${expected}`, () => {
      expect(nameFile(kind, position, type, own)).to.equal(expected);
    });
  }

  it('are never of a type that could run in the name of the page', () => {
    for (const type of [
      'text/html',
      'image/svg+xml',
      'application/xhtml+xml',
      'text/xml',
      'text/javascript',
      '',
      'x',
    ]) {
      expect(safeType(type), type).to.equal('application/octet-stream');
    }
    for (const type of ['image/png', 'application/pdf', 'audio/wav', 'text/plain']) {
      expect(safeType(`${type.toUpperCase()}; a=b`)).to.equal(type);
    }
  });

  const sizes: [bytes: number, words: string][] = [
    [1, '1 byte'],
    [999, '999 bytes'],
    [1234, '1.2 kB'],
    [5_300_000, '5.3 MB'],
    [53_000_000, '53 MB'],
  ];
  for (const [bytes, words] of sizes) {
    it(`of ${bytes} bytes are said to be ${words}`, () => {
      expect(formatBytes(bytes, 'en')).to.equal(words);
    });
  }
});
