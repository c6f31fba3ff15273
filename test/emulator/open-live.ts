import { createContext, type ContextOptions } from '../../src/emulator/create-context.js';
import type { EmulatorContext } from '../../src/emulator/emulator-context.js';
import { LiveSession } from '../../src/emulator/live-session.js';
import type { StoredToken } from '../../src/emulator/token-store.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';

/** A model that answers in words, and one that only speaks. */
export const textModel = 'models/gemini-live-2.5-flash-preview';
export const voiceModel = 'models/gemini-2.5-flash-native-audio-preview';
export const strictModel = 'models/gemini-3.1-flash-live-preview';

export const inWords = { model: textModel, generationConfig: { responseModalities: ['TEXT'] } };

interface Content {
  readonly modelTurn?: { readonly parts: readonly WireObject[] };
  readonly outputTranscription?: { readonly text: string };
  readonly inputTranscription?: { readonly text: string };
  readonly turnComplete?: boolean;
  readonly interrupted?: boolean;
  readonly [field: string]: unknown;
}

interface ServerMessage {
  readonly serverContent?: Content;
  readonly toolCall?: { readonly functionCalls: readonly { id: string; name: string; args: WireObject }[] };
  readonly toolCallCancellation?: { readonly ids: readonly string[] };
  readonly sessionResumptionUpdate?: { readonly newHandle?: string; readonly resumable?: boolean };
  readonly goAway?: { readonly timeLeft: string };
  readonly usageMetadata?: Readonly<Record<string, number>>;
  readonly [field: string]: unknown;
}

/** How a connection ended. */
interface Closing {
  readonly code: number;
  readonly reason: string;
}

export interface LiveClientOptions extends ContextOptions {
  readonly context?: EmulatorContext;
  readonly token?: StoredToken;
  readonly connectionSeconds?: number;
  readonly noticeSeconds?: number;
}

/** A client of a session, without a socket in between. */
export class LiveClient {
  readonly context: EmulatorContext;
  messages: ServerMessage[] = [];
  closing: Closing | undefined;
  isDropped = false;
  readonly #session: LiveSession;

  constructor(options: LiveClientOptions = {}) {
    const { context = createContext(options), token, connectionSeconds = 600, noticeSeconds = 60 } = options;
    this.context = context;
    this.#session = new LiveSession({
      context,
      token,
      origin: 'https://gemini.example',
      connectionSeconds,
      noticeSeconds,
      port: {
        // As it would come out of a socket.
        send: (message) => this.messages.push(JSON.parse(JSON.stringify(message))),
        close: (code, reason) => {
          this.closing = { code, reason };
        },
        drop: () => {
          this.isDropped = true;
        },
      },
    });
  }

  send(message: unknown): this {
    this.#session.receive(typeof message === 'string' ? message : JSON.stringify(message));
    return this;
  }

  setup(setup: WireObject): this {
    return this.send({ setup });
  }

  /** Says something and wants an answer. */
  say(text: string): this {
    return this.send({
      clientContent: { turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true },
    });
  }

  hear(input: WireObject): this {
    return this.send({ realtimeInput: input });
  }

  leave(): void {
    this.#session.end();
  }

  /** All messages so far, which are then forgotten. */
  take(): ServerMessage[] {
    const { messages } = this;
    this.messages = [];
    return messages;
  }

  get contents(): Content[] {
    return this.messages.map(({ serverContent }) => serverContent).filter((content) => content !== undefined);
  }

  /** What the model has said in words. */
  get words(): string {
    return this.parts.map(({ text, thought }) => (typeof text === 'string' && !thought ? text : '')).join('');
  }

  /** What the model has said aloud. */
  get spoken(): string {
    return this.contents.map(({ outputTranscription }) => outputTranscription?.text ?? '').join('');
  }

  get parts(): WireObject[] {
    return this.contents.flatMap(({ modelTurn }) => modelTurn?.parts ?? []);
  }

  /** The sounds and pictures among what the model has given. */
  get media(): { readonly mimeType: string; readonly data: string }[] {
    return this.parts.flatMap(({ inlineData }) =>
      isWireObject(inlineData)
        ? { mimeType: String(inlineData['mimeType']), data: String(inlineData['data']) }
        : [],
    );
  }

  get calls() {
    return this.messages.flatMap(({ toolCall }) => toolCall?.functionCalls ?? []);
  }

  get handle(): string {
    const handles = this.messages.flatMap((message) => message.sessionResumptionUpdate?.newHandle ?? []);
    return handles.at(-1) ?? '';
  }
}

/** Sound as a microphone gives it: so many milliseconds of a tone, or of silence. */
export function makeSound(milliseconds: number, level: number, rate = 16_000) {
  const samples = new Int16Array((rate * milliseconds) / 1000);
  for (const index of samples.keys()) samples[index] = level * Math.sin((2 * Math.PI * 220 * index) / rate);
  const letters = Array.from(new Uint8Array(samples.buffer), (byte) => String.fromCharCode(byte));
  return { audio: { mimeType: `audio/pcm;rate=${rate}`, data: btoa(letters.join('')) } };
}

/** Waits until something is so; fails after two seconds. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 2000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Not so after two seconds: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
