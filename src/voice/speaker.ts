import { SoundFlow } from './sound-flow.js';

/** What a listener may want to know. */
export interface SpeakerState {
  /** Something is being heard, or would be if it were not muted. */
  readonly isSpeaking: boolean;
  readonly isMuted: boolean;
  /** There is something to hear, but the browser plays nothing before the reader has clicked. */
  readonly isBlocked: boolean;
}

export interface SpeakerOptions {
  readonly onChange?: (state: SpeakerState) => void;
  readonly openContext?: () => AudioContext;
  /** Milliseconds of silence after which the sound device is given back. */
  readonly idle?: number;
}

/** Milliseconds without sound that are no end of it: pieces may come late. */
const shortestPause = 300;
/** Milliseconds that a browser may take to begin. */
const slowestStart = 500;

/** Plays what is said, piece after piece without a gap; muted or not allowed to, it is silent and goes on. */
export class Speaker {
  readonly #onChange: (state: SpeakerState) => void;
  readonly #openContext: () => AudioContext;
  readonly #idle: number;
  #context: AudioContext | undefined;
  #volume: GainNode | undefined;
  #flow: SoundFlow | undefined;
  #state: SpeakerState = { isSpeaking: false, isMuted: false, isBlocked: false };
  #pausing: ReturnType<typeof setTimeout> | undefined;
  #starting: ReturnType<typeof setTimeout> | undefined;
  #closing: ReturnType<typeof setTimeout> | undefined;

  constructor({ onChange = () => {}, openContext = openSpeechContext, idle = 60_000 }: SpeakerOptions = {}) {
    this.#onChange = onChange;
    this.#openContext = openContext;
    this.#idle = idle;
  }

  get state(): SpeakerState {
    return this.#state;
  }

  /** The reader has clicked or pressed a key: only then do browsers let a page be heard. */
  wake(): void {
    const context = this.#open();
    if (context && context.state !== 'running') void context.resume().catch(() => {});
  }

  /** A piece of sound: 16-bit little-endian samples, one channel. */
  play(pcm: Uint8Array, sampleRate: number): void {
    if (pcm.length < 2) return;
    const context = this.#open();
    if (!context || !this.#volume) return;
    clearTimeout(this.#pausing);
    this.#flow ??= new SoundFlow(context, this.#volume, () => this.#onQuiet());
    this.#flow.add(pcm, sampleRate);
    this.#starting ??= setTimeout(() => this.#judge(), slowestStart);
    this.#judge(context.state === 'running' ? {} : { isBlocked: this.#state.isBlocked });
  }

  /** What was not heard yet is dropped. */
  hush(): void {
    clearTimeout(this.#pausing);
    clearTimeout(this.#starting);
    this.#starting = undefined;
    this.#flow?.drop();
    this.#flow = undefined;
    this.#judge();
    this.#closeLater();
  }

  mute(isMuted: boolean): void {
    this.#change({ isMuted });
    const { currentTime } = this.#context ?? {};
    if (currentTime !== undefined) {
      this.#volume?.gain.setTargetAtTime(isMuted ? 0 : 1, currentTime, 0.01);
    }
  }

  /** Gives the sound device back; the next piece opens it again. */
  close(): void {
    clearTimeout(this.#closing);
    this.hush();
    clearTimeout(this.#closing);
    const context = this.#context;
    this.#context = undefined;
    this.#volume = undefined;
    void context?.close().catch(() => {});
  }

  #open(): AudioContext | undefined {
    this.#closeLater();
    if (this.#context) return this.#context;
    try {
      const context = this.#openContext();
      const volume = context.createGain();
      volume.gain.value = this.#state.isMuted ? 0 : 1;
      volume.connect(context.destination);
      context.addEventListener('statechange', () => this.#judge());
      this.#context = context;
      this.#volume = volume;
      return context;
    } catch {
      // A browser without sound: what is said can be read.
      return undefined;
    }
  }

  #closeLater(): void {
    clearTimeout(this.#closing);
    this.#closing = setTimeout(() => (this.#flow ? this.#closeLater() : this.close()), this.#idle);
  }

  #onQuiet(): void {
    clearTimeout(this.#pausing);
    this.#pausing = setTimeout(() => {
      this.hush();
    }, shortestPause);
  }

  #judge(known: Partial<SpeakerState> = {}): void {
    const isRunning = this.#context?.state === 'running';
    const hasSound = this.#flow !== undefined;
    this.#change({ isSpeaking: hasSound && isRunning, isBlocked: hasSound && !isRunning, ...known });
  }

  #change(change: Partial<SpeakerState>): void {
    const state = { ...this.#state, ...change };
    const { isBlocked, isMuted, isSpeaking } = this.#state;
    if (state.isBlocked === isBlocked && state.isMuted === isMuted && state.isSpeaking === isSpeaking) return;
    this.#state = state;
    this.#onChange(state);
  }
}

/** At Gemini's own rate: pieces fit together without being computed anew. */
function openSpeechContext(): AudioContext {
  try {
    return new AudioContext({ sampleRate: 24_000 });
  } catch {
    return new AudioContext();
  }
}
