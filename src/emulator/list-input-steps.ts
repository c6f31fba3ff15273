import type { Step } from '../protocol/step.js';
import { isWireObject } from '../protocol/wire-object.js';

const contentTypes: ReadonlySet<unknown> = new Set(['text', 'image', 'audio', 'document', 'video']);

/** Whether an item of `input` is a piece of content rather than a step. */
export function isContent(item: Readonly<Record<string, unknown>>): boolean {
  return contentTypes.has(item['type']);
}

function userInput(content: readonly unknown[]): Step {
  return { type: 'user_input', content };
}

function readStep(item: Readonly<Record<string, unknown>>): Step {
  const content = item['content'];
  if (item['type'] === 'user_input' && typeof content === 'string') {
    return userInput([{ type: 'text', text: content }]);
  }
  return { ...item, type: String(item['type']) };
}

/** The steps that a validated `input` stands for: it may be a text, one content or step, or a list. */
export function listInputSteps(input: unknown): Step[] {
  if (typeof input === 'string') return [userInput([{ type: 'text', text: input }])];
  const items = (Array.isArray(input) ? input : [input]).filter(isWireObject);
  return items.every(isContent) ? [userInput(items)] : items.map(readStep);
}
