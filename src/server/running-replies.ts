import { doneServerEvent } from '../protocol/write-server-event.js';
import type { RedisShelf } from '../replay/redis-shelf.js';
import type { ReplyCopy } from '../replay/reply-copy.js';
import type { ReplyKeeper } from './reply-options.js';
import type { RunningReply } from './running-reply.js';
import type { RunningWork } from './running-work.js';

/** Bytes that all replies together may keep. */
const maxKeptBytes = 67_108_864;

/** The replies of this process that can be resumed, by Gemini's ids of their interactions. */
export class RunningReplies implements ReplyKeeper {
  readonly #replies = new Map<string, RunningReply>();
  readonly #ids = new Map<RunningReply, string>();
  readonly #endings = new Map<RunningReply, () => void>();
  readonly #work: RunningWork;
  readonly #maxBytes: number;
  #bytes = 0;
  /** Where other machines find them. */
  readonly shelf: RedisShelf | undefined;

  constructor(work: RunningWork, shelf?: RedisShelf, maxBytes = maxKeptBytes) {
    this.#work = work;
    this.shelf = shelf;
    this.#maxBytes = maxBytes;
  }

  find(id: string): RunningReply | undefined {
    return this.#replies.get(id);
  }

  keep(id: string, reply: RunningReply): ReplyCopy | undefined {
    this.#replies.get(id)?.drop();
    this.#replies.set(id, reply);
    this.#ids.set(reply, id);
    // It outlives the answer that it began as.
    this.#endings.set(
      reply,
      this.#work.begin(() => reply.drop()),
    );
    return this.shelf?.keep(id, {
      isRun: reply.isRun,
      onReaders: () => reply.noteReaders(),
      onCaughtUp: () => reply.readOn(),
      onCancel: (lastEvent) => reply.cancel(lastEvent, doneServerEvent),
      onDrop: () => reply.drop(),
    });
  }

  count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#maxBytes) this.#makeRoom();
  }

  finish(reply: RunningReply): void {
    this.#endings.get(reply)?.();
    this.#endings.delete(reply);
  }

  forget(reply: RunningReply): void {
    const id = this.#ids.get(reply);
    this.#ids.delete(reply);
    if (id !== undefined && this.#replies.get(id) === reply) this.#replies.delete(id);
  }

  /** What is over goes first, the oldest before others; then what nobody listens to. */
  #makeRoom(): void {
    const replies = [...this.#replies.values()];
    const over = replies.filter(({ isOver }) => isOver);
    const unheard = replies.filter(({ isOver, isHeard }) => !isOver && !isHeard);
    for (const reply of [...over, ...unheard]) {
      if (this.#bytes <= this.#maxBytes) return;
      reply.drop();
    }
  }
}
