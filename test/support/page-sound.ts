/** What a page is heard to say. */
export interface PageSound {
  /** How loud it is right now, from 0 to 1. */
  readonly loudness: () => number;
  /** Lets the page be heard, where it was not allowed before. */
  readonly allow: () => void;
}

const BrowserContext = globalThis.AudioContext;

/** Listens to what the page plays, until the test is over; `isAllowed` as browsers have it before the first click. */
export function hearPage({ isAllowed = true } = {}): PageSound {
  const ears: AnalyserNode[] = [];
  const contexts: AudioContext[] = [];
  let mayPlay = isAllowed;
  globalThis.AudioContext = class extends BrowserContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      // What listens to a microphone has no rate of its own.
      if (!options?.sampleRate) return;
      const ear = this.createAnalyser();
      ear.fftSize = 256;
      ear.connect(this.destination);
      Object.defineProperty(this, 'destination', { value: ear });
      ears.push(ear);
      contexts.push(this);
      if (!mayPlay) void super.suspend();
    }

    override resume(): Promise<void> {
      return mayPlay ? super.resume() : new Promise(() => {});
    }
  };
  return {
    loudness() {
      const samples = new Float32Array(256);
      // What is closed goes on to show what it heard last.
      if (contexts.at(-1)?.state === 'closed') return 0;
      ears.at(-1)?.getFloatTimeDomainData(samples);
      return Math.max(...samples.map(Math.abs));
    },
    allow() {
      mayPlay = true;
    },
  };
}

afterEach(() => {
  globalThis.AudioContext = BrowserContext;
});
