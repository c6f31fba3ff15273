import { longestTimer, type Place, type Places, type Room } from './places.js';
import { unrefTimer } from './unref-timer.js';

/** Rooms of this process alone. */
export class MemoryPlaces implements Places {
  readonly #taken = new Map<string, number>();

  take(rooms: readonly Room[], seconds: number): Promise<Place | undefined> {
    const isFull = rooms.some(({ key, size }) => this.#count(key) >= size);
    return Promise.resolve(isFull ? undefined : this.#enter(rooms, seconds));
  }

  #enter(rooms: readonly Room[], seconds: number): Place {
    for (const { key } of rooms) this.#taken.set(key, this.#count(key) + 1);
    let left = false;
    const leave = (): void => {
      clearTimeout(timer);
      if (left) return;
      left = true;
      for (const { key } of rooms) this.#leave(key);
    };
    const timer = setTimeout(leave, Math.min(seconds, longestTimer) * 1000);
    unrefTimer(timer);
    return { leave };
  }

  #leave(key: string): void {
    const count = this.#count(key) - 1;
    if (count > 0) this.#taken.set(key, count);
    else this.#taken.delete(key);
  }

  #count(key: string): number {
    return this.#taken.get(key) ?? 0;
  }
}
