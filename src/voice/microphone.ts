import { loadMicrophoneWorklet } from './load-microphone-worklet.js';
import { measureLevel } from './measure-level.js';
import { Resampler } from './resampler.js';
import { SoundPieces } from './sound-pieces.js';

/** Samples a second, as Gemini hears them. */
const heardRate = 16_000;
/** A tenth of a second. */
const pieceSize = 1600;
/** Half a minute: what was said while a connection was made is not lost. */
const mostPieces = 300;

export interface MicrophoneOptions {
  /** Switches it off, also before it is on. */
  readonly signal: AbortSignal;
  /** How loud it is, from 0 to 1, some twenty times a second. */
  readonly onLevel: (level: number) => void;
  /** It was unplugged, or taken away. */
  readonly onLost: () => void;
}

/** What a microphone hears: 16-bit little-endian samples, one channel, 16 kHz; ends when it is switched off. */
export type Sound = AsyncIterable<Uint8Array>;

/**
 * Switches the microphone on, to be called on a click. Rejects with what the browser says, a `DOMException`:
 * `NotAllowedError`, `NotFoundError`, `NotReadableError`, …, `NotSupportedError` where it has no microphone to offer
 * at all; when `signal` aborts, with the signal's reason.
 */
export async function openMicrophone({ signal, onLevel, onLost }: MicrophoneOptions): Promise<Sound> {
  signal.throwIfAborted();
  // At once: some browsers let a context run only if it was made on the click itself.
  const context = openContext();
  const close = (): void => void context.close().catch(() => {});
  try {
    const stream = await listen();
    signal.addEventListener('abort', () => stopTracks(stream), { once: true });
    if (signal.aborted) stopTracks(stream);
    signal.throwIfAborted();
    try {
      await readWorklet(context);
      signal.throwIfAborted();
    } catch (error) {
      stopTracks(stream);
      throw error;
    }
    signal.addEventListener('abort', close, { once: true });
    return hear(context, stream, { signal, onLevel, onLost });
  } catch (error) {
    close();
    throw error;
  }
}

function openContext(): AudioContext {
  try {
    return new AudioContext();
  } catch (cause) {
    throw refuse('The browser plays and hears no sound.', cause);
  }
}

async function listen(): Promise<MediaStream> {
  // Absent where the page came over an insecure connection.
  const { mediaDevices }: { mediaDevices?: MediaDevices } = navigator;
  if (!mediaDevices) throw refuse('The page may not ask for a microphone.');
  return mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
  });
}

async function readWorklet(context: AudioContext): Promise<void> {
  try {
    await loadMicrophoneWorklet(context);
  } catch (cause) {
    // The browser calls this an abort, as it does a device that fails.
    throw refuse('The part that reads the microphone did not load.', cause);
  }
}

function hear(context: AudioContext, stream: MediaStream, options: MicrophoneOptions): Sound {
  const { signal, onLevel, onLost } = options;
  const pieces = new SoundPieces(pieceSize, mostPieces);
  const resampler = new Resampler(context.sampleRate, heardRate);
  const reader = new AudioWorkletNode(context, 'gemini-chat-microphone', { channelCount: 1 });
  const take = ({ data }: MessageEvent<unknown>): void => {
    if (!(data instanceof Float32Array)) return;
    pieces.push(resampler.push(data));
    onLevel(measureLevel(data));
  };
  reader.port.addEventListener('message', take, { signal });
  reader.port.start();
  context.createMediaStreamSource(stream).connect(reader);
  // It gives out silence; what leads nowhere is not run by every browser.
  reader.connect(context.destination);
  void context.resume();
  signal.addEventListener('abort', () => pieces.end(), { once: true });
  for (const track of stream.getTracks()) track.addEventListener('ended', onLost, { signal, once: true });
  return pieces;
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function refuse(message: string, cause?: unknown): DOMException {
  return Object.assign(new DOMException(message, 'NotSupportedError'), { cause });
}
