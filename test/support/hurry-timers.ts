const restores = new Set<() => void>();

/**
 * Makes waits of a second and more pass a hundred times as fast, for as long as the test lasts or until what this
 * gives is called. Shorter ones stay: they are frames, and pauses of the test itself.
 */
export function hurryTimers(): () => void {
  const { setTimeout } = globalThis;
  const hurried = new Proxy(setTimeout, {
    apply(target, self, [callback, wait = 0, ...given]: Parameters<typeof setTimeout>) {
      return Reflect.apply(target, self, [callback, wait >= 1000 ? wait / 100 : wait, ...given]);
    },
  });
  const restore = () => {
    if (!restores.delete(restore)) return;
    globalThis.setTimeout = setTimeout;
  };
  restores.add(restore);
  globalThis.setTimeout = hurried;
  return restore;
}

afterEach(() => {
  for (const restore of restores) restore();
});
