import { englishVoice } from '../i18n/english-voice.js';
import { english } from '../i18n/english.js';
import type { ChatError } from '../protocol/chat-error.js';
import type { Announcement, AnnouncerElement } from '../ui/announcer-element.js';
import { describeError } from '../ui/describe-error.js';
import { listErrorEvents } from './list-error-events.js';

/** Tells a screen reader that the microphone is on, or off. */
export function tellVoiceState(chat: Element, isOn: boolean, isLeft = false): void {
  const { microphoneLeft, microphoneOff, microphoneOn } = englishVoice;
  announce(chat, { text: isOn ? microphoneOn : isLeft ? microphoneLeft : microphoneOff, urgent: false });
}

/** Tells the page and a screen reader why nobody is heard. */
export function tellVoiceError(chat: Element, error: ChatError): void {
  for (const event of listErrorEvents(error)) chat.dispatchEvent(event);
  announce(chat, { text: describeError(error, english), urgent: true });
}

function announce(chat: Element, announcement: Announcement): void {
  chat.shadowRoot?.querySelector<AnnouncerElement>('gemini-chat-announcer')?.announce(announcement);
}
