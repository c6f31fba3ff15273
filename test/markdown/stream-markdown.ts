import { MarkdownRenderer, type MarkdownRendererOptions } from '../../src/markdown.js';
import { renderMarkdown } from '../../src/markdown.js';

/** Shows all that arrived: where another program has the processor, once may not be enough. */
export function flushAll(renderer: MarkdownRenderer): void {
  for (let times = 0; times < 3; times++) renderer.flush();
}

/** Writes part after part, showing each, and returns the container after the end. */
export async function streamMarkdown(
  parts: readonly string[],
  options: MarkdownRendererOptions = {},
  look: (container: HTMLElement) => void = () => {},
): Promise<HTMLElement> {
  const container = document.createElement('div');
  const renderer = new MarkdownRenderer(container, options);
  for (const part of parts) {
    renderer.write(part);
    flushAll(renderer);
    look(container);
  }
  await renderer.end();
  look(container);
  return container;
}

/** The HTML of the whole text rendered at once, by the other way: through HTML, parsed and sanitized. */
export async function renderWhole(text: string, options: MarkdownRendererOptions = {}): Promise<string> {
  const container = document.createElement('div');
  container.append(await renderMarkdown(text, options));
  return container.innerHTML;
}

/** Numbers from 0 to 1 that are the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** Cuts a text at about every `size` characters. */
export function cutRandomly(text: string, size: number, random: () => number): string[] {
  const parts: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = start + 1 + Math.floor(random() * 2 * size);
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts;
}
