/** Few notices have a wait to count down. */
export const loadCountdown = (): Promise<unknown> => import('./countdown-element.js');
