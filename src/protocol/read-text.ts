import { isWireObject, type WireObject } from './wire-object.js';
import type { Step } from './step.js';

/** A piece of what the model said, and where it begins in the whole. */
export interface SaidText {
  readonly text: string;
  readonly start: number;
  /** The content that says it, with its annotations. */
  readonly content: WireObject;
}

/** The pieces of what the model said, in order. */
export function listTexts(steps: readonly Step[]): SaidText[] {
  const texts: SaidText[] = [];
  let end = 0;
  let isApart = false;
  for (const step of steps) {
    // What is said after a function was called is a paragraph of its own.
    if (step.type === 'function_result') isApart = end > 0;
    if (step.type !== 'model_output') continue;
    for (const content of listContents(step.content)) {
      const { type, text } = content;
      if (type !== 'text' || typeof text !== 'string') continue;
      const start = end + (isApart && text ? paragraph.length : 0);
      if (text) isApart = false;
      texts.push({ text, start, content });
      end = start + text.length;
    }
  }
  return texts;
}

const paragraph = '\n\n';

function listContents(content: unknown): WireObject[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return Array.isArray(content) ? content.filter(isWireObject) : [];
}

/** What the model said: the text of all its output. */
export function readText(steps: readonly Step[]): string {
  let whole = '';
  for (const { text, start } of listTexts(steps)) whole += (start > whole.length ? paragraph : '') + text;
  return whole;
}
