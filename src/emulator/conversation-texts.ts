/** What a content of a type is called in a sentence. */
const mediaNames: Readonly<Record<string, string>> = {
  image: 'an image',
  audio: 'a sound',
  document: 'a document',
  video: 'a video',
};

/** What one can ask for, with an example that does it. */
const examples: readonly (readonly [request: string, result: string])[] = [
  ['thinking', 'thoughts, then an answer'],
  ['markdown', 'every kind of formatting'],
  ['long', 'an article of ten sections'],
  ['code', 'a program in four languages'],
  ['table', 'a wide table'],
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
];

const exampleTable = [
  '| Write | and you get |',
  '|:------|:------------|',
  ...examples.map(([request, result]) => `| \`${request}\` | ${result} |`),
].join('\n');

/** Every request that the table names. */
export const exampleRequests: readonly string[] = examples.map(([request]) => request);

const disclosure =
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

/** A file as it came with a turn; without `bytes` it came as an address. */
export interface AttachedFile {
  readonly type: string;
  readonly mimeType: string;
  readonly bytes: number | undefined;
}

/** The answer to files. */
export function writeAttachmentText(files: readonly AttachedFile[]): string {
  const lines = files.map(({ type, mimeType, bytes }) => {
    const size = bytes === undefined ? 'by its address' : `${bytes} bytes`;
    return `- ${mediaNames[type] ?? 'a file'} (\`${mimeType}\`), ${size}`;
  });
  return `Thank you, this is what has arrived:

${lines.join('\n')}

${disclosure} So I cannot look into ${files.length === 1 ? 'it' : 'them'}, but you can see that the upload works from end to end.`;
}

/** Thoughts to look at, a paragraph each. */
export const thinkingThoughts: readonly string[] = [
  '**Setting up the puzzle**\n\nThere is a boat for the farmer and one more thing. The wolf must not be left with the goat, nor the goat with the cabbage. So the goat is the one that causes all the trouble.',
  '**Trying the obvious**\n\nIf the wolf goes first, the goat eats the cabbage. If the cabbage goes first, the wolf eats the goat. That leaves the goat, and it works: wolf and cabbage do not mind each other.',
  '**Finding the trick**\n\nThe second crossing brings a problem: whichever I bring over, the goat is there. Unless the goat comes back with me. A step backwards is allowed, and it is the key.',
];

/** The answer after those thoughts. */
export const thinkingAnswer = `Here is a puzzle worth a thought. A farmer wants to cross a river with a wolf, a goat and a cabbage. The boat holds the farmer and one of them. Left alone, the wolf eats the goat, and the goat eats the cabbage.

The farmer needs **seven crossings**, and the trick is to bring the goat back once.

1. Take the **goat** over.
2. Return alone.
3. Take the **wolf** over.
4. Bring the **goat** back.
5. Take the **cabbage** over.
6. Return alone.
7. Take the **goat** over.

At no moment are wolf and goat, or goat and cabbage, alone on a bank. Taking the cabbage in step 3 and the wolf in step 5 works just as well.`;
