type Highlighter = typeof import('./highlighter.js');

/** What fences name that is no language: nothing has to be loaded to find that out. */
const plain = /^(?:plain|(?:plain)?te?xt|none|output|log|[ct]sv|md|markdown|mermaid|math|ascii|tree)?$/i;
/** How long to wait before a lost connection is tried again. */
const retryTime = 10_000;

let highlighter: Highlighter | undefined;
let isLoading = false;
/** Code that came before the highlighter. */
const waiting = new Map<HTMLElement, readonly [language: string, isGrowing: boolean]>();

/**
 * Sees to it that code has colours while it is in view, now and when it changes; of code that is growing, the
 * finished lines. Cheap, and harmless to repeat. Where the browser or the language is not known: no colour.
 */
export function watchCode(code: HTMLElement, language: string, isGrowing: boolean): void {
  if (typeof Highlight === 'undefined') return;
  if (highlighter) highlighter.colorCode(code, language, isGrowing);
  else if (plain.test(language)) waiting.delete(code);
  else {
    waiting.set(code, [language, isGrowing]);
    load();
  }
}

function load(): void {
  if (isLoading) return;
  isLoading = true;
  import('./highlighter.js').then(
    (loaded) => {
      highlighter = loaded;
      for (const [code, state] of waiting) loaded.colorCode(code, ...state);
      waiting.clear();
    },
    () => setTimeout(retry, retryTime),
  );
}

function retry(): void {
  isLoading = false;
  for (const code of waiting.keys()) if (!code.isConnected) waiting.delete(code);
  if (waiting.size > 0) load();
}
