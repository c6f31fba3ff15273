/** Node's own modules are behind this import: the rest of the backend runs where there are none. */
export const loadNodeServer = () => import('@hono/node-server');
