import { GoogleError, type Scene } from '../src/emulator.js';

const failing = /^fail (once|twice) with (\d{3})(?: and ask for (\d+) seconds)?, then answer\b/i;

const recovered = `Here is the answer at last.

Before it came, the request failed as you wished, and the chat tried again by itself. Nobody had to type anything
twice. *This is the offline emulator; Gemini does it without being asked.*`;

/** Fails as often as a question says, and then answers it; asked again it fails again. */
function createPassingFailure(): Scene {
  const failures = new Map<string, number>();
  return {
    name: 'passing failure',
    matches: ({ prompt }) => failing.test(prompt),
    reply({ prompt }) {
      const [, times = '', status, wait] = failing.exec(prompt) ?? [];
      const failed = failures.get(prompt) ?? 0;
      if (failed < (times.toLowerCase() === 'once' ? 1 : 2)) {
        failures.set(prompt, failed + 1);
        throw new GoogleError(Number(status), wait === undefined ? {} : { retryAfter: Number(wait) });
      }
      failures.delete(prompt);
      return recovered;
    },
  };
}

const dailyQuota: Scene = {
  name: 'daily quota',
  matches: ({ prompt }) => /\bquota of this day\b/i.test(prompt),
  reply() {
    throw new GoogleError(429, {
      code: 'quota_exceeded',
      message: 'The quota of requests per day for this project is used up. It starts anew at midnight.',
    });
  },
};

/** Failures that only the demo's page needs, beside those that the emulator knows. */
export function createWeatherScenes(): Scene[] {
  return [createPassingFailure(), dailyQuota];
}
