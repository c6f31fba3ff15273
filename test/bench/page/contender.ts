import type { FinalTree } from './final-tree.js';

/** Somebody who shows an answer while it streams in. */
export interface Contender {
  /** Holds what is shown, and nothing else that changes. */
  readonly place: Node;
  /** The box that is kept scrolled to its end. */
  readonly scroller: Element;
  write(text: string): void;
  end(): unknown;
}

/** What only the floors are told: the finished DOM, how much text makes it, and the sheet it is shown with. */
export interface Foresight {
  readonly tree: FinalTree;
  readonly length: number;
  readonly sheets: readonly string[];
}

/** Makes a contender in an empty box. */
export type CreateContender = (box: HTMLElement, foresight?: Foresight) => Contender | Promise<Contender>;
