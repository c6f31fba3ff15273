import { markdownSheet } from '../../src/markdown/markdown-sheet.js';
import { MarkdownRenderer, type MarkdownRendererOptions } from '../../src/markdown.js';

const stages = new Set<HTMLElement>();

/** Where a text is shown: a container on the page, or in a shadow root, that looks as it does for a reader. */
export interface ContentStage {
  readonly container: HTMLElement;
  readonly root: Document | ShadowRoot;
  readonly renderer: MarkdownRenderer;
}

/** Makes a place for a text; gone after the test. */
export function mountContent(
  options: MarkdownRendererOptions & { readonly width?: number; readonly isInShadow?: boolean } = {},
): ContentStage {
  const { width = 640, isInShadow = false, ...rest } = options;
  const host = document.createElement('div');
  host.style.width = `${width}px`;
  document.body.append(host);
  stages.add(host);
  const root = isInShadow ? host.attachShadow({ mode: 'open' }) : document;
  const container = document.createElement('div');
  container.toggleAttribute('data-gemini-markdown', true);
  (root instanceof ShadowRoot ? root : host).append(container);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(markdownSheet);
  root.adoptedStyleSheets = [sheet];
  return { container, root, renderer: new MarkdownRenderer(container, rest) };
}

/** A finished text on the page. */
export async function showContent(
  text: string,
  options: Parameters<typeof mountContent>[0] = {},
): Promise<ContentStage> {
  const stage = mountContent(options);
  stage.renderer.write(text);
  await stage.renderer.end();
  return stage;
}

/** What a test counts on to be there. */
export function find<Name extends keyof HTMLElementTagNameMap>(
  root: ParentNode,
  selector: Name,
): HTMLElementTagNameMap[Name];
export function find(root: ParentNode, selector: string): HTMLElement;
export function find(root: ParentNode, selector: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}`);
  return found;
}

afterEach(() => {
  for (const host of stages) host.remove();
  stages.clear();
  document.adoptedStyleSheets = [];
});
