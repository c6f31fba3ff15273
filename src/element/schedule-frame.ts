/** Calls back before the next paint; in a tab that is not painted, a little later all the same. */
export function scheduleFrame(callback: () => void): void {
  let called = false;
  const once = (): void => {
    if (called) return;
    called = true;
    callback();
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
