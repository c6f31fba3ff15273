import { refuse } from './answer-error.js';
import { answerPreflight } from './answer-preflight.js';
import type { Routes } from './backend.js';

/** Closes a path after its routes were added: browsers that ask first hear what is allowed, and so do others. */
export function allowMethods(routes: Routes, path: string, allowed: string): void {
  routes.options(path, () => answerPreflight(allowed));
  routes.all(path, () => {
    throw refuse(405, 'method_not_allowed', `Use ${allowed} here.`, { allow: allowed });
  });
}
