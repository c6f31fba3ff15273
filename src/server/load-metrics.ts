/** For Node alone, and for whoever asks for metrics. */
export const loadMetrics = () => import('prom-client');
