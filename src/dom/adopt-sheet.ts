const sheets = new Map<string, CSSStyleSheet>();

/** Brings styles into the document or shadow root that a node stands in; says whether they are there. */
export function adoptSheet(node: Node, styles: string): boolean {
  const root = node.getRootNode();
  if (!(root instanceof ShadowRoot || root instanceof Document)) return false;
  const sheet = sheets.get(styles) ?? new CSSStyleSheet();
  if (!sheets.has(styles)) sheet.replaceSync(styles);
  sheets.set(styles, sheet);
  try {
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  } catch {
    // The root belongs to another document, such as a frame's: a sheet cannot follow it there.
  }
  return true;
}
