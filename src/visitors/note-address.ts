const noted = new WeakMap<Request, string>();

/** Remembers from which address a request's connection comes, for as long as there is the request. */
export function noteAddress(request: Request, address: string): void {
  noted.set(request, address);
}

/** The address that was noted; undefined for a request that somebody made anew of the one that came in. */
export function readNotedAddress(request: Request): string | undefined {
  return noted.get(request);
}
