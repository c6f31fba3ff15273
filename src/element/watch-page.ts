import type { ReactiveElement } from 'lit';

/** What a conversation by voice has to know of the chat and its page. */
export interface PageWatch {
  /** The reader has clicked or pressed a key, which lets a page be heard. */
  readonly onGesture: () => void;
  /** A message was typed and sent. */
  readonly onAsk: () => void;
  /** The Escape key; whether it did something. */
  readonly onEscape: () => boolean;
  /** Nobody has looked at the page for a while. */
  readonly onHidden: () => void;
  /** Something that was said or made before is played. */
  readonly onPlay: () => void;
  /** The page may have set the chat otherwise. */
  readonly onUpdate: () => void;
  /** The chat has left the page, or the reader has; or what was said is another conversation. */
  readonly onLeave: () => void;
}

/** Milliseconds out of view after which a microphone is forgotten: a look at another tab is shorter. */
const longestAbsence = 60_000;

/** Watches a chat for as long as it lives. */
export function watchPage(chat: ReactiveElement, watch: PageWatch, absenceMs = longestAbsence): void {
  let absence: ReturnType<typeof setTimeout> | undefined;
  let page: AbortController | undefined;
  const connect = (): void => {
    if (page) return;
    page = new AbortController();
    const { signal } = page;
    const onVisibility = (): void => {
      clearTimeout(absence);
      if (document.hidden) absence = setTimeout(watch.onHidden, absenceMs);
    };
    document.addEventListener('visibilitychange', onVisibility, { signal });
    globalThis.addEventListener('pagehide', watch.onLeave, { signal });
  };
  const disconnect = (): void => {
    // A page may move the element: only when it stays out beyond this task has the reader lost it.
    setTimeout(() => {
      if (chat.isConnected) return;
      clearTimeout(absence);
      page?.abort();
      page = undefined;
      watch.onLeave();
    });
  };
  chat.addController({ hostConnected: connect, hostDisconnected: disconnect, hostUpdated: watch.onUpdate });
  // This does not bubble.
  chat.renderRoot.addEventListener('play', watch.onPlay, { capture: true });
  chat.addEventListener('click', watch.onGesture);
  chat.addEventListener('chat-send', watch.onAsk);
  chat.addEventListener('chat-conversation-change', watch.onLeave);
  chat.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') watch.onGesture();
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    if (watch.onEscape()) event.stopPropagation();
  });
}
