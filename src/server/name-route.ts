const patterns: readonly (readonly [RegExp, string])[] = [
  [/^\/interactions\/[^/]+\/cancel$/, '/interactions/:id/cancel'],
  [/^\/interactions\/[^/]+$/, '/interactions/:id'],
  [/^\/models\/[^/]+:generateContent$/, '/models/:model:generateContent'],
  [/^\/models\/[^/]+:streamGenerateContent$/, '/models/:model:streamGenerateContent'],
  [/^\/files\/[^/]+$/, '/files/:name'],
  [/^\/(?:upload\/files|interactions|token|config|health|metrics)$/, '$&'],
];

/** A route without what a visitor put into it; `/` for what is no route. */
export function nameRoute(route: string): string {
  const [pattern, name] = patterns.find(([shape]) => shape.test(route)) ?? [/^.*$/s, '/'];
  return route.replace(pattern, name);
}
