import type { Step } from '../protocol/step.js';
import type { WireObject } from '../protocol/wire-object.js';
import { readFileText } from './read-file-text.js';
import { contentOf, textField } from './read-step.js';
import type { SceneTurn } from './scene.js';

/** What came with a turn beside its text. */
export function listMedia({ input }: SceneTurn): WireObject[] {
  return input
    .flatMap(contentOf)
    .map((content) => readFileText(textField(content, 'text')) ?? content)
    .filter((content) => content['type'] !== 'text');
}

/** The last picture that a step holds. */
export function findImage(steps: readonly Step[]): WireObject | undefined {
  return steps.flatMap(contentOf).findLast((content) => content['type'] === 'image');
}

/** The picture in the model's last answer, if there is one. */
export function findAnsweredImage({ history }: SceneTurn): WireObject | undefined {
  const asked = history.findLastIndex((step) => step.type === 'user_input');
  return findImage(history.slice(asked + 1).filter((step) => step.type === 'model_output'));
}
