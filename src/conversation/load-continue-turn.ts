/** What few turns need: another attempt, another hop, calls of the page's functions, a reply in the background. */
export function loadContinueTurn(): Promise<typeof import('./continue-turn.js')> {
  return import('./continue-turn.js');
}
