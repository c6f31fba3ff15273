import type { Step } from '../protocol/step.js';
import { type Annotation, composeText } from './compose-text.js';

/** A remark on a passage before it is known where the passage stands. */
export interface Remark {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A piece of an answer, and what is to be said about it. */
export interface Passage {
  readonly text: string;
  readonly remarks?: readonly Remark[];
}

/** The remark that a passage comes from a page. */
export function citePage(url: string, title: string): Remark {
  return { type: 'url_citation', url, title };
}

/** The step in which the model says passages, one after the other, each remark at its place. */
export function composePassages(passages: readonly Passage[]): Step {
  const encoder = new TextEncoder();
  const annotations: Annotation[] = [];
  let text = '';
  let end = 0;
  for (const passage of passages) {
    const start = end;
    text += passage.text;
    end += encoder.encode(passage.text).length;
    for (const remark of passage.remarks ?? []) {
      annotations.push({ ...remark, start_index: start, end_index: end });
    }
  }
  return composeText(text, annotations);
}
