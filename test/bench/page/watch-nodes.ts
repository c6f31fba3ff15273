import { listBlocks } from '../../support/list-blocks.js';

/** What happened to the nodes of a contender during one stream. */
export interface NodeCount {
  /** Turns of the page in which anything changed. */
  updates: number;
  added: number;
  removed: number;
  /** Blocks that already had two blocks after them, and were taken out or put in again. */
  finishedBlocksMoved: number;
  /** Nodes taken out from inside such blocks. */
  removedInFinished: number;
}

function listNodes(nodes: NodeList): Node[] {
  return [...nodes].flatMap((node) => [node, ...listNodes(node.childNodes)]);
}

/** Counts the nodes that come and go in a place, until the returned function is called. */
export function watchNodes(place: Node): () => NodeCount {
  const total: NodeCount = { updates: 0, added: 0, removed: 0, finishedBlocksMoved: 0, removedInFinished: 0 };
  const finished = new Set<Node>();
  const note = (records: readonly MutationRecord[]): void => {
    if (records.length > 0) total.updates += 1;
    // A record of an added node is read when it already holds what other records tell of.
    const known = new Set<Node>();
    for (const { addedNodes, removedNodes, target } of records) {
      const gone = listNodes(removedNodes);
      for (const node of gone) known.delete(node);
      const come = listNodes(addedNodes).filter((node) => !known.has(node));
      for (const node of come) known.add(node);
      total.added += come.length;
      total.removed += gone.length;
      const moved = [...addedNodes, ...removedNodes].filter((node) => finished.has(node));
      total.finishedBlocksMoved += moved.length;
      let around: Node | null = target;
      while (around && !finished.has(around)) around = around.parentNode;
      if (around) total.removedInFinished += gone.length;
    }
    const elements = listBlocks(place).filter((node) => node instanceof Element);
    for (const block of elements.slice(0, -2)) finished.add(block);
  };
  const observer = new MutationObserver(note);
  observer.observe(place, { childList: true, characterData: true, subtree: true });
  return () => {
    note(observer.takeRecords());
    observer.disconnect();
    return total;
  };
}
