import type { Contender, CreateContender, Foresight } from './contender.js';
import { feedChunks, type Feeding, type Pace } from './feed-chunks.js';
import { readTree } from './final-tree.js';
import { watchNodes, type NodeCount } from './watch-nodes.js';

/** What stands in a page for whoever measures it from outside. */
export class BenchPage {
  readonly #contender: Contender;
  readonly #chunks: readonly string[];
  readonly #longTasks: number[] = [];
  #stopWatching: (() => NodeCount) | undefined;

  constructor(contender: Contender, chunks: readonly string[]) {
    this.#contender = contender;
    this.#chunks = chunks;
    new PerformanceObserver((list) => {
      this.#longTasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  }

  feed(pace: Pace, limit: number): Promise<Feeding> {
    this.#longTasks.length = 0;
    return feedChunks(this.#contender, this.#chunks, pace, limit);
  }

  /** Milliseconds of each task above 50 since the feeding began. */
  get longTasks(): readonly number[] {
    return this.#longTasks;
  }

  /** Characters shown, white space left out. */
  get shownLength(): number {
    return (this.#contender.place.textContent ?? '').replaceAll(/\s+/g, '').length;
  }

  /** Characters of the longest text in one node. */
  get longestText(): number {
    const walker = document.createTreeWalker(this.#contender.place, NodeFilter.SHOW_TEXT);
    let longest = 0;
    while (walker.nextNode()) longest = Math.max(longest, walker.currentNode.nodeValue?.length ?? 0);
    return longest;
  }

  watch(): void {
    this.#stopWatching = watchNodes(this.#contender.place);
  }

  countNodes(): NodeCount | undefined {
    return this.#stopWatching?.();
  }

  /** The DOM as it stands, and the sheets that were adopted for it. */
  foresee(): Foresight {
    const sheets = document.adoptedStyleSheets.map(({ cssRules }) =>
      [...cssRules].map(({ cssText }) => cssText).join('\n'),
    );
    const length = this.#chunks.join('').length;
    return { tree: readTree(this.#contender.place), length, sheets };
  }
}

declare global {
  /** Makes the contender of this page ready for a stream. */
  var openBenchPage: (chunks: readonly string[], foresight?: Foresight) => Promise<void>;
  var benchPage: BenchPage | undefined;
}

/** Offers a contender to whoever measures this page. */
export function offerContender(create: CreateContender): void {
  globalThis.openBenchPage = async (chunks, foresight) => {
    const box = document.querySelector('main');
    if (!box) throw new Error('The page has no box.');
    globalThis.benchPage = new BenchPage(await create(box, foresight), chunks);
  };
}
