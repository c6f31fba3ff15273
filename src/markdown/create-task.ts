import { createElement } from '../dom/create-element.js';
import type { RenderContext } from './render-context.js';

/** The box of a task: shown, not for ticking. */
export function createTask(owner: Document, isDone: boolean, { labels }: RenderContext): HTMLInputElement {
  const name = isDone ? labels.taskDone : labels.taskOpen;
  return createElement(owner, 'input', {
    type: 'checkbox',
    disabled: '',
    ...(isDone && { checked: '' }),
    'aria-label': name,
  });
}
