import type { Credential } from './traffic.js';

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** How long the browser's credential is still good, in a sentence. */
export function describeLife(credential: Credential | undefined, now: number): string {
  if (!credential) return 'The browser holds no credential yet: one is fetched with the first question.';
  if (credential.ends === undefined) return 'The browser’s credential does not say when it ends.';
  const seconds = Math.round((credential.ends - now) / 1000);
  if (seconds <= 0) return 'The browser’s credential has ended: another is fetched with the next question.';
  const minutes = Math.floor(seconds / 60);
  const rest = [
    ...(minutes > 0 ? [count(minutes, 'minute')] : []),
    ...(minutes < 5 ? [count(seconds % 60, 'second')] : []),
  ];
  return `The browser’s credential ends in ${rest.join(' and ')}.`;
}
