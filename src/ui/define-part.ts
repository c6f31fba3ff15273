/** Makes a part known to the page, unless another copy of the chat came first. */
export function definePart(part: CustomElementConstructor & { readonly tag: string }): void {
  if (!customElements.get(part.tag)) customElements.define(part.tag, part);
}
