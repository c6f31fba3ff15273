/** The language for words, dates and numbers: the element's, the nearest ancestor's, else the browser's. */
export function findLanguage(element: Element): string {
  for (let node: Element | null = element; node; node = parentOf(node)) {
    const language = node.getAttribute('lang');
    if (language && isSupported(language)) return language;
  }
  return navigator.language || 'en';
}

function parentOf(node: Element): Element | null {
  if (node.parentElement) return node.parentElement;
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** A page may carry any text in `lang`; `Intl` throws on what is no language tag. */
function isSupported(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
