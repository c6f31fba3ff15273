/** What one can ask for, with an example that does it. */
const examples: readonly (readonly [request: string, result: string])[] = [
  ['thinking', 'thoughts, then an answer'],
  ['markdown', 'every kind of formatting'],
  ['long', 'an article of ten sections'],
  ['code', 'a program in four languages'],
  ['table', 'a wide table'],
  ['draw a city at night', 'a picture; `play a tune` and `make a video` work too'],
  ['search', 'an answer with sources and search suggestions'],
  ['run some code', 'a program that is written, run and explained'],
  ['emoji', 'many scripts and symbols'],
  ['arabic', 'an answer from right to left; `hebrew` works too'],
  ['echo hello', 'your own words back'],
  ['slow', 'a long silence, then a slow answer'],
  ['error 429', 'a refusal, here with a time to wait; `error 503` is an overload'],
  ['error mid-stream', 'an answer that fails half-way'],
  ['drop', 'a connection that breaks off'],
  ['truncated', 'an answer that hits its limit'],
  ['blocked', 'a refusal for safety'],
  ['empty', 'no answer at all'],
  ['everything', 'the list of all that I can play'],
];

const exampleTable = [
  '| Write | and you get |',
  '|:------|:------------|',
  ...examples.map(([request, result]) => `| \`${request}\` | ${result} |`),
].join('\n');

/** Every request that the table names. */
export const exampleRequests: readonly string[] = examples.map(([request]) => request);

/** What the emulator is, in a sentence. */
export const disclosure =
  'I am an **emulator** of the Gemini API: no model is behind me, nothing you write is sent to Google, and nothing costs anything. I stream prepared answers over the same wire as the real service.';

/** The answer to a greeting. */
export const greetingText = `Hello! 👋

${disclosure} Ask me for one of these:

${exampleTable}

I also remember a conversation: tell me your name, and ask for it later.`;

/** Shows a user's words as words, whatever Markdown they may contain. */
function quote(words: string): string {
  const points = Array.from(words.replaceAll(/\s+/g, ' '));
  const short = points.length > 160 ? `${points.slice(0, 160).join('')}…` : points.join('');
  return short.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** The answer to whatever no scene knows. */
export function writeDefaultText(prompt: string): string {
  const heard = prompt ? `You wrote: “${quote(prompt)}”\n\n` : '';
  return `${heard}A real model would answer that now. ${disclosure} This is what I can show you:

${exampleTable}

I also remember a conversation: tell me your name, and ask for it later.`;
}
