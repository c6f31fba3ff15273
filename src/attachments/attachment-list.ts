import type { Content } from '../protocol/step.js';
import {
  describeContent,
  describeSource,
  holdsSame,
  isAttachable,
  isPending,
  type Attachment,
} from './attachment.js';
import type { AttachmentOptions } from './attachment-options.js';
import { chooseRoute, type Route } from './choose-route.js';
import { pause } from '../protocol/pause.js';
import { prepareAttachment, type AttachmentChange } from './prepare-attachment.js';
import { readLimits, usualLimits, type Limits } from './read-limits.js';
import { readLink } from './read-link.js';

export interface AttachmentListOptions {
  /** What the page allows, now. */
  readonly options: () => AttachmentOptions;
  readonly onChange: () => void;
  /** How to wait between questions to the far end. */
  readonly wait?: typeof pause;
}

/** The files of the next message: checks them, reads or uploads them, and tells how far they are. */
export class AttachmentList {
  /** In the order in which they were added. */
  items: readonly Attachment[] = [];
  /** The names of files for which a message had no place, since the last change by the reader. */
  leftOut: readonly string[] = [];

  readonly #page: Required<AttachmentListOptions>;
  readonly #work = new Map<number, AbortController>();
  #lastId = 0;
  /** Reads and uploads each go one after the other; an upload holds up no read. */
  readonly #lanes = { inline: Promise.resolve(), upload: Promise.resolve() };
  #limits: { of: AttachmentOptions; read: Promise<Limits | undefined> } | undefined;
  /** What was sent last: it may come back. */
  #sent: readonly Attachment[] = [];

  constructor(page: AttachmentListOptions) {
    this.#page = { wait: pause, ...page };
  }

  /** What goes into the message. */
  get contents(): Content[] {
    return this.items.flatMap(({ content }) => content ?? []);
  }

  /** What is to be sent, ready or not. */
  get wanted(): readonly Attachment[] {
    return this.items.filter(({ state }) => state !== 'refused');
  }

  /**
   * Takes files and links in. Resolves when each of them is ready, or it is said why not.
   *
   * @throws {TypeError} where one is neither file nor link.
   */
  async add(sources: readonly unknown[]): Promise<void> {
    if (!sources.every(isAttachable)) throw new TypeError('Only files and links can be attached.');
    const options = this.#page.options();
    const fresh: number[] = [];
    const leftOut: string[] = [];
    for (const source of sources) {
      const item = { ...describeSource(source, options), id: this.#takeId() };
      // What cannot be sent anyway takes no place.
      if (!item.refusal && this.wanted.length >= options.maxFiles) {
        leftOut.push(item.name);
        continue;
      }
      this.items = [...this.items, item];
      if (!item.refusal) fresh.push(item.id);
    }
    this.leftOut = leftOut;
    this.#page.onChange();
    await Promise.all(fresh.map((id) => this.#prepare(id)));
  }

  /** Tries again what failed on its way. */
  async retry(id: number): Promise<void> {
    if (this.#find(id)?.state !== 'failed') return;
    this.#change(id, { state: 'waiting', refusal: undefined, progress: undefined });
    await this.#prepare(id);
  }

  /** Takes one out; what was already uploaded for this message is deleted. */
  remove(id: number): void {
    const item = this.#find(id);
    if (!item) return;
    this.#stop(id);
    this.items = this.items.filter((other) => other !== item);
    this.leftOut = [];
    if (item.path !== undefined) this.#delete(item.path);
    this.#page.onChange();
  }

  /** Empties the list: its files are in a message now. */
  clear(): void {
    for (const { id } of this.items) this.#stop(id);
    this.#sent = this.items.filter(({ state }) => state === 'ready');
    this.items = [];
    this.leftOut = [];
    this.#page.onChange();
  }

  /** Brings back what came with a message that was not sent; its words are left out. */
  restore(contents: readonly Content[]): void {
    for (const content of contents) {
      const known = this.#sent.find((item) => holdsSame(item.content, content)) ?? describeContent(content);
      // Not deleted when it is taken out: the message that it came with may be tried again.
      if (known)
        this.items = [...this.items, { ...known, path: undefined, id: this.#takeId(), state: 'ready' }];
    }
    this.#page.onChange();
  }

  /** Stops all work, for as long as nobody sees it. */
  suspend(): void {
    for (const id of this.#work.keys()) {
      this.#stop(id);
      this.#change(id, { state: 'waiting' });
    }
  }

  /** Goes on after that. */
  async resume(): Promise<void> {
    await Promise.all(this.items.filter(isPending).map(({ id }) => this.#prepare(id)));
  }

  /** How much the far end takes; asked once, and again only where it could not be asked. */
  async readLimits(): Promise<Limits> {
    const of = this.#page.options();
    if (this.#limits?.of !== of) this.#limits = { of, read: readLimits(of.call) };
    const asked = this.#limits;
    const limits = await asked.read;
    if (!limits && this.#limits === asked) this.#limits = undefined;
    return limits ?? usualLimits;
  }

  async #prepare(id: number): Promise<void> {
    const work = new AbortController();
    const { signal } = work;
    this.#work.set(id, work);
    const tell = (change: AttachmentChange): void => {
      if (!signal.aborted) this.#change(id, change);
    };
    try {
      const limits = await this.readLimits();
      const { source, name, mimeType } = this.#find(id) ?? {};
      if (signal.aborted || name === undefined || source === undefined) return;
      if (!(source instanceof File)) return tell(readyLink(source, limits));
      if (mimeType === undefined) return;
      const { size } = source;
      const route = chooseRoute({ name, size, mimeType }, limits, this.#countInline(id));
      if (typeof route !== 'string') return tell({ state: 'refused', refusal: route });
      if (route === 'inline') tell({ inlineBytes: size });
      const routed = { file: source, name, mimeType, route, inlineBytes: limits.inlineBytes };
      const { call } = this.#page.options();
      await this.#queue(route, signal, () =>
        prepareAttachment(routed, { call, signal, wait: this.#page.wait }, tell),
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      if (this.#work.get(id) === work) this.#work.delete(id);
    }
  }

  async #queue(lane: Route, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    const turn = this.#lanes[lane].then(() => (signal.aborted ? undefined : work()));
    this.#lanes[lane] = turn.catch(() => undefined);
    await turn;
  }

  /** Bytes of the message that other files take. */
  #countInline(id: number): number {
    return this.wanted.reduce((sum, item) => (item.id === id ? sum : sum + (item.inlineBytes ?? 0)), 0);
  }

  #find(id: number): Attachment | undefined {
    return this.items.find((item) => item.id === id);
  }

  #change(id: number, change: AttachmentChange): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.#page.onChange();
  }

  #stop(id: number): void {
    this.#work.get(id)?.abort();
    this.#work.delete(id);
  }

  #delete(path: string): void {
    // It is forgotten in two days anyway.
    const { call } = this.#page.options();
    call(path, { method: 'DELETE' }, new AbortController().signal)
      .then((response) => response.body?.cancel())
      .catch(() => undefined);
  }

  #takeId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

function readyLink(source: URL | string, { uriHosts }: Limits): AttachmentChange {
  const link = readLink(source, uriHosts);
  return 'error' in link ? { state: 'refused', refusal: link } : { state: 'ready', content: link.content };
}
