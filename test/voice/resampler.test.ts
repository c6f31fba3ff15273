import { expect } from 'chai';
import { Resampler } from '../../src/voice/resampler.js';

/** A tone, as a microphone of that rate hears it. */
function hum(frequency: number, rate: number, seconds: number, loudness = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, at) => loudness * Math.sin((2 * Math.PI * frequency * at) / rate),
  );
}

/** The same sound in pieces of that length. */
function resample(samples: Float32Array, from: number, to: number, size = samples.length): Int16Array {
  const resampler = new Resampler(from, to);
  const made: number[] = [];
  for (let at = 0; at < samples.length; at += size) {
    made.push(...resampler.push(samples.subarray(at, at + size)));
  }
  return Int16Array.from(made);
}

/** How loud it is, from 0 to 1, without what the beginning and the end do. */
function measure(samples: Int16Array): number {
  const middle = samples.subarray(200, -200);
  const sum = middle.reduce((total, sample) => total + (sample / 32_768) ** 2, 0);
  return Math.sqrt((2 * sum) / middle.length);
}

describe('sound at another rate', () => {
  const rates = [8000, 16_000, 22_050, 44_100, 48_000, 96_000];

  for (const from of rates) {
    it(`lasts as long as before, from ${from} Hz`, () => {
      const seconds = resample(hum(300, from, 2), from, 16_000).length / 16_000;
      expect(seconds).to.be.closeTo(2, 0.002);
    });

    it(`keeps the tones of speech as loud and as high as they are, from ${from} Hz`, () => {
      for (const frequency of [100, 440, 1000, 2000, 3000].filter((one) => one < from * 0.3)) {
        const made = resample(hum(frequency, from, 1), from, 16_000);
        expect(measure(made), `${frequency} Hz`).to.be.closeTo(0.5, 0.03);
        const crossings = made.reduce(
          (count, sample, at) => count + (sample >= 0 && (made[at - 1] ?? 0) < 0 ? 1 : 0),
          0,
        );
        expect(crossings, `${frequency} Hz`).to.be.closeTo(frequency, frequency / 50 + 2);
      }
    });

    it(`sounds the same however it is cut, from ${from} Hz`, () => {
      const samples = hum(440, from, 0.5);
      const whole = [...resample(samples, from, 16_000)];
      for (const size of [1, 7, 128, 2048]) {
        expect([...resample(samples, from, 16_000, size)], `${size}`).to.deep.equal(whole);
      }
    });
  }

  for (const [from, frequency] of [
    [48_000, 12_000],
    [48_000, 15_000],
    [44_100, 14_000],
    [96_000, 30_000],
  ] as const) {
    it(`drops what would come back as another tone: ${frequency} Hz of ${from}`, () => {
      expect(measure(resample(hum(frequency, from, 1), from, 16_000))).to.be.lessThan(0.01);
    });
  }

  it('changes nothing where the rate is right already', () => {
    const samples = Float32Array.from([0, 0.25, -0.5, 0.125, 1, -1, ...new Float32Array(20)]);
    const made = resample(samples, 16_000, 16_000);
    expect([...made.subarray(0, 6)]).to.deep.equal([0, 8192, -16_384, 4096, 32_767, -32_768]);
  });

  it('is never louder than the loudest', () => {
    const square = Float32Array.from({ length: 4800 }, (_, at) => (at % 100 < 50 ? 1.5 : -1.5));
    const made = resample(square, 48_000, 16_000);
    expect(Math.max(...made)).to.equal(32_767);
    expect(Math.min(...made)).to.equal(-32_768);
  });

  it('stays silent where nothing is heard', () => {
    expect(new Set(resample(new Float32Array(4410), 44_100, 16_000))).to.deep.equal(new Set([0]));
  });
});
