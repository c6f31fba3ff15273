import { MarkdownRenderer } from '../../src/markdown.js';

/** Runs in a page of its own, which may not load the test tools. */
window.addEventListener('show', (event) => {
  const stage = document.querySelector<HTMLElement>('#stage');
  if (!stage || !(event instanceof CustomEvent)) return;
  const renderer = new MarkdownRenderer(stage);
  for (const character of String(event.detail)) {
    renderer.write(character);
    renderer.flush();
  }
  void renderer.end().then(() => window.dispatchEvent(new Event('shown')));
});
