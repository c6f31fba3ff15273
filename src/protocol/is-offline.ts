/** Whether the browser knows that it is offline; not every runtime has a navigator, and not every navigator knows. */
export function isOffline(): boolean {
  const { navigator }: { navigator?: { onLine?: boolean } } = globalThis;
  return navigator?.onLine === false;
}
