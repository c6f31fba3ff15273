import { MarkdownRenderer } from '../../src/markdown.js';
import type { Message } from '../../src/conversation/message.js';
import { DataElement } from '../../src/ui/data-element.js';
import { SourcesElement } from '../../src/ui/sources-element.js';

/** Runs in a page of its own, which may not load the test tools. */
window.addEventListener('message', ({ data: message }: MessageEvent<Message>) => {
  const content = document.createElement('div');
  const sources = new SourcesElement();
  const data = new DataElement();
  document.querySelector('#stage')?.append(content, sources, data);
  const renderer = new MarkdownRenderer(content);
  renderer.set(message.text);
  sources.message = message;
  data.message = { ...message, text: '{"a":[{"b":1}],"c":{"d":"https://example.com"}}', isData: true };
  void renderer.end().then(async () => {
    sources.renderer = renderer;
    await data.updateComplete;
    for (const details of document.querySelectorAll('details')) details.open = true;
    setTimeout(() => window.dispatchEvent(new Event('shown')), 300);
  });
});
