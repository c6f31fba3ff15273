/**
 * The part of a path that names a route. Frameworks mount the handler under paths of their own, with or without
 * Gemini's version in them, and some add a slash at the end: only how a path ends counts.
 */
export function findRoute(request: Request): string {
  const { pathname } = new URL(request.url);
  return /\/(?:interactions|config|health)(?=\/?$)/.exec(pathname)?.[0] ?? '/';
}
