// Runs in the thread of the sound, as a file of its own: it can import nothing.

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Samples that are sent at a time: some forty milliseconds, at the usual rates. */
const batchSize = 2048;

/** Hands on what the microphone hears, as samples between -1 and 1. */
export class MicrophoneProcessor extends AudioWorkletProcessor {
  #batch = new Float32Array(batchSize);
  #filled = 0;

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const [samples] = inputs[0] ?? [];
    if (samples) this.#take(samples);
    return true;
  }

  #take(samples: Float32Array): void {
    let rest = samples;
    while (rest.length > 0) {
      const fitting = rest.subarray(0, batchSize - this.#filled);
      this.#batch.set(fitting, this.#filled);
      this.#filled += fitting.length;
      rest = rest.subarray(fitting.length);
      if (this.#filled === batchSize) this.#send();
    }
  }

  #send(): void {
    this.port.postMessage(this.#batch, [this.#batch.buffer]);
    this.#batch = new Float32Array(batchSize);
    this.#filled = 0;
  }
}

registerProcessor('gemini-chat-microphone', MicrophoneProcessor);
