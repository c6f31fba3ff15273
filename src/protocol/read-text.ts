import { isWireObject } from './wire-object.js';
import type { Step } from './step.js';

function readContent(content: unknown): string {
  if (!isWireObject(content) || content['type'] !== 'text') return '';
  return typeof content['text'] === 'string' ? content['text'] : '';
}

/** What the model said: the text of all its output, in order. */
export function readText(steps: readonly Step[]): string {
  let text = '';
  for (const step of steps) {
    if (step.type !== 'model_output') continue;
    if (typeof step.content === 'string') text += step.content;
    else if (Array.isArray(step.content)) for (const content of step.content) text += readContent(content);
  }
  return text;
}
