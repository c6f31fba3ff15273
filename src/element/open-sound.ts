import type { Conversation } from '../conversation/conversation.js';
import type { SoundOut } from '../protocol/sound-out.js';
import type { VoiceControl } from '../ui/voice-control.js';
import type { ConfiguredElement } from './configured-element.js';
import { loadTalk } from './load-voice.js';

let loaded: Awaited<ReturnType<typeof loadTalk>> | undefined;

/** What a chat speaks and listens with, once it has loaded; nothing where the page does not ask for it. */
export function findVoice(chat: ConfiguredElement, conversation: Conversation): VoiceControl | undefined {
  if (!loaded && (chat.voice || chat.voiceInput)) {
    loadTalk().then(
      (talk) => {
        loaded = talk;
        chat.requestUpdate();
      },
      // Tried again with the next change of the chat.
      () => {},
    );
  }
  return loaded?.findTalk(chat, conversation);
}

/** Where answers are heard; undefined where they are only read. */
export async function openSound(page: { readonly voice: boolean }): Promise<SoundOut | undefined> {
  try {
    return page.voice ? await (await loadTalk()).openTalkSound(page) : undefined;
  } catch {
    // Without its code the answer can be read.
    return undefined;
  }
}
