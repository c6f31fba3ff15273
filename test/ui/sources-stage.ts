import type { Message } from '../../src/conversation/message.js';
import { surfaceStyles } from '../../src/element/surface.styles.js';
import { themeStyles } from '../../src/element/theme.styles.js';
import { englishLabels } from '../../src/markdown/markdown-labels.js';
import { MarkdownRenderer } from '../../src/markdown/markdown-renderer.js';
import { SourcesElement } from '../../src/ui/sources-element.js';
import { messageStyles } from '../../src/ui/message.styles.js';

/** A finished answer with one text. */
export function answer(
  text: string,
  annotations: readonly object[] = [],
  more: Partial<Message> = {},
): Message {
  return {
    id: 'answer',
    role: 'model',
    text,
    steps: [{ type: 'model_output', content: [{ type: 'text', text, annotations }] }],
    status: 'complete',
    createdAt: new Date(0),
    ...more,
  };
}

/** A citation of a page, which ends where `passage` does. */
export function cite(text: string, passage: string, url: string, title = ''): object {
  const end = new TextEncoder().encode(text.slice(0, text.indexOf(passage) + passage.length)).length;
  return { type: 'url_citation', url, title, end_index: end };
}

/** An answer as a chat shows it, but alone; removed after each test. */
export interface Stage {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly content: HTMLElement;
  readonly renderer: MarkdownRenderer;
  readonly sources: SourcesElement;
}

export function mountAnswer(message: Message): Stage {
  const host = document.createElement('div');
  host.className = 'stage';
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [themeStyles, surfaceStyles, messageStyles].flatMap(
    ({ styleSheet }) => styleSheet ?? [],
  );
  const surface = document.createElement('div');
  surface.setAttribute('part', 'surface');
  const element = document.createElement('gemini-chat-message');
  const content = document.createElement('div');
  content.setAttribute('part', 'content');
  const sources = new SourcesElement();
  sources.message = message;
  element.append(content, sources);
  surface.append(element);
  root.append(surface);
  document.body.append(host);
  return { host, root, content, sources, renderer: new MarkdownRenderer(content, { labels: englishLabels }) };
}

afterEach(() => {
  for (const stage of document.querySelectorAll('.stage')) stage.remove();
});

/** Shows the text, and the marks in it. */
export async function showAnswer({ renderer, sources }: Stage): Promise<void> {
  renderer.set(sources.message?.text ?? '');
  await renderer.end();
  sources.renderer = renderer;
  await settleMarks(sources);
}

/** Waits until all marks are placed. */
export async function settleMarks(sources: SourcesElement): Promise<void> {
  await sources.updateComplete;
  await new Promise((resolve) => setTimeout(resolve, 60));
}
