import { allowMethods } from './allow-methods.js';
import type { Backend, Routes } from './backend.js';
import { describeSite } from './describe-site.js';
import type { MetricsFeed } from './metrics-feed.js';

/** What pages, and those who run the site, may know of the backend itself. */
export function addSiteRoutes(
  routes: Routes,
  { policy, running }: Backend,
  metrics: MetricsFeed | undefined,
): void {
  routes.get('/config', () => Response.json(describeSite(policy)));
  allowMethods(routes, '/config', 'GET, HEAD, OPTIONS');

  routes.get('/health', () =>
    running.closing ? Response.json({ status: 'closing' }, { status: 503 }) : Response.json({ status: 'ok' }),
  );
  allowMethods(routes, '/health', 'GET, HEAD, OPTIONS');

  if (metrics === undefined) return;
  routes.get('/metrics', () => metrics.write());
  allowMethods(routes, '/metrics', 'GET, HEAD, OPTIONS');
}
