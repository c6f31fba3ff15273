/** An allow-list of exact origins, each with an optional path prefix that ends at a segment. */
export class HostList {
  readonly #entries: readonly URL[];

  /** Throws a `TypeError` that names the option and the entry it cannot read; a bare host means https. */
  constructor(option: string, entries: readonly string[] = []) {
    this.#entries = entries.map((entry) => {
      const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(entry) ? entry : `https://${entry}`);
      if (
        !url ||
        !/^https?:$/.test(url.protocol) ||
        url.username ||
        url.search ||
        url.hash ||
        /[*\s]/.test(entry)
      ) {
        throw new TypeError(`${option}: "${entry}" is not an origin such as https://images.example.com/path`);
      }
      return url;
    });
  }

  allows(url: URL): boolean {
    return this.#entries.some((entry) => {
      if (entry.origin !== url.origin) return false;
      const prefix = entry.pathname.replace(/\/$/, '');
      if (!prefix) return true;
      // An escaped slash may be a way out of the prefix on the server.
      if (/%2f|%5c/i.test(url.pathname)) return false;
      return url.pathname === prefix || url.pathname.startsWith(`${prefix}/`);
    });
  }
}

/** The URL, or nothing where the text is none. */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
