import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { refuse } from './check-fields.js';
import { decodeBase64 } from './decode-base64.js';
import { listObjects } from './list-objects.js';
import { type Heard, LiveEar } from './live-ear.js';
import type { LiveSetup } from './live-setup.js';
import { textField } from './read-step.js';

/** What a user has said and shown. */
export interface UserParts {
  readonly parts: readonly WireObject[];
  /** Whether somebody spoke. */
  readonly isHeard: boolean;
}

/** Who is told. */
export interface InputEnds {
  readonly elapsed: () => number;
  /** Somebody begins to speak. */
  readonly onBegin: () => void;
  /** It is the model's turn. */
  readonly onTurn: (user: UserParts) => void;
}

/** Milliseconds without any sound after which a stream of sound counts as silent. */
const longestGap = 1000;
const usualRate = 16_000;

/** What comes in while it happens: text, sound, pictures, and signs of when somebody speaks. */
export class LiveInput {
  readonly #setup: LiveSetup;
  readonly #ends: InputEnds;
  readonly #ear: LiveEar;
  /** The last picture that was seen. */
  #frame: WireObject | undefined;
  /** Between the client's own signs: what came so far. */
  #marked: { readonly parts: WireObject[]; isHeard: boolean } | undefined;
  #lastSound = 0;

  constructor(setup: LiveSetup, ends: InputEnds) {
    this.#setup = setup;
    this.#ends = ends;
    this.#ear = new LiveEar(setup.silence);
  }

  /** A message `realtimeInput`. */
  take(body: WireObject): void {
    const { audio, video, text, activityStart, activityEnd, audioStreamEnd } = body;
    const chunks = listObjects(body['mediaChunks']);
    if (chunks.length > 0 && this.#setup.model.isStrict) {
      refuse('realtimeInput.mediaChunks is no longer taken: use audio or video.');
    }
    if (isWireObject(activityStart)) this.#begin();
    for (const chunk of chunks) {
      if (textField(chunk, 'mimeType').startsWith('audio/')) this.#listen(chunk, 'mediaChunks');
      else this.#look(chunk, 'mediaChunks');
    }
    if (isWireObject(audio)) this.#listen(audio, 'audio');
    if (isWireObject(video)) this.#look(video, 'video');
    if (typeof text === 'string' && text) this.#read(text);
    if (audioStreamEnd === true) this.#endStream();
    if (isWireObject(activityEnd)) this.#end();
  }

  /** Sound that stops without a sign ends what was said. */
  tick(): void {
    const isGap = this.#ends.elapsed() - this.#lastSound >= longestGap;
    if (this.#ear.isSpeaking && isGap) this.#react(this.#ear.finish());
  }

  #begin(): void {
    if (!this.#setup.marksActivity) {
      refuse('Activity cannot be marked while automatic activity detection is enabled.');
    }
    this.#marked = { parts: [], isHeard: false };
    this.#ends.onBegin();
  }

  #end(): void {
    const marked = this.#marked;
    if (!marked) refuse('No activity has been marked that could end.');
    this.#marked = undefined;
    const parts = this.#takeParts(...marked.parts);
    if (parts.length > 0 || marked.isHeard) this.#ends.onTurn({ parts, isHeard: marked.isHeard });
  }

  #endStream(): void {
    if (this.#setup.marksActivity) {
      refuse('audioStreamEnd goes with automatic activity detection, which is disabled.');
    }
    this.#react(this.#ear.finish());
  }

  #read(text: string): void {
    if (this.#marked) this.#marked.parts.push({ text });
    else this.#ends.onTurn({ parts: this.#takeParts({ text }), isHeard: false });
  }

  #look(blob: WireObject, field: string): void {
    const mimeType = textField(blob, 'mimeType');
    if (!/^image\/[\w.+-]+$/.test(mimeType)) {
      refuse(`Invalid value at 'realtimeInput.${field}.mimeType': expected that of an image.`);
    }
    this.#decode(blob, field);
    this.#frame = { inlineData: { mimeType, data: blob['data'] } };
  }

  #listen(blob: WireObject, field: string): void {
    const [, digits] =
      /^audio\/pcm(?:;\s*rate=(\d{4,5}))?$/i.exec(textField(blob, 'mimeType')) ??
      refuse(`Invalid value at 'realtimeInput.${field}.mimeType': expected audio/pcm;rate=16000.`);
    const bytes = this.#decode(blob, field);
    this.#lastSound = this.#ends.elapsed();
    if (this.#setup.marksActivity) {
      if (this.#marked) this.#marked.isHeard = true;
    } else this.#react(this.#ear.listen(bytes, digits === undefined ? usualRate : Number(digits)));
  }

  #decode(blob: WireObject, field: string): Uint8Array {
    const bytes = decodeBase64(textField(blob, 'data'));
    return bytes ?? refuse(`Invalid value at 'realtimeInput.${field}.data': expected base64.`);
  }

  #react(heard: readonly Heard[]): void {
    for (const sign of heard) {
      if (sign === 'begin') this.#ends.onBegin();
      else this.#ends.onTurn({ parts: this.#takeParts(), isHeard: true });
    }
  }

  #takeParts(...parts: readonly WireObject[]): WireObject[] {
    const frame = this.#frame;
    this.#frame = undefined;
    return frame ? [frame, ...parts] : [...parts];
  }
}
