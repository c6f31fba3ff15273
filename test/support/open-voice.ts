import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { SiteOptions } from './emulated-site.js';
import { installMicrophone } from './fake-microphone.js';
import { part, until } from './mount-chat.js';
import { live, openChat, type Way } from './ways.js';

/** A chat that listens, and what can be seen of it. */
export async function openVoice(
  options: SiteOptions = {},
  properties: Partial<GeminiChatElement> = {},
  way: Way = live,
) {
  const microphone = installMicrophone();
  const { chat, site } = await openChat(way, options, { voiceInput: true, ...properties });
  const button = await until(() => part(chat, 'voice-button'), 'there is a microphone');
  const line = (): string =>
    (chat.shadowRoot?.querySelector('gemini-chat-voice .line')?.textContent ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  const announced: string[] = [];
  const regions = chat.shadowRoot?.querySelector('gemini-chat-announcer');
  if (regions) {
    new MutationObserver(() => announced.push(...listAnnounced(regions))).observe(regions, {
      childList: true,
      subtree: true,
    });
  }
  const isOn = (): boolean => button.getAttribute('aria-pressed') === 'true';
  const switchOn = async (): Promise<void> => {
    button.click();
    await until(() => line().startsWith('Listening'), 'it listens');
  };
  return { chat, site, microphone, button, line, announced, isOn, switchOn };
}

const listAnnounced = (regions: Element): string[] =>
  [...regions.querySelectorAll('p')].map(({ textContent }) => textContent ?? '');

/** Who said what, and how far it got. */
export const says = (chat: GeminiChatElement): string[] =>
  chat.messages.map(({ role, text, status }) => `${role} ${status}: ${text}`);

/** The errors that a chat tells its page from now on. */
export const errors = (chat: GeminiChatElement): string[] => {
  const told: string[] = [];
  chat.addEventListener('chat-error', ({ error }) => told.push(`${error.code} ${error.reason}`));
  return told;
};

/** Takes a while to be told. */
export const story = Array.from(
  { length: 12 },
  (_, at) => `This is sentence number ${at + 1} of a long story.`,
).join(' ');
