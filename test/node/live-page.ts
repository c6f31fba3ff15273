import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';

const sockets: WebSocket[] = [];
const contexts: AudioContext[] = [];
const tracks: MediaStreamTrack[] = [];
const timers = new Set<ReturnType<typeof setTimeout>>();
const texts: string[] = [];
const notices = new Set<string>();

/** Where a test cannot wait for as long as a visitor, the longest waits pass twenty times as fast. */
const isHurried = location.search === '?hurried';

function watchPage(): void {
  globalThis.WebSocket = new Proxy(globalThis.WebSocket, {
    construct(target, given: ConstructorParameters<typeof WebSocket>) {
      const socket = new target(...given);
      sockets.push(socket);
      return socket;
    },
  });
  globalThis.AudioContext = new Proxy(globalThis.AudioContext, {
    construct(target, given: ConstructorParameters<typeof AudioContext>) {
      const context = new target(...given);
      contexts.push(context);
      return context;
    },
  });
  const { mediaDevices } = navigator;
  const openStream = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wish) => {
    const stream = await openStream(wish);
    tracks.push(...stream.getTracks());
    return stream;
  };
  globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
    apply(target, self, [callback, wait = 0, ...given]: Parameters<typeof setTimeout>) {
      const ring = (): void => {
        timers.delete(timer);
        Reflect.apply(callback, undefined, given);
      };
      const milliseconds = isHurried && wait >= 10_000 ? wait / 20 : wait;
      const timer: ReturnType<typeof setTimeout> = Reflect.apply(target, self, [ring, milliseconds]);
      timers.add(timer);
      return timer;
    },
  });
  globalThis.clearTimeout = new Proxy(globalThis.clearTimeout, {
    apply(target, self, [timer]: [ReturnType<typeof setTimeout>]) {
      timers.delete(timer);
      Reflect.apply(target, self, [timer]);
    },
  });
}

function watchChat(chat: GeminiChatElement): void {
  const look = (): void => {
    const last = chat.messages.at(-1);
    if (last?.role === 'model') texts.push(last.text);
    for (const notice of chat.shadowRoot?.querySelectorAll('[part~="notice"]') ?? []) {
      notices.add(notice.textContent.replaceAll(/\s+/g, ' ').trim());
    }
    requestAnimationFrame(look);
  };
  look();
}

/** Each text that was shown as that of the last answer. */
export const listTexts = (): readonly string[] => texts;

/** All that the reader was told beside what was said, once it can be seen. */
export async function listNotices(): Promise<readonly string[]> {
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  return [...notices];
}

/** What nobody has closed: sockets, ways of sound out and in, timers. */
export const countLeft = () => ({
  sockets: sockets.filter(({ readyState }) => readyState < WebSocket.CLOSING).length,
  contexts: contexts.filter(({ state }) => state !== 'closed').length,
  tracks: tracks.filter(({ readyState }) => readyState === 'live').length,
  timers: timers.size,
});

/** What there was of these. */
export const countOpened = () => ({
  sockets: sockets.length,
  contexts: contexts.length,
  tracks: tracks.length,
});

/** Milliseconds until the chat has stopped, as its reader sees it, from a click on. */
export async function stopByClick(): Promise<number> {
  const chat = findChat();
  const since = performance.now();
  chat.shadowRoot?.querySelector<HTMLElement>('[part~="stop-button"]')?.click();
  while (chat.shadowRoot?.querySelector('[part~="stop-button"]')?.checkVisibility()) {
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - since;
}

/** Opens another chat like the first, talks to it, and takes it out at some time of its answer. */
export async function visitChat(until: 'sent' | 'opening' | 'answering' | 'listening'): Promise<void> {
  const { attributes } = findChat();
  const chat = document.createElement('gemini-chat');
  for (const { name, value } of attributes) chat.setAttribute(name, value);
  document.body.append(chat);
  const sent = chat.send('Go');
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  if (until === 'opening') await wait(60);
  if (until === 'answering') while (chat.status !== 'streaming') await wait(5);
  if (until === 'sent' || until === 'listening') await sent;
  if (until === 'listening') {
    const isOn = () => chat.shadowRoot?.querySelector('[part~="voice-button"][aria-pressed="true"]');
    chat.shadowRoot?.querySelector<HTMLElement>('[part~="voice-button"]')?.click();
    while (!isOn()) await wait(5);
    await wait(200);
  }
  chat.remove();
}

/** The chat that the page began with. */
export function findChat(): GeminiChatElement {
  const chat = document.querySelector('gemini-chat');
  if (!chat) throw new Error('The page has no chat.');
  return chat;
}

watchPage();
await import('../../src/index.js');
watchChat(findChat());
