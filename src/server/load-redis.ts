/** Node's own modules are behind this import, and few sites need it. */
export const loadRedis = () => import('@redis/client');
