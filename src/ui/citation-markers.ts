import type { Message } from '../conversation/message.js';
import { locateText } from '../markdown/locate-text.js';
import type { MarkdownRenderer } from '../markdown/markdown-renderer.js';
import type { TextPosition } from '../markdown/text-position.js';
import type { Citation } from './read-citations.js';
import type { Source } from './source.js';

/** Work that one step may take before it lets the page breathe. */
const stepTime = 12;

/** The marks in a finished answer that lead to its sources. They come and go; the answer's own nodes stay. */
export class CitationMarkers {
  #undo: (() => void)[] = [];
  /** Changes when marks that are still being placed are no longer wanted. */
  #run = {};

  /** Places marks after the cited passages; stops where the text is another by now. */
  async place(
    renderer: MarkdownRenderer,
    text: Message['text'],
    citations: readonly Citation[],
    createMarker: (source: Source) => HTMLElement,
  ): Promise<void> {
    this.clear();
    const run = this.#run;
    await renderer.end();
    if (run !== this.#run) return;
    const texts = renderer.shownTexts;
    if (texts.map(({ raw }) => raw).join('') !== normalize(text)) return;
    const offsets = citations.map(({ end }) => normalize(text.slice(0, end)).length);
    let next = 0;
    let pause = performance.now() + stepTime;
    for (const positions of locateText(texts, offsets)) {
      const groups: { position: TextPosition; sources: Set<Source> }[] = [];
      for (const position of positions) {
        const source = citations[next]?.source;
        next += 1;
        const last = groups.at(-1);
        const group =
          last && isSame(last.position, position) ? last : { position, sources: new Set<Source>() };
        if (group !== last) groups.push(group);
        if (source) group.sources.add(source);
      }
      // From the end: a text that is divided keeps its beginning.
      for (let group = groups.pop(); group; group = groups.pop()) {
        this.#insert(group.position, [...group.sources].map(createMarker));
      }
      if (performance.now() < pause) continue;
      await new Promise((resolve) => setTimeout(resolve));
      if (run !== this.#run) return;
      pause = performance.now() + stepTime;
    }
  }

  /** Takes all marks away, and leaves the text as it was. */
  clear(): void {
    this.#run = {};
    for (let undo = this.#undo.pop(); undo; undo = this.#undo.pop()) undo();
  }

  #insert(position: TextPosition, markers: readonly HTMLElement[]): void {
    const group = document.createElement('span');
    group.className = 'citations';
    group.append(...markers);
    if (!('text' in position)) {
      position.parent.insertBefore(group, position.before);
      this.#undo.push(() => group.remove());
      return;
    }
    const { text, offset } = position;
    const rest = offset < text.length ? text.splitText(offset) : undefined;
    text.after(group);
    this.#undo.push(() => {
      group.remove();
      // The renderer may have put the text right already.
      if (!rest || text.nextSibling !== rest) return;
      text.appendData(rest.data);
      rest.remove();
    });
  }
}

/** The renderer's one kind of line break. */
function normalize(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

function isSame(one: TextPosition, other: TextPosition): boolean {
  if ('text' in one) return 'text' in other && one.text === other.text && one.offset === other.offset;
  return !('text' in other) && one.parent === other.parent && one.before === other.before;
}
