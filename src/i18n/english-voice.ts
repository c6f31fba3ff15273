/** The words of speaking and hearing, in English. A language has them beside its other words, under these names. */
export const englishVoice = {
  /** The button that switches the microphone on and off. */
  talk: 'Talk to Gemini',
  startTalking: 'Talk to Gemini: switch the microphone on',
  stopTalking: 'Switch the microphone off',
  voicePhase: {
    asking: 'Allow the microphone when your browser asks for it.',
    connecting: 'Connecting…',
    listening: 'Listening. You can speak now.',
    hearing: 'Hearing you…',
    thinking: 'Gemini is thinking…',
    answering: 'Gemini is answering. Speak to interrupt.',
    consent: 'Gemini waits for your consent.',
  },
  mute: 'Mute Gemini',
  playAnswer: 'Play the answer aloud',
  /** Browsers play nothing before somebody has clicked. */
  soundBlocked: 'Your browser holds the sound back. Press the loudspeaker to hear the answer.',
  microphoneOn: 'The microphone is on.',
  microphoneOff: 'The microphone is off.',
  /** After the page was out of view for a while. */
  microphoneLeft:
    'The microphone was switched off because this page was out of view. Switch it on to go on talking.',
  /** Stands for a question of which no words were understood. */
  unheard: '(spoken)',
};

/** The words of speaking and hearing. */
export type VoiceStrings = typeof englishVoice;
