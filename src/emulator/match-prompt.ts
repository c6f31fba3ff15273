const politeWords = /^(?:please|can you|could you|show me|show|give me|simulate|try|an?|the)\s+/;

/** A prompt without its slash, polite words and full stop, in small letters: what a command is compared with. */
export function readCommand(prompt: string): string {
  let command = prompt
    .trim()
    .toLowerCase()
    .replace(/^\//, '')
    .replace(/[.!?\s]+$/, '');
  while (politeWords.test(command)) command = command.replace(politeWords, '');
  return command;
}

/** Whether one of the words (or phrases) occurs in a prompt as a whole word. */
export function mentions(prompt: string, words: readonly string[]): boolean {
  return words.some((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'iu').test(prompt));
}
