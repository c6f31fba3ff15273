import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Near enough to the end to count as being there; zoomed layouts end on fractions of a pixel. */
const slack = 32;

/**
 * Keeps a scroller at its end while content grows, lets go as soon as the reader moves up, and takes hold
 * again when the reader comes back to the end.
 */
export class FollowScrollController implements ReactiveController {
  /** Whether the view follows the end. */
  following = true;
  /** Whether something came below the view since the reader let go. */
  hasNews = false;

  readonly #host: ReactiveControllerHost;
  readonly #parts: () => { scroller: HTMLElement; list: HTMLElement } | undefined;
  readonly #sizes: ResizeObserver | undefined;
  #top = 0;
  #height = 0;
  #width = 0;
  #observed: HTMLElement | undefined;

  constructor(
    host: ReactiveControllerHost,
    parts: () => { scroller: HTMLElement; list: HTMLElement } | undefined,
  ) {
    this.#host = host;
    this.#parts = parts;
    if ('ResizeObserver' in globalThis) this.#sizes = new ResizeObserver(() => this.#onResize());
    host.addController(this);
  }

  /** A scroller that was moved in the document starts at its top again. */
  hostConnected(): void {
    const scroller = this.#parts()?.scroller;
    if (!scroller) return;
    this.hostUpdated();
    if (this.following) this.#toEnd();
    else scroller.scrollTop = this.#top;
  }

  hostUpdated(): void {
    const parts = this.#parts();
    if (!parts || this.#observed === parts.list) return;
    this.#observed = parts.list;
    this.#sizes?.observe(parts.list);
    this.#sizes?.observe(parts.scroller);
  }

  hostDisconnected(): void {
    this.#sizes?.disconnect();
    this.#observed = undefined;
  }

  /** Goes to the end and follows it from there. */
  follow(): void {
    this.following = true;
    this.#toEnd();
    this.#host.requestUpdate();
  }

  /** To be called for each scroll event of the scroller. */
  onScroll(): void {
    const scroller = this.#parts()?.scroller;
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const atEnd = scrollHeight - scrollTop - clientHeight <= slack;
    // Content that shrinks pulls the view up too; only a move in unchanged content is the reader's.
    const movedUp = scrollTop < this.#top - 1 && scrollHeight >= this.#height;
    this.#top = scrollTop;
    this.#height = scrollHeight;
    if (movedUp && !atEnd) this.#change(false);
    else if (atEnd) this.#change(true);
  }

  /** To be called when the reader opens or closes something: what they look at stays where it is. */
  onToggle(): void {
    this.#change(false);
    requestAnimationFrame(() => this.onScroll());
  }

  /** To be called when the reader shows the wish to move up, before the view moves. */
  onWheel(event: WheelEvent): void {
    const scroller = this.#parts()?.scroller;
    if (event.deltaY < 0 && scroller && scroller.scrollTop > 0) this.#change(false);
  }

  #change(following: boolean): void {
    if (following === this.following) return;
    this.following = following;
    this.hasNews = false;
    this.#host.requestUpdate();
  }

  #onResize(): void {
    const scroller = this.#parts()?.scroller;
    if (!scroller) return;
    if (this.following) {
      this.#width = scroller.clientWidth;
      return this.#toEnd();
    }
    // Text that wraps anew is no news.
    const isRewrapped = scroller.clientWidth !== this.#width;
    this.#width = scroller.clientWidth;
    if (scroller.scrollHeight > this.#height && !this.hasNews && !isRewrapped) {
      this.hasNews = true;
      this.#host.requestUpdate();
    }
    this.#height = scroller.scrollHeight;
  }

  #toEnd(): void {
    const scroller = this.#parts()?.scroller;
    if (!scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#top = scroller.scrollTop;
    this.#height = scroller.scrollHeight;
    this.hasNews = false;
  }
}
