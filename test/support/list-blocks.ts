/** The blocks that a renderer shows, whether or not in a group. */
export function listBlocks(container: Node): ChildNode[] {
  return Array.from(container.childNodes).flatMap((node) =>
    node instanceof Element && node.matches('[part=blocks]') ? [...node.childNodes] : [node],
  );
}
