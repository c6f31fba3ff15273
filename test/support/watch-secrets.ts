/** All that a value tells to who takes it apart: texts, names of fields, errors with their stacks and causes. */
export function readEverything(value: unknown): string {
  const seen = new Set<unknown>();
  const texts: string[] = [];
  const read = (each: unknown): void => {
    if (seen.has(each)) return;
    seen.add(each);
    if (typeof each === 'string') texts.push(each);
    if (typeof each !== 'object' || each === null || each instanceof Node || each instanceof Window) return;
    if (each instanceof Map || each instanceof Set) for (const entry of each) read(entry);
    if (each instanceof Headers || each instanceof URLSearchParams) texts.push(...[...each].flat());
    if (each instanceof URL) texts.push(each.href);
    if (each instanceof Request || each instanceof Response) read([each.url, each.headers]);
    if (each instanceof Error) texts.push(String(each), each.stack ?? '');
    for (const key of Reflect.ownKeys(each)) {
      texts.push(String(key));
      read(Reflect.get(each, key));
    }
  };
  read(value);
  return texts.join('\n');
}

/** A page as whoever looks at it finds it: its elements with what is in them, and what it keeps. */
export function readPage(): string {
  const tell = (root: Document | ShadowRoot): string[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? [element.value]
        : []),
      ...(element.shadowRoot ? [element.shadowRoot.innerHTML, ...tell(element.shadowRoot)] : []),
    ]);
  const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(Object.entries(store)));
  const addresses = performance.getEntriesByType('resource').map(({ name }) => name);
  return [
    document.documentElement.outerHTML,
    ...tell(document),
    ...stores,
    document.cookie,
    location.href,
    JSON.stringify(history.state),
    ...addresses,
  ].join('\n');
}

const methods = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table'] as const;
const restores: (() => void)[] = [];

/** Hears all that is written to the console and all that no one caught, until the test is over. */
export function hearConsole(): unknown[][] {
  const heard: unknown[][] = [];
  for (const method of methods) {
    const own = console[method];
    console[method] = (...words: unknown[]) => void heard.push(words);
    restores.push(() => void (console[method] = own));
  }
  const hear = (event: ErrorEvent | PromiseRejectionEvent): void => {
    heard.push([event instanceof ErrorEvent ? [event.message, event.error] : event.reason]);
  };
  addEventListener('error', hear);
  addEventListener('unhandledrejection', hear);
  restores.push(
    () => removeEventListener('error', hear),
    () => removeEventListener('unhandledrejection', hear),
  );
  return heard;
}

afterEach(() => {
  for (const restore of restores.splice(0)) restore();
});
