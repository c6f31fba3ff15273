/** Loads what holds a conversation by voice; only chats that speak or listen need it. */
export const loadTalk = () => import('./talk.js');

/** Loads what reads the microphone. */
export const loadMicrophone = () => import('../voice/microphone.js');

/** Loads what plays answers. */
export const loadSpeaker = () => import('../voice/speaker.js');
