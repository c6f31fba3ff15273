type Markdown = typeof import('./answer-renderer.js');

let loading: Promise<Markdown> | undefined;

/** The renderer of answers, loaded once, and not before somebody is about to ask something. */
export function loadMarkdown(): Promise<Markdown> {
  // Taken by name: for the module as a whole, a bundler would add code that makes an object of it.
  loading ??= import('./answer-renderer.js')
    .then(({ createAnswerRenderer }) => ({ createAnswerRenderer }))
    .catch((error: unknown) => {
      // A lost connection must not leave this page without a renderer for ever.
      loading = undefined;
      throw error;
    });
  return loading;
}

/** Begins to load it. A failure shows when it is needed. */
export function preloadMarkdown(): void {
  loadMarkdown().catch(() => {});
}
