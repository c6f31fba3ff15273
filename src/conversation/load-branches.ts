/** Other ways to go on: loaded when a reader first wants one. */
export function loadBranches(): Promise<typeof import('./branches.js')> {
  return import('./branches.js');
}
