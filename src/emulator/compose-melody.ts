import { createRandom } from './create-random.js';

/** Notes that sound well together in any order: a major scale without its fourth and seventh, in hertz. */
const notes = [261.63, 293.66, 329.63, 392, 440, 523.25, 587.33, 659.26] as const;
const noteSeconds = 0.3;
const loudness = 0.32;

function chooseNotes(seed: string, count: number): number[] {
  const random = createRandom(seed);
  let place = 2 + Math.floor(random() * 4);
  return Array.from({ length: count }, () => {
    place = Math.min(notes.length - 1, Math.max(0, place + Math.floor(random() * 5) - 2));
    return notes[place] ?? notes[0];
  });
}

/** A note fades in so as not to click, and dies away like a plucked string. */
function shapeNote(seconds: number): number {
  return Math.min(1, seconds / 0.008) * Math.exp(-5 * seconds);
}

/** A short tune, the same for the same seed, as samples of 16 bits (little-endian, one channel). */
export function composeMelody(seed: string, sampleRate: number, noteCount = 10): Uint8Array {
  const melody = chooseNotes(seed, noteCount);
  const perNote = Math.round(noteSeconds * sampleRate);
  const samples = new DataView(new ArrayBuffer(perNote * noteCount * 2));
  for (const [index, pitch] of melody.entries()) {
    for (let sample = 0; sample < perNote; sample += 1) {
      const seconds = sample / sampleRate;
      const phase = 2 * Math.PI * pitch * seconds;
      const wave = Math.sin(phase) + 0.35 * Math.sin(2 * phase) + 0.12 * Math.sin(3 * phase);
      const value = wave * shapeNote(seconds) * loudness * 0x7fff;
      samples.setInt16((index * perNote + sample) * 2, Math.max(-0x8000, Math.min(0x7fff, value)), true);
    }
  }
  return new Uint8Array(samples.buffer);
}
