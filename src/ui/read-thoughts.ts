import { isWireObject } from '../protocol/wire-object.js';
import type { Content, Step } from '../protocol/step.js';

/** Thoughts that are longer are cut: nobody reads on, and each word of them costs layout. */
const mostCharacters = 100_000;

/** What a model thought, as far as it tells. */
export interface Thoughts {
  readonly paragraphs: readonly ThoughtParagraph[];
  readonly images: readonly Content[];
  /** The title of the last thought that has one. */
  readonly title: string;
}

/** A paragraph of thoughts, or the title of those that follow. */
export interface ThoughtParagraph {
  readonly text: string;
  readonly isTitle: boolean;
}

const titleMark = /^\s*\*\*([^*]+)\*\*\s*$/u;

/** The thoughts among the steps. Their titles stand in bold on their own; other marks are taken out. */
export function readThoughts(steps: readonly Step[]): Thoughts {
  const pieces = steps.map(readSummary);
  const text = pieces
    .map((piece) => piece.text)
    .filter(Boolean)
    .join('\n\n');
  const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
  const paragraphs = shown.split(/\n\s*\n/u).flatMap(readParagraph);
  const title = paragraphs.findLast((paragraph) => paragraph.isTitle)?.text ?? '';
  return { paragraphs, images: pieces.flatMap(({ images }) => images), title };
}

function readSummary(step: Step): { text: string; images: Content[] } {
  const summary: unknown = step.type === 'thought' && 'summary' in step ? step.summary : undefined;
  if (typeof summary === 'string') return { text: summary.trim(), images: [] };
  const list: readonly unknown[] = Array.isArray(summary) ? summary : [];
  const contents = list.filter(isWireObject);
  const texts = contents.map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : ''));
  const images = contents.filter(
    (content): content is typeof content & Content => content['type'] === 'image',
  );
  return { text: texts.join('').trim(), images };
}

function readParagraph(paragraph: string): ThoughtParagraph[] {
  const title = titleMark.exec(paragraph)?.[1]?.trim();
  if (title) return [{ text: title, isTitle: true }];
  const [first = '', ...rest] = paragraph.trimStart().split('\n');
  const ownTitle = titleMark.exec(first)?.[1]?.trim();
  // Some models leave no empty line below a title.
  if (ownTitle && rest.length > 0)
    return [{ text: ownTitle, isTitle: true }, ...readParagraph(rest.join('\n'))];
  const text = paragraph.replaceAll('**', '').trim();
  return text ? [{ text, isTitle: false }] : [];
}
