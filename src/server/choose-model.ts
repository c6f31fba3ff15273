import type { ChatPolicy } from './read-options.js';
import { refuseField } from './refuse-field.js';

/** The model that answers: the one wished for, if the site has it; without a wish the site's first. */
export function chooseModel(wished: string | undefined, models: ChatPolicy['models']): string {
  if (wished === undefined) return models[0];
  const name = wished.replace(/^models\//, '');
  if (!models.includes(name)) throw refuseField('model', 'is not one of the models of this site');
  return name;
}
