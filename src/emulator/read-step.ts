import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** A step's fields by name, whatever its type. */
export function fieldsOf(step: Step): WireObject {
  return { ...step };
}

/** A field that should hold a text, empty where it holds none. */
export function textField(object: WireObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

/** The pieces of content in a step, empty where it has none. */
export function contentOf(step: Step): readonly WireObject[] {
  const content = fieldsOf(step)['content'];
  return Array.isArray(content) ? content.filter(isWireObject) : [];
}

/** The text of a step's contents, joined. */
export function textOf(step: Step): string {
  return contentOf(step)
    .map((content) => (content['type'] === 'text' ? textField(content, 'text') : ''))
    .join('');
}
