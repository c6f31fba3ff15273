/** A finished DOM as plain data: text, or an element with what it holds. */
export type FinalNode = string | FinalElement;

interface FinalElement {
  readonly name: string;
  readonly space: string | null;
  readonly attributes: readonly (readonly [string, string])[];
  readonly content: FinalTree;
}

export type FinalTree = readonly FinalNode[];

/** Reads the elements and texts in a node. */
export function readTree(node: Node): FinalTree {
  return [...node.childNodes].flatMap((child): FinalNode[] => {
    if (child instanceof Text) return [child.data];
    if (!(child instanceof Element)) return [];
    const attributes = [...child.attributes].map(({ name, value }) => [name, value] as const);
    return [{ name: child.localName, space: child.namespaceURI, attributes, content: readTree(child) }];
  });
}
