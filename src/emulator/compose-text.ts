import type { Step } from '../protocol/step.js';

/** A remark on a passage, such as its source; offsets count UTF-8 bytes, the end is exclusive. */
export interface Annotation {
  readonly type: string;
  readonly start_index: number;
  readonly end_index: number;
  readonly [field: string]: unknown;
}

/** The step in which the model says a text, with its sources where it has some. */
export function composeText(text: string, annotations: readonly Annotation[] = []): Step {
  const content: unknown = [{ type: 'text', text, ...(annotations.length > 0 ? { annotations } : {}) }];
  return { type: 'model_output', content };
}
