type HtmlRenderer = typeof import('./render-html.js');

let loaded: HtmlRenderer | undefined;
let loading: Promise<void> | undefined;

/** What renders raw HTML and images, once it is there. */
export function getHtmlRenderer(): HtmlRenderer | undefined {
  return loaded;
}

/** Loads the parser and sanitizer of raw HTML, which few answers need; rejects where that fails, and may be tried again. */
export function loadHtmlRenderer(): Promise<void> {
  loading ??= import('./render-html.js').then(
    (module) => {
      loaded = module;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
