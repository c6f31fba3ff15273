/** Decibels below the loudest that are shown as silence: a quiet room. */
const silence = -60;

/** How loud some samples are, from 0 to 1, as ears judge it. */
export function measureLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = 10 * Math.log10(sum / Math.max(1, samples.length));
  return Math.max(0, Math.min(1, 1 - loudness / silence));
}
