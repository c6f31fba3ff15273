import type { WireObject } from '../protocol/wire-object.js';
import { isWireObject } from '../protocol/wire-object.js';
import type { ComposedReply } from './compose-reply.js';
import { composeMelody } from './compose-melody.js';
import { describeFinish } from './describe-finish.js';
import { encodeBase64 } from './encode-base64.js';
import type { GoogleError } from './google-error.js';
import { listParts } from './list-parts.js';
import type { LiveSetup } from './live-setup.js';
import { textField } from './read-step.js';
import { writeGrounding, writeUrlContext } from './write-grounding.js';

/** A message, how many beats pass before it, and what the model says by it. */
export interface TimedMessage {
  readonly message: WireObject;
  readonly beats: number;
  /** As parts of a content, to be remembered. */
  readonly said?: readonly WireObject[];
  /** Seconds of sound. */
  readonly seconds?: number;
}

/** What comes after the last message: nothing, the results of functions, a broken connection, a refusal. */
export type LiveEnding = 'done' | 'calls' | 'drop' | GoogleError;

type Messages<Result> = Generator<TimedMessage, Result, undefined>;

const sampleRate = 24_000;
/** Base64 letters in a piece of sound: about a third of a second. */
const pieceLetters = 19_200;

function writeModelTurn(part: WireObject): WireObject {
  return { serverContent: { modelTurn: { parts: [part] } } };
}

function writeSound(data: string, rate: number): Omit<TimedMessage, 'beats'> {
  const seconds = (data.length * 3) / 4 / 2 / rate;
  return { message: writeModelTurn({ inlineData: { mimeType: `audio/pcm;rate=${rate}`, data } }), seconds };
}

/** The emulator has no voice: where Gemini would say some words it plays a note. */
function* speak(text: string, beats: number, { transcribesOutput }: LiveSetup): Messages<void> {
  if (transcribesOutput) yield { message: { serverContent: { outputTranscription: { text } } }, beats };
  const sound = writeSound(encodeBase64(composeMelody(text, sampleRate, 1)), sampleRate);
  yield { ...sound, beats: transcribesOutput ? 0 : beats, said: [{ text }] };
}

/** Bare samples in pieces; a session has no room for other media. */
function* playSound({ mimeType, data }: WireObject, beats: number): Messages<void> {
  const rate = Number(/^audio\/L16\b.*;rate=(\d+)/i.exec(String(mimeType))?.[1]);
  if (!rate || typeof data !== 'string') return;
  for (let start = 0; start < data.length; start += pieceLetters) {
    yield { ...writeSound(data.slice(start, start + pieceLetters), rate), beats };
  }
}

function* playPart(part: WireObject, beats: number, setup: LiveSetup): Messages<void> {
  const { text, thought, inlineData } = part;
  const isSpoken = setup.modality === 'AUDIO';
  if (isWireObject(inlineData)) {
    if (isSpoken) yield* playSound(inlineData, beats);
  } else if (typeof text !== 'string') {
    if ('fileData' in part) return;
    yield { message: writeModelTurn(part), beats, said: [part] };
  } else if (text && thought === true) yield { message: writeModelTurn(part), beats };
  else if (text && isSpoken) yield* speak(text, beats, setup);
  else if (text) yield { message: writeModelTurn({ text }), beats, said: [{ text }] };
}

function* listHops(reply: ComposedReply): Generator<ComposedReply> {
  for (let hop: ComposedReply | undefined = reply; hop; hop = hop.next) yield hop;
}

/** Why a turn ends without an answer, by why an answer of the older API does. */
const reasons: Readonly<Record<string, string>> = {
  SAFETY: 'GENERATED_CONTENT_SAFETY',
  BLOCKLIST: 'GENERATED_CONTENT_BLOCKLIST',
  PROHIBITED_CONTENT: 'GENERATED_CONTENT_PROHIBITED',
  MALFORMED_FUNCTION_CALL: 'MALFORMED_FUNCTION_CALL',
};

/** A reply in the messages of the Live API, up to where its turn is complete. */
export function* playLiveAnswer(
  reply: ComposedReply,
  setup: LiveSetup,
): Messages<{
  readonly ending: LiveEnding;
  readonly reason?: string;
}> {
  const hops = [...listHops(reply)];
  const calls: { part: WireObject; beats: number }[] = [];
  for (const hop of hops) {
    // Calls have ids here, whatever the model: so it goes by none.
    for (const timed of listParts(hop, { model: '', includeThoughts: setup.includesThoughts })) {
      if (isWireObject(timed.part['functionCall'])) calls.push(timed);
      else yield* playPart(timed.part, timed.beats, setup);
    }
  }
  if (calls.length > 0) {
    const functionCalls = calls.map(({ part }) => part['functionCall']);
    const said = calls.map(({ part }) => part);
    yield { message: { toolCall: { functionCalls } }, beats: calls[0]?.beats ?? 0, said };
    return { ending: 'calls' };
  }
  const finish = describeFinish(hops.at(-1) ?? reply);
  if (finish.kind === 'drop') return { ending: 'drop' };
  if (finish.kind === 'error') return { ending: finish.error };
  const steps = hops.flatMap((hop) => hop.steps);
  const groundingMetadata = writeGrounding(steps);
  if (groundingMetadata) yield { message: { serverContent: { groundingMetadata } }, beats: 0 };
  const urlContextMetadata = writeUrlContext(steps);
  if (urlContextMetadata) yield { message: { serverContent: { urlContextMetadata } }, beats: 0 };
  yield { message: { serverContent: { generationComplete: true } }, beats: 0 };
  if (finish.kind === 'blocked') return { ending: 'done', reason: 'PROHIBITED_INPUT_CONTENT' };
  const why = textField(finish.fields, 'finishReason');
  const isUsual = why === 'STOP' || why === 'MAX_TOKENS';
  return { ending: 'done', ...(isUsual ? {} : { reason: reasons[why] ?? 'GENERATED_OTHER' }) };
}
