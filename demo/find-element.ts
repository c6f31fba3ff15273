/** An element that the page cannot do without. */
export function findElement<Tag extends keyof HTMLElementTagNameMap>(
  selector: Tag,
): HTMLElementTagNameMap[Tag];
export function findElement(selector: string): HTMLElement;
export function findElement(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}
