/**
 * What the emulator understands when it is spoken to, in turn: it hears that somebody speaks, and when, but no
 * words.
 */
export const heardTexts: readonly [string, ...string[]] = [
  'Hello, can you hear me?',
  'What can you do?',
  'Tell me about the sea.',
];
