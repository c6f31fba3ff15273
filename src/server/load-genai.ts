/**
 * Google's own client, needed for tokens alone. Its build for the web needs nothing of Node and heeds no variables of
 * the environment, so that it does the same on every server.
 */
export const loadGenai = () => import('@google/genai/web');
