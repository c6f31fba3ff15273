import { MarkdownRenderer } from '../../src/markdown.js';

/** Runs in a page of its own, which may not load the test tools. */
window.addEventListener('message', ({ data }) => {
  const stage = document.querySelector<HTMLElement>('#stage');
  if (!stage) return;
  const renderer = new MarkdownRenderer(stage);
  for (const part of String(data).match(/[^]{1,7}/g) ?? []) {
    renderer.write(part);
    renderer.flush();
  }
  void renderer.end().then(() => window.dispatchEvent(new Event('shown')));
});
