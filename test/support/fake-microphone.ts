/** A microphone that hears what a test says: a tone for as long as it speaks. */
export interface FakeMicrophone {
  /** What pages were given, in order. */
  readonly streams: MediaStream[];
  /** Whether somebody listens right now. */
  readonly isOn: () => boolean;
  /** Speaks for that many milliseconds. Resolves when the last word is out. */
  speak(milliseconds: number): Promise<void>;
}

const { mediaDevices } = navigator;
let context: AudioContext | undefined;

/** Puts a microphone in the place of the browser's, until the test is over. */
export function installMicrophone(): FakeMicrophone {
  const studio = new AudioContext();
  context = studio;
  const voice = studio.createOscillator();
  voice.frequency.value = 300;
  voice.start();
  const throat = studio.createGain();
  throat.gain.value = 0;
  voice.connect(throat);
  const streams: MediaStream[] = [];
  mediaDevices.getUserMedia = async () => {
    const out = studio.createMediaStreamDestination();
    throat.connect(out);
    streams.push(out.stream);
    return out.stream;
  };
  return {
    streams,
    isOn: () => streams.some((stream) => stream.getTracks().some(({ readyState }) => readyState === 'live')),
    async speak(milliseconds) {
      throat.gain.value = 0.5;
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      throat.gain.value = 0;
    },
  };
}

/** Puts a microphone there that cannot be used. */
export function breakMicrophone(name: string): void {
  mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name));
}

afterEach(async () => {
  Reflect.deleteProperty(mediaDevices, 'getUserMedia');
  const closing = context;
  context = undefined;
  await closing?.close();
});
