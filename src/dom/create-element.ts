/** Builds one of our own elements; attributes are set by name, so nothing is parsed. */
export function createElement<Name extends keyof HTMLElementTagNameMap>(
  owner: Document,
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = owner.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const identities = new WeakMap<Node, string>();

/** A button of our own; one that does the same is kept as it is when its block is rendered again. */
export function createButton(
  owner: Document,
  attributes: Readonly<Record<string, string>>,
  text: string,
  act: (button: HTMLButtonElement) => void,
): HTMLButtonElement {
  const button = createElement(owner, 'button', { type: 'button', ...attributes }, text);
  setIdentity(button, JSON.stringify([attributes, text]));
  button.addEventListener('click', () => act(button));
  return button;
}

/** Marks an element of ours: while the key is the same, the one that is shown stays as it is. */
export function setIdentity(node: Node, key: string): void {
  identities.set(node, key);
}

/** What an element of ours does, or nothing for content. */
export function identify(node: Node): string | undefined {
  return identities.get(node);
}
