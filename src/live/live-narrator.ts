import { GenerateContentNarrator } from '../protocol/generate-content-narrator.js';
import type { InteractionEvent } from '../protocol/interaction-event.js';
import { cutBase64, joinBase64, type CutBase64 } from '../protocol/join-base64.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { LiveWords } from './live-words.js';
import { translateLiveEnd } from './translate-live-end.js';

/** A piece of an answer's sound. */
export interface LivePiece {
  /** Base64. */
  readonly data: string;
  readonly sampleRate: number;
}

/** Who takes the sound of an answer. */
export interface NarratorEnds {
  readonly model: string;
  /** Hears each piece; where nobody does the sound is dropped. */
  readonly onSound?: ((piece: LivePiece) => void) | undefined;
}

const usualRate = 24_000;
/** Characters of an answer's sound that are kept: about nine minutes. */
const mostSound = 2 ** 25;

function listObjects(value: unknown): WireObject[] {
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

function readSound({ inlineData }: WireObject): LivePiece | undefined {
  const { mimeType, data } = isWireObject(inlineData) ? inlineData : {};
  if (typeof mimeType !== 'string' || typeof data !== 'string') return undefined;
  if (!/^audio\/(?:pcm|l16)\b/i.test(mimeType)) return undefined;
  return { data, sampleRate: Number(/rate=(\d+)/i.exec(mimeType)?.[1] ?? usualRate) };
}

/** The counts of a session have other names than those of the older API. */
function renameUsage(usage: WireObject): WireObject {
  const { responseTokenCount, responseTokensDetails, ...rest } = usage;
  return {
    ...rest,
    ...(responseTokenCount === undefined ? {} : { candidatesTokenCount: responseTokenCount }),
    ...(responseTokensDetails === undefined ? {} : { candidatesTokensDetails: responseTokensDetails }),
  };
}

/** Retells the messages of one answer in a live session as the events of an interaction. */
export class LiveNarrator {
  readonly #ends: NarratorEnds;
  readonly #narrator = new GenerateContentNarrator();
  readonly #words = new LiveWords();
  /** All its sound so far, as long as there is one rate, and not too much of it. */
  #sound: CutBase64 = { whole: '', rest: '' };
  #sampleRate = usualRate;
  #isFull = false;

  constructor(ends: NarratorEnds) {
    this.#ends = ends;
  }

  /** The events that a message brings. */
  take({ serverContent, usageMetadata }: WireObject): InteractionEvent[] {
    const content = isWireObject(serverContent) ? serverContent : {};
    const { modelTurn, outputTranscription, groundingMetadata, urlContextMetadata } = content;
    const parts = [
      ...listObjects(isWireObject(modelTurn) ? modelTurn['parts'] : undefined).flatMap((part) =>
        this.#readPart(part),
      ),
      ...this.#say(
        'transcription',
        isWireObject(outputTranscription) ? outputTranscription['text'] : undefined,
      ),
    ];
    const sources = {
      ...(groundingMetadata ? { groundingMetadata } : {}),
      ...(urlContextMetadata ? { urlContextMetadata } : {}),
    };
    const hasUsage = isWireObject(usageMetadata);
    if (parts.length === 0 && Object.keys(sources).length === 0 && !hasUsage) return [];
    return this.#narrate({
      candidates: [{ content: { parts }, ...sources }],
      ...(hasUsage ? { usageMetadata: renameUsage(usageMetadata) } : {}),
    });
  }

  /** The events of calls, with which an answer pauses. */
  call(calls: unknown): InteractionEvent[] {
    const parts = listObjects(calls).map((functionCall) => ({ functionCall }));
    return [...this.#showSound(), ...this.#finish({ parts }, { finishReason: 'STOP' })];
  }

  /** The events at the end of a turn, and why it ended where the server says so. */
  complete(reason?: unknown): InteractionEvent[] {
    return [...this.#showSound(), ...this.#finish({}, translateLiveEnd(reason))];
  }

  /** The events where somebody has interrupted: what came stays, and nothing is missing. */
  cancel(): InteractionEvent[] {
    const events = [...this.#showSound(), ...this.#narrator.end()];
    return [...events, { event_type: 'interaction.completed', interaction: { status: 'cancelled' } }];
  }

  #narrate(chunk: WireObject): InteractionEvent[] {
    return this.#narrator.take({ modelVersion: this.#ends.model, ...chunk });
  }

  #finish(content: WireObject, { promptFeedback, ...end }: WireObject): InteractionEvent[] {
    const feedback = promptFeedback ? { promptFeedback } : {};
    const events = this.#narrate({ candidates: [{ content, ...end }], ...feedback });
    return [...events, ...this.#narrator.end()];
  }

  #say(source: 'text' | 'transcription', text: unknown): WireObject[] {
    const added = typeof text === 'string' ? this.#words.take(source, text) : '';
    return added === '' ? [] : [{ text: added }];
  }

  #readPart(part: WireObject): WireObject[] {
    const sound = readSound(part);
    if (sound) {
      this.#keep(sound);
      return [];
    }
    const { text, thought, inlineData } = part;
    // Sound in a form that cannot be joined is dropped like the other where nobody hears it.
    const { mimeType }: WireObject = isWireObject(inlineData) ? inlineData : {};
    if (typeof mimeType === 'string' && /^audio\//i.test(mimeType)) return this.#ends.onSound ? [part] : [];
    if (typeof text !== 'string' || thought === true) return [part];
    return this.#say('text', text);
  }

  #keep(piece: LivePiece): void {
    const { onSound } = this.#ends;
    if (!onSound) return;
    if (this.#sound.whole === '' && this.#sound.rest === '') this.#sampleRate = piece.sampleRate;
    try {
      const joined = joinBase64(this.#sound, piece.data);
      onSound(piece);
      this.#isFull ||= piece.sampleRate !== this.#sampleRate || joined.whole.length > mostSound;
      if (!this.#isFull) this.#sound = joined;
    } catch {
      // Broken sound cannot be heard, and the words are there.
    }
  }

  /** The whole sound as one content, after the words that it says. */
  #showSound(): InteractionEvent[] {
    const { whole, rest } = this.#sound;
    if (whole === '' && rest === '') return [];
    this.#sound = cutBase64('');
    const mimeType = `audio/pcm;rate=${this.#sampleRate}`;
    const parts = [{ inlineData: { mimeType, data: whole + rest } }];
    return this.#narrate({ candidates: [{ content: { parts } }] });
  }
}
