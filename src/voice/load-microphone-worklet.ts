/** Loads what reads the microphone, as a file of its own: a page with a strict policy allows no other address. */
export function loadMicrophoneWorklet(context: BaseAudioContext): Promise<void> {
  return context.audioWorklet.addModule(new URL('./microphone-worklet.ts', import.meta.url));
}
