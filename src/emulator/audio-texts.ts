import type { Passage } from './compose-passages.js';

/** The words beside a tune. */
export const melodyText = `Here is a short tune, made up note by note from your words.

*The emulator has no voice: where Gemini would speak or sing, it plays.*`;

/** What the transcribed voice is supposed to say. */
export const transcriptWords =
  'Good morning, and welcome to the Saltmarsh café. Our soup today is leek with naïvely simple bread – the kitchen opens at twelve.';

function say(speaker: string, style: string, words: string): Passage[] {
  return [
    { text: `**${speaker}:** ` },
    { text: words, remarks: [{ type: 'speech_metadata', speaker, style }] },
    { text: '\n\n' },
  ];
}

/** A conversation with notes of who speaks how. */
export const dialoguePassages: readonly Passage[] = [
  ...say('Jo', 'curious', 'So the answer arrives before it is finished?'),
  ...say('Sam', 'calm', 'Yes. A few words at a time – like a letter read out while it is being written.'),
  ...say('Jo', 'amused', 'Then the café’s Wi-Fi had better hold. ☕'),
  ...say('Sam', 'reassuring', 'If it does not, the rest is fetched when you come back.'),
  { text: '*A prepared dialogue: each line carries a note of its speaker and style.*' },
];
