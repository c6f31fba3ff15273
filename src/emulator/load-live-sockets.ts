/** Needs Node; whoever does not serve the Live API does not load it. */
export const loadLiveSockets = () => import('ws');
