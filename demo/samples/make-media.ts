import { composeMelody } from '../../src/emulator/compose-melody.js';
import { writePdf } from '../../src/emulator/write-pdf.js';
import { writeWav } from '../../src/emulator/write-wav.js';
import type { Content } from '../../src/index.js';

async function toBase64(blob: Blob): Promise<string> {
  const reader = new FileReader();
  const read = new Promise((done, fail) => {
    reader.addEventListener('load', done);
    reader.addEventListener('error', () => fail(reader.error ?? new Error('The file cannot be read.')));
  });
  reader.readAsDataURL(blob);
  await read;
  return typeof reader.result === 'string' ? reader.result.replace(/^.*,/, '') : '';
}

/** A picture, painted here: a red boat on a lake under the moon. */
export async function drawPicture(): Promise<Content> {
  const canvas = new OffscreenCanvas(640, 400);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('This browser does not draw.');
  const sky = brush.createLinearGradient(0, 0, 0, 400);
  sky.addColorStop(0, '#20305f');
  sky.addColorStop(0.6, '#7d8fce');
  sky.addColorStop(0.61, '#31508c');
  sky.addColorStop(1, '#182a52');
  const shapes: readonly [colour: string, shape: Path2D][] = [
    ['#f6efd0', new Path2D('M470 90a44 44 0 1 0 88 0a44 44 0 1 0 -88 0')],
    ['#2b3d73', new Path2D('M0 244L120 150L210 214L330 120L470 244Z')],
    ['#f6efd055', new Path2D('M486 262h58v6h-58zM496 284h36v6h-36zM502 310h24v6h-24z')],
    ['#d0503f', new Path2D('M180 300h190l-34 44h-122Z')],
    ['#fbf7ec', new Path2D('M272 292V150l76 142zM262 292v-118l-60 118z')],
  ];
  brush.fillStyle = sky;
  brush.fillRect(0, 0, 640, 400);
  for (const [colour, shape] of shapes) {
    brush.fillStyle = colour;
    brush.fill(shape);
  }
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return { type: 'image', mime_type: 'image/png', data: await toBase64(blob) };
}

/** A tune of a few seconds. */
export async function recordTune(): Promise<Content> {
  const rate = 16_000;
  const wav = writeWav(composeMelody('demo', rate), rate);
  return { type: 'audio', mime_type: 'audio/wav', data: await toBase64(new Blob([wav.slice()])) };
}

/** A letter of one page. */
export async function writeLetter(): Promise<Content> {
  const pdf = writePdf(`Dear reader,

this page was written by the page that you are looking at. The boat leaves
at nine, the ferry at ten. Bring a coat: it is cold on the lake at night.

Yours, the harbour`);
  return { type: 'document', mime_type: 'application/pdf', data: await toBase64(new Blob([pdf.slice()])) };
}

/** A recording of that many seconds, of about 88 kilobytes each. */
export function writeRecording(seconds: number): File {
  const rate = 44_100;
  const tune = composeMelody('demo', rate);
  const samples = new Uint8Array(seconds * rate * 2);
  for (let start = 0; start < samples.length; start += tune.length) {
    samples.set(tune.subarray(0, samples.length - start), start);
  }
  return new File([writeWav(samples, rate).slice()], 'harbour.wav', { type: 'audio/wav' });
}
