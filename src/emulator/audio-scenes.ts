import type { WireObject } from '../protocol/wire-object.js';
import { melodyText, dialoguePassages, transcriptWords } from './audio-texts.js';
import { composeMedia } from './compose-media.js';
import { composeMelody } from './compose-melody.js';
import { composePassages, type Passage } from './compose-passages.js';
import { listMedia } from './find-media.js';
import { mentions } from './match-prompt.js';
import { findFormat } from './read-formats.js';
import { textField } from './read-step.js';
import type { Scene, SceneTurn } from './scene.js';
import { writeWav } from './write-wav.js';

const usualRate = 24_000;

function readRate(format: WireObject | undefined): number {
  const rate = format?.['sample_rate'];
  return typeof rate === 'number' && rate >= 8000 && rate <= 48_000 ? rate : usualRate;
}

/** A tune as bare samples, as Gemini speaks, or as a WAV file; other kinds of file cannot be made here. */
function composeSound(turn: SceneTurn): WireObject {
  const format = findFormat(turn, 'audio');
  const rate = readRate(format);
  const samples = composeMelody(turn.prompt, rate);
  const usual = mentions(turn.prompt, ['wav']) ? 'audio/wav' : 'audio/l16';
  const wanted = textField(format ?? {}, 'mime_type') || usual;
  const isBare = /^audio\/(?:l16|pcm)\b/i.test(wanted);
  return composeMedia(
    {
      type: 'audio',
      mimeType: isBare ? 'audio/l16' : 'audio/wav',
      bytes: isBare ? samples : writeWav(samples, rate),
      more: { sample_rate: rate, channels: 1 },
    },
    format?.['delivery'],
  );
}

const soundWords = [
  '(?:play|sing|hum|compose)[^.?!]{0,40}\\s(?:melody|tune|song|sound|music)',
  'say aloud',
  'read aloud',
];

const audioScene: Scene = {
  name: 'audio',
  matches: (turn) => findFormat(turn, 'audio') !== undefined || mentions(turn.prompt, soundWords),
  reply(turn) {
    const isSilent = findFormat(turn, 'audio') !== undefined && !findFormat(turn, 'text');
    const sound = composeSound(turn);
    const content = isSilent ? [sound] : [{ type: 'text', text: melodyText }, sound];
    return { steps: [{ type: 'model_output', content }] };
  },
};

/** Words at an even pace, with the moments at which they are said. */
function timeWords(words: string): Passage[] {
  const pieces = words.match(/\S+\s*/g) ?? [];
  return pieces.flatMap((piece, index): Passage[] => {
    const text = piece.trimEnd();
    const remark = {
      type: 'word_info',
      text: text.replaceAll(/[^\p{L}\p{N}’'-]/gu, ''),
      start_offset: `${(index * 0.4).toFixed(3)}s`,
      end_offset: `${(index * 0.4 + 0.35).toFixed(3)}s`,
      speaker: 'spk_1',
    };
    return [{ text, remarks: [remark] }, { text: piece.slice(text.length) }];
  });
}

const transcriptScene: Scene = {
  name: 'transcript',
  matches: (turn) =>
    mentions(turn.prompt, ['transcri(?:be|pt|ption)']) &&
    (listMedia(turn).length > 0 || mentions(turn.prompt, ['sample', 'example', 'transcript'])),
  reply: () => ({
    steps: [
      composePassages([
        { text: '**Transcript**\n\n' },
        ...timeWords(transcriptWords),
        { text: '\n\n*The emulator does not listen: this transcript and its times are prepared.*' },
      ]),
    ],
  }),
};

const dialogueScene: Scene = {
  name: 'dialogue',
  matches: ({ prompt }) => mentions(prompt, ['dialogue', 'podcast', 'two speakers']),
  reply: () => ({ steps: [composePassages(dialoguePassages)] }),
};

/** Scenes about sound. */
export const audioScenes: readonly Scene[] = [transcriptScene, audioScene, dialogueScene];
