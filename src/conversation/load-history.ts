/** Branches and kept conversations: loaded when a reader or a page first wants them. */
export function loadHistory(): Promise<typeof import('./history.js')> {
  return import('./history.js');
}
